import { createPrivateKey, createPublicKey } from 'node:crypto'
import type { Bon, BonTse } from '@brotkasten/domain/dsfinvk/bon'
import { bookings } from '@brotkasten/domain/dsfinvk/bookings.fixture'
import type { Closing, TseUnit } from '@brotkasten/domain/dsfinvk/closing'
import { exampleClosing } from '@brotkasten/domain/dsfinvk/closing.fixture'
import { algorithmByName } from '../crypto/algorithms.ts'
import { importPoint, pointOf } from '../crypto/public-key.ts'
import { signPlain } from '../crypto/signature.ts'
import { finishBytes } from '../verify/verify-finish.ts'

/** A key for tests and nothing else. */
const PRIVATE_KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgkfcrc9B8okb+01WV
IXQqfvlQ0h05CMiDQmzLveaVKDuhRANCAAS7k6AYbG4dCDlFuGBblj2SPkmp9Ve7
N1/6o6kyoskhKtKYza9CpsqlFlcbr0UJz1WYyu2WNkvK60foqWatEaiX
-----END PRIVATE KEY-----`

const ALGORITHM = 'ecdsa-plain-SHA256'
const privateKey = createPrivateKey(PRIVATE_KEY)
const point = pointOf(createPublicKey(privateKey)) ?? new Uint8Array()
const imported = importPoint(point)
const algorithm = algorithmByName(ALGORITHM)
if (!imported.ok || algorithm === undefined) throw new TypeError('the test key is no key')
const key = imported.value

export const testTse: TseUnit = {
  id: 1,
  serial: key.serialHex,
  algorithm: ALGORITHM,
  logTimeFormat: 'unixTime',
  processDataEncoding: 'UTF-8',
  publicKey: Buffer.from(point).toString('base64'),
  certificate: 'MIIB'.repeat(300),
}

export const signedClosing: Closing = { ...exampleClosing, tses: [testTse] }

export interface SignedContent {
  readonly processType: string
  readonly processData: string
  readonly transactionNumber: number
  readonly signatureCounter?: number
}

/** Signs a Bon as a TSE does: one second after it began, until it ends. */
export function signedBy(bon: Pick<Bon, 'start' | 'end'>, content: SignedContent): BonTse {
  const { transactionNumber, signatureCounter = 2 * transactionNumber } = content
  const fields = {
    ...content,
    signatureCounter,
    clientId: signedClosing.register.serial,
    logTime: bon.end,
    algorithm: ALGORITHM,
    logTimeFormat: 'unixTime',
    signature: '',
    publicKey: testTse.publicKey,
  }
  const bytes = finishBytes(fields, { key, algorithm: algorithm ?? neverNull() }, { format: 'unixTime' })
  return {
    state: 'signed',
    serial: testTse.serial,
    transactionNumber,
    signatureCounter,
    startTime: new Date(Date.parse(bon.start) + 1000).toISOString(),
    finishTime: bon.end,
    processType: content.processType,
    processData: content.processData,
    signature: Buffer.from(signPlain(privateKey, 'sha256', bytes)).toString('base64'),
  }
}

function neverNull(): never {
  throw new TypeError('the test key is no key')
}

const ORDER = '1;"Torte ""Sacher""";45.00\r-1;"Kerze";0.50'

/** Every booking of the table, signed; one of them in an outage. */
export const signedBons: readonly Bon[] = bookings.map(({ name, bon, processData }): Bon => {
  const order = bon.type === 'AVBestellung'
  const content = {
    processType: processData === null ? (order ? 'Bestellung-V1' : 'SonstigerVorgang') : 'Kassenbeleg-V1',
    processData: processData ?? (order ? ORDER : 'Lade geöffnet'),
    transactionNumber: bon.number,
  }
  const tse: BonTse =
    name === 'wage advance'
      ? { state: 'outage', error: 'TSE ausgefallen: unreachable' }
      : signedBy(bon, content)
  return { ...bon, terminalId: 't-1', tse: [tse] }
})
