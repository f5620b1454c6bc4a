import { err, ok } from '@brotkasten/domain/result'
import { elementLogs } from '../../emulation/element-archive.ts'
import type { ElementResult } from '../../secure-element/secure-element.ts'
import type { SignedLog } from '../../secure-element/signer.ts'
import type { CardCore, Outcome } from './core.ts'
import type { Handlers } from './handlers.ts'

interface SignedReply {
  readonly signatureCounter: number
  readonly logTime: number
  readonly signature: Uint8Array
  readonly serial: Uint8Array
}

/** Signing for tills, and the last message. */
export const signHandlers = {
  startTransaction: (core, { client, processData, processType }) => {
    const input = { clientId: client, processData, processType }
    const signed = sign(core, () => core.element.start(input, core.now()))
    return signed.ok
      ? ok({ transactionNumber: core.element.state.transactionCounter, ...signed.value })
      : signed
  },

  updateTransaction: (core, { transactionNumber, client, processData, processType }) => {
    const input = { clientId: client, processData, processType }
    return sign(core, () => core.element.update(transactionNumber, input, core.now()))
  },

  finishTransaction: (core, { transactionNumber, client, processData, processType }) => {
    const input = { clientId: client, processData, processType }
    return sign(core, () => core.element.finish(transactionNumber, input, core.now()))
  },

  readLogMessage: (core) => {
    const last = [...elementLogs(core.element)].at(-1)
    return last === undefined ? err('noData') : ok({ message: last.bytes })
  },
} satisfies Partial<Handlers>

function sign(core: CardCore, work: () => ElementResult<SignedLog>): Outcome<SignedReply> {
  if (core.setting('locked') === 'true') return err('deactivated')
  return core.answer(work(), ({ signatureCounter, logTime, signature }) => ({
    signatureCounter,
    logTime: Math.floor(logTime.getTime() / 1000),
    signature,
    serial: core.element.identity.serial,
  }))
}
