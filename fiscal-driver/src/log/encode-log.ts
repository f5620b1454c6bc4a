import { context, integer, integerOctets, octetString, oid, sequence, text, tlv } from '../codec/write-der.ts'
import { algorithmByOid } from '../crypto/algorithms.ts'
import {
  CERTIFIED_DATA,
  type LogContent,
  type LogHeader,
  logKindArcs,
  type TransactionContent,
} from './log-message.ts'
import { encodeLogTime } from './log-time.ts'

/** How processData of Update and Finish is stored: D-Trust devices write it constructed with indefinite length. */
export type ProcessDataForm = 'primitive' | 'constructed'

const dataTypes = {
  transaction: oid(`${CERTIFIED_DATA}.${logKindArcs.transaction}`),
  system: oid(`${CERTIFIED_DATA}.${logKindArcs.system}`),
  audit: oid(`${CERTIFIED_DATA}.${logKindArcs.audit}`),
}

const END_OF_CONTENTS = Uint8Array.of(0, 0)
const OPEN_CONSTRUCTED = Uint8Array.of(0xa2, 0x80)

const processData = (content: TransactionContent, form: ProcessDataForm): readonly Uint8Array[] =>
  form === 'primitive' || content.operation === 'Start'
    ? [context(2, content.processData)]
    : [OPEN_CONSTRUCTED, octetString(content.processData), END_OF_CONTENTS]

const optional = (number: number, value: Uint8Array | null): readonly Uint8Array[] =>
  value === null ? [] : [context(number, value)]

/** Version 3 writes operation types with a small first letter. */
const transactionOperation = (content: TransactionContent, version: 2 | 3): string =>
  version === 2 ? `${content.operation}Transaction` : `${content.operation.toLowerCase()}Transaction`

const certifiedData = (content: LogContent, version: 2 | 3, form: ProcessDataForm): readonly Uint8Array[] => {
  if (content.kind === 'audit') return []
  if (content.kind === 'system') {
    if (version === 2) return [context(0, text(content.operation)), context(1, content.data)]
    return [
      context(0, text(content.operation)),
      ...optional(1, content.origin === null ? null : text(content.origin)),
      ...optional(2, content.user === null ? null : text(content.user)),
      context(3, content.data),
    ]
  }
  return [
    context(0, text(transactionOperation(content, version))),
    context(1, text(content.clientId)),
    ...processData(content, form),
    ...optional(3, content.processType === null ? null : text(content.processType)),
    ...optional(4, content.externalData),
    context(5, integerOctets(content.transactionNumber)),
    ...optional(6, content.internalData),
  ]
}

/** SEQUENCE { OID } of an algorithm, also of one we cannot check. */
const algorithmElement = (dotted: string): Uint8Array => algorithmByOid(dotted)?.der ?? sequence(oid(dotted))

/**
 * The bytes a device signs: the elements of the log message one after the other, without an outer SEQUENCE
 * (TR-03151; DSFinV-K, Annex I).
 */
export const encodeSigned = (
  content: LogContent,
  header: LogHeader,
  form: ProcessDataForm = 'primitive',
): Uint8Array =>
  Buffer.concat([
    integer(header.version),
    dataTypes[content.kind],
    ...certifiedData(content, header.version, form),
    octetString(header.serial),
    algorithmElement(header.algorithmOid),
    ...(content.kind === 'audit' ? [octetString(content.data)] : []),
    integer(header.signatureCounter),
    encodeLogTime(header.logTime, header.logTimeFormat),
  ])

/** The stored message: the signed bytes and the signature inside one SEQUENCE. */
export const encodeMessage = (signed: Uint8Array, signature: Uint8Array): Uint8Array =>
  tlv(0x30, signed, octetString(signature))
