import { err, ok, type Result } from '@brotkasten/domain/result'
import { utf8 } from '../transport/bytes.ts'
import { type CardFailure, codeOf, failureOf } from './errors.ts'
import { type Credentials, loggedIn } from './login.ts'
import { type CardSession, clientMappings } from './session.ts'
import { call } from './talk.ts'

type CardResult = Promise<Result<void, CardFailure>>

/** A client id is 1 to 30 bytes of printable ASCII. */
const CLIENT_ID = /^[\x20-\x7e]{1,30}$/

/** Maps a till to the key of the card. Mapping it again would cost a signature, so the mappings are asked first. */
export async function register(session: CardSession, credentials: Credentials, client: string): CardResult {
  if (!CLIENT_ID.test(client)) {
    return err({ kind: 'refused', detail: `a client id of ${utf8(client).length} bytes, or not ASCII` })
  }
  const known = await isMapped(session, client)
  if (!known.ok) return known
  return known.value ? ok(undefined) : map(session, credentials, client, session.keySerial)
}

/** Unmaps a till; an empty key serial says so. */
export async function deregister(session: CardSession, credentials: Credentials, client: string): CardResult {
  const known = await isMapped(session, client)
  if (!known.ok) return known
  if (!known.value) return err(failureOf(codeOf('clientUnknown'), 'deregisterClient'))
  return map(session, credentials, client, new Uint8Array(0))
}

async function isMapped({ exchange }: CardSession, client: string): Promise<Result<boolean, CardFailure>> {
  const mappings = await clientMappings(exchange)
  return mappings.ok ? ok(mappings.value.some((mapping) => mapping.client === client)) : mappings
}

/** Cards of the first generation want the Admin for this; the others do not mind. */
async function map(
  { exchange }: CardSession,
  credentials: Credentials,
  client: string,
  keySerial: Uint8Array,
): CardResult {
  const done = await loggedIn(exchange, credentials, 'Admin', () =>
    call(exchange, 'mapClient', { client, keySerial }),
  )
  return done.ok ? ok(undefined) : done
}
