import { err, ok, type Result } from '@brotkasten/domain/result'
import type { TseStatus } from '../tse.ts'
import { KEY_DATA, LIFECYCLE, STATUS } from './commands.ts'
import type { CardFailure } from './errors.ts'
import { asLongs } from './fields.ts'
import { type CardSession, clientMappings, keyNumber, statusNumber } from './session.ts'
import { call } from './talk.ts'

const LIFECYCLES: { readonly [state: number]: TseStatus['lifecycle'] } = {
  [LIFECYCLE.unknown]: 'noTime',
  [LIFECYCLE.notInitialized]: 'uninitialized',
  [LIFECYCLE.noTime]: 'noTime',
  [LIFECYCLE.active]: 'active',
  [LIFECYCLE.deactivated]: 'disabled',
  [LIFECYCLE.disabled]: 'disabled',
  [LIFECYCLE.sleep]: 'noTime',
  [LIFECYCLE.closed]: 'disabled',
}

/** Asks the card for its state. `at` is the driver's clock in milliseconds, for the next time update. */
export async function sessionStatus(
  session: CardSession,
  at: number,
): Promise<Result<TseStatus, CardFailure>> {
  const { exchange } = session
  const state = await statusNumber(exchange, STATUS.lifecycle)
  if (!state.ok) return state
  const lifecycle = LIFECYCLES[state.value]
  if (lifecycle === undefined)
    return err({ kind: 'refused', detail: `life cycle ${state.value}: the card is defective` })
  const open = await call(exchange, 'getStatus', { id: STATUS.openTransactions })
  if (!open.ok) return open
  const mappings = await clientMappings(exchange)
  if (!mappings.ok) return mappings
  const signatureCounter = await keyNumber(session, KEY_DATA.signatureCounter)
  if (!signatureCounter.ok) return signatureCounter
  const expiry = await keyNumber(session, KEY_DATA.certificateEnd)
  if (!expiry.ok) return expiry
  return ok({
    lifecycle,
    signatureCounter: signatureCounter.value,
    openTransactions: asLongs(open.value.value),
    maxOpenTransactions: session.maxOpenTransactions,
    clients: mappings.value.map(({ client }) => client),
    maxClients: session.maxClients,
    signaturesLeft: null,
    // The card answers notAfter + 1 s.
    certificateEnd: new Date((expiry.value - 1) * 1000),
    selfTestDueIn: null,
    timeUpdateDueIn: timeUpdateDueIn(session, at),
  })
}

function timeUpdateDueIn({ lastSync, timeSyncInterval }: CardSession, at: number): number | null {
  if (timeSyncInterval === 0) return null
  if (lastSync === null) return 0
  return Math.max(0, Math.ceil(timeSyncInterval - (at - lastSync) / 1000))
}
