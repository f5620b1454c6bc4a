import { err, ok } from '@brotkasten/domain/result'
import type { SignedLog } from '../../secure-element/signer.ts'
import { concat } from '../../transport/bytes.ts'
import type { OpenCommand, StickCore } from './core.ts'
import type { Handlers, Outcome } from './handlers.ts'

const LARGEST_DATA = 65_536

/** Transactions: an init, the data in packets, an end. */
export const signHandlers = {
  startInit: (core, { size, processType }) => begin(core, 'start', 0, size, processType),

  updateInit: (core, { transactionNumber, size, processType }) =>
    begin(core, 'update', transactionNumber, size, processType),

  finishInit: (core, { transactionNumber, size, processType }) =>
    begin(core, 'finish', transactionNumber, size, processType),

  data: (core, { packet, data }) => {
    if (core.open === null) return err('wrongOrder')
    if (packet !== core.open.parts.length || data.length > 512) return err('parameterValue')
    core.open.parts.push(data)
    return ok({})
  },

  startEnd: (core) =>
    end(core, 'start', (log) => ({
      ...replyOf(log),
      transactionNumber: core.element.state.transactionCounter,
      serial: core.element.identity.serial,
    })),

  updateEnd: (core) => end(core, 'update', replyOf),

  finishEnd: (core) => end(core, 'finish', replyOf),

  void: (core) => {
    if (core.open === null) return err('wrongOrder')
    core.open = null
    return ok({})
  },
} satisfies Partial<Handlers>

const replyOf = ({ logTime, signatureCounter, signature }: SignedLog) => ({
  logTime,
  signatureCounter,
  signature,
})

function begin(
  core: StickCore,
  operation: OpenCommand['operation'],
  transactionNumber: number,
  size: number,
  processType: string,
): Outcome<object> {
  if (core.client === null) return err('clientNotSet')
  if (core.open !== null) return err('wrongOrder')
  if (size > LARGEST_DATA) return err('parameterValue')
  core.open = { operation, transactionNumber, processType, size, parts: [] }
  return ok({})
}

/** Whatever comes of it, a command that failed at its end stays open until it is voided. */
function end<A>(
  core: StickCore,
  operation: OpenCommand['operation'],
  reply: (log: SignedLog) => A,
): Outcome<A> {
  const { open, client } = core
  if (open?.operation !== operation || client === null) return err('wrongOrder')
  const processData = concat(open.parts)
  if (processData.length !== open.size) return err('parameterValue')
  const input = { clientId: client, processType: open.processType, processData }
  const outcome = core.answer(signed(core, open, input), reply)
  if (outcome.ok) core.open = null
  return outcome
}

function signed(
  { element, now }: StickCore,
  open: OpenCommand,
  input: Parameters<StickCore['element']['start']>[0],
) {
  switch (open.operation) {
    case 'start':
      return element.start(input, now())
    case 'update':
      return element.update(open.transactionNumber, input, now())
    case 'finish':
      return element.finish(open.transactionNumber, input, now())
  }
}
