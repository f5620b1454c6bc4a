import { createHash, sign, X509Certificate } from 'node:crypto'
import { curves } from '../../crypto/curves.ts'
import { pointOf } from '../../crypto/public-key.ts'
import { encodeMessage, encodeSigned } from '../../log/encode-log.ts'
import type { LogContent, LogHeader } from '../../log/log-message.ts'
import { logName } from '../../log/log-name.ts'
import { systemData } from '../../log/system-data.ts'
import { createIdentity, type ElementIdentity } from '../../secure-element/identity.ts'
import { algorithmOf } from '../../secure-element/signer.ts'
import { TAR_END, ustarEntry } from '../../secure-element/ustar.ts'

/** One file of an archive under construction. */
export interface Draft {
  readonly name: string
  readonly content: Uint8Array
}

export const BEGIN = Date.parse('2026-11-23T05:00:00Z')

/** One device for all tests: making keys is slow. */
export const device: ElementIdentity = createIdentity({
  curve: 'P-256',
  notBefore: new Date('2026-01-01T00:00:00Z'),
  years: 2,
})

/** How a message differs from an ordinary one. */
export interface Oddity {
  /** Seconds after BEGIN; the counter unless given. */
  readonly second?: number
  readonly algorithmOid?: string
  readonly dsaEncoding?: 'ieee-p1363' | 'der'
  readonly name?: string
}

/** A signed log as a file of the archive. */
export const log = (
  counter: number,
  content: LogContent,
  odd: Oddity = {},
  by: ElementIdentity = device,
): Draft => {
  const algorithm = algorithmOf(by)
  const header: LogHeader = {
    version: 2,
    serial: by.serial,
    algorithmOid: odd.algorithmOid ?? algorithm.oid,
    signatureCounter: counter,
    logTime: new Date(BEGIN + (odd.second ?? counter) * 1000),
    logTimeFormat: 'unixTime',
  }
  const signed = encodeSigned(content, header)
  const signature = sign(algorithm.hash, signed, {
    key: by.privateKey,
    dsaEncoding: odd.dsaEncoding ?? 'ieee-p1363',
  })
  return { name: odd.name ?? logName({ ...header, content }), content: encodeMessage(signed, signature) }
}

const transaction = (
  operation: 'Start' | 'Update' | 'Finish',
  transactionNumber: number,
  clientId: string,
): LogContent => ({
  kind: 'transaction',
  operation,
  clientId,
  processData:
    operation === 'Finish' ? Buffer.from('Beleg^0.00_2.55_0.00_0.00_0.00^2.55:Bar') : new Uint8Array(0),
  processType: operation === 'Finish' ? 'Kassenbeleg-V1' : '',
  externalData: null,
  transactionNumber,
  internalData: null,
})

export const start = (counter: number, number: number, client = 'K 1', odd: Oddity = {}): Draft =>
  log(counter, transaction('Start', number, client), odd)

export const update = (counter: number, number: number, client = 'K 1', odd: Oddity = {}): Draft =>
  log(counter, transaction('Update', number, client), odd)

export const finish = (counter: number, number: number, client = 'K 1', odd: Oddity = {}): Draft =>
  log(counter, transaction('Finish', number, client), odd)

export const system = (counter: number, operation: string, odd: Oddity = {}): Draft =>
  log(counter, { kind: 'system', operation, data: systemData('x'), origin: null, user: null }, odd)

export const audit = (counter: number): Draft => log(counter, { kind: 'audit', data: Uint8Array.of(1, 2, 3) })

/** Sales of one client after the other: two counters each, from `first` to `last`. */
export const sales = (
  first: number,
  last: number,
  clients: readonly string[] = ['K 1'],
  firstNumber = 1,
): Draft[] => {
  const drafts: Draft[] = []
  for (let counter = first, number = firstNumber; counter + 1 <= last; counter += 2, number++) {
    const client = clients[number % clients.length] ?? 'K 1'
    drafts.push(start(counter, number, client), finish(counter + 1, number, client))
  }
  return drafts
}

export const info: Draft = {
  name: 'info.csv',
  content: Buffer.from('"description:","Test","manufacturer:","Brotkasten","version:","1"'),
}

/** Certificates of a device, leaf first; the name of the leaf is the serial, the others are named by hand. */
export const certificates = (of: ElementIdentity = device): Draft[] =>
  of.certificates.map((content, index) => ({ name: `${certificateSerial(of, index)}_X509.cer`, content }))

const certificateSerial = (of: ElementIdentity, index: number): string =>
  index === 0 ? of.serialHex : keySerial(of.certificates[index] ?? new Uint8Array(0), of)

const keySerial = (der: Uint8Array, { curve }: ElementIdentity): string => {
  const point = pointOf(new X509Certificate(Buffer.from(der)).publicKey)
  if (point?.length !== 1 + 2 * curves[curve].coordinateBytes) throw new Error('not a key of this chain')
  return createHash('sha256').update(point).digest('hex')
}

/** An archive of these files. */
export const tarOf = (drafts: readonly Draft[]): Uint8Array =>
  Buffer.concat([
    ...drafts.flatMap(({ name, content }) => ustarEntry(name, content, new Date(BEGIN))),
    TAR_END,
  ])

/** A complete archive around some logs. */
export const archiveOf = (logs: readonly Draft[]): Uint8Array => tarOf([info, ...certificates(), ...logs])
