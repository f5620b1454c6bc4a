import { err, ok } from '@brotkasten/domain/result'
import type { ElementResult } from '../../secure-element/secure-element.ts'
import type { SignedLog } from '../../secure-element/signer.ts'
import { type Desk, nothing, type Outcome } from './desk.ts'
import { isExporting } from './export-functions.ts'
import type { EmulatedFunctions } from './functions.ts'

interface SignedOutput {
  readonly logTime: Date
  readonly signatureCounter: number
  readonly signature: Uint8Array
}

/** Self-test, time and transactions. */
export const signFunctions = {
  RunTSESelfTest: (desk) => {
    if (desk.element.state.vault.settings.host !== desk.printer.host) return desk.refuse('clientUnknown')
    return desk.answer(desk.element.selfTest(desk.now()), nothing)
  },

  UpdateTime: (desk, { newDateTime }) => setTime(desk, newDateTime),

  UpdateTimeForFirst: (desk, { newDateTime }) => setTime(desk, newDateTime),

  StartTransaction: (desk, { clientId, processData, processType }) => {
    const signed = sign(desk, clientId, () =>
      desk.element.start({ clientId, processData, processType }, desk.now()),
    )
    const { state, identity } = desk.element
    return signed.ok
      ? ok({ ...signed.value, transactionNumber: state.transactionCounter, serialNumber: identity.serial })
      : signed
  },

  UpdateTransaction: (desk, { transactionNumber, clientId, processData, processType }) =>
    sign(desk, clientId, () =>
      desk.element.update(transactionNumber, { clientId, processData, processType }, desk.now()),
    ),

  FinishTransaction: (desk, { transactionNumber, clientId, processData, processType }) =>
    sign(desk, clientId, () =>
      desk.element.finish(transactionNumber, { clientId, processData, processType }, desk.now()),
    ),

  GetStartedTransactionList: (desk, { clientId }) =>
    ok({
      startedTransactionNumberList: [...desk.element.state.open]
        .filter(([, owner]) => clientId === '' || clientId === owner)
        .map(([number]) => number),
    }),
} satisfies Partial<EmulatedFunctions>

function setTime(desk: Desk, time: Date): Outcome<object> {
  if (!desk.admin && desk.tills.size === 0) return err('OTHER_ERROR_UNAUTHENTICATED_TIME_ADMIN_USER')
  return desk.answer(desk.element.updateTime(time, desk.now()), nothing)
}

function sign(desk: Desk, clientId: string, work: () => ElementResult<SignedLog>): Outcome<SignedOutput> {
  if (isExporting(desk)) return err('TSE1_ERROR_NOT_ALLOWED_EXPORT_IN_PROGRES')
  if (!desk.tills.has(clientId)) return err('OTHER_ERROR_UNAUTHENTICATED_TIME_ADMIN_USER')
  return desk.answer(work(), ({ logTime, signatureCounter, signature }) => ({
    logTime,
    signatureCounter,
    signature,
  }))
}
