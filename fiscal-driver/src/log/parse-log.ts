import { err, ok, type Result } from '@brotkasten/domain/result'
import { readInteger, readOid } from '../codec/read-values.ts'
import { type DerFailure, octetsOf, readAll, readTlv, type Tlv } from '../codec/tlv.ts'
import { CERTIFIED_DATA, type LogContent, type LogMessage } from './log-message.ts'
import { decodeLogTime } from './log-time.ts'
import { systemContent, tagged, transactionContent } from './parse-content.ts'

/** Why bytes are no log message; `element` names the part that is wrong. */
export interface LogFailure extends DerFailure {
  readonly element: string
}

const SEQUENCE = 0x30
const OCTET_STRING = 0x04
const SERIAL_BYTES = 32

const fail = (element: string, offset: number, kind: DerFailure['kind'] = 'badValue') =>
  err<LogFailure>({ kind, offset, element })

const within = <T>(result: Result<T, DerFailure>, element: string): Result<T, LogFailure> =>
  result.ok ? result : err({ ...result.error, element })

/** The parts of a message in their fixed order. */
interface Parts {
  readonly version: Tlv
  readonly dataType: Tlv
  readonly content: readonly Tlv[]
  readonly serial: Tlv
  readonly algorithm: Tlv
  readonly audit: Tlv | null
  readonly counter: Tlv
  readonly time: Tlv
  readonly signature: Tlv
}

const isContext = (element: Tlv): boolean => (element.tag & 0xc0) === 0x80

/** version, type, context-tagged elements, serial, algorithm, audit data (audit logs only), counter, time, signature. */
const divide = (children: readonly Tlv[]): Result<Parts, LogFailure> => {
  const [version, dataType, ...rest] = children
  const contentEnd = rest.findIndex((element) => !isContext(element))
  const tail = contentEnd < 0 ? [] : rest.slice(contentEnd)
  const hasAudit = tail[2]?.tag === OCTET_STRING
  const [serial, algorithm, ...end] = tail
  const [counter, time, signature, surplus] = hasAudit ? end.slice(1) : end
  if (!version || !dataType || !serial || !algorithm || !counter || !time || !signature) {
    return fail('message', children.at(-1)?.end ?? 0, 'truncated')
  }
  if (surplus) return fail('message', surplus.start, 'tooMany')
  const audit = hasAudit ? (end[0] ?? null) : null
  return ok({
    version,
    dataType,
    content: rest.slice(0, contentEnd),
    serial,
    algorithm,
    audit,
    counter,
    time,
    signature,
  })
}

const expectedTags = (parts: Parts): readonly (readonly [string, Tlv, number])[] => [
  ['version', parts.version, 0x02],
  ['certifiedDataType', parts.dataType, 0x06],
  ['serialNumber', parts.serial, OCTET_STRING],
  ['signatureAlgorithm', parts.algorithm, SEQUENCE],
  ['signatureCounter', parts.counter, 0x02],
  ['signatureValue', parts.signature, OCTET_STRING],
]

const readContent = (bytes: Uint8Array, parts: Parts, version: 2 | 3): Result<LogContent, LogFailure> => {
  const type = within(readOid(bytes, parts.dataType), 'certifiedDataType')
  if (!type.ok) return type
  const strict = version === 2
  if (type.value === `${CERTIFIED_DATA}.3`) {
    const stray = parts.content[0]
    if (stray && strict) return fail('certifiedData', stray.start, 'badTag')
    if (parts.audit === null) return fail('seAuditData', parts.algorithm.end, 'truncated')
    return ok({ kind: 'audit', data: octetsOf(bytes, parts.audit) })
  }
  if (parts.audit !== null) return fail('seAuditData', parts.audit.start, 'badTag')
  const isTransaction = type.value === `${CERTIFIED_DATA}.1`
  if (!isTransaction && type.value !== `${CERTIFIED_DATA}.2`)
    return fail('certifiedDataType', parts.dataType.start)
  const fields = within(tagged(parts.content, strict, isTransaction ? 6 : 2), 'certifiedData')
  if (!fields.ok) return fields
  return isTransaction
    ? within(transactionContent(bytes, fields.value), 'certifiedData')
    : within(systemContent(bytes, fields.value, version), 'certifiedData')
}

const readAlgorithm = (bytes: Uint8Array, algorithm: Tlv): Result<string, DerFailure> => {
  const first = readTlv(bytes, algorithm.valueStart, algorithm.valueEnd)
  if (!first.ok) return first
  return first.value.tag === 0x06
    ? readOid(bytes, first.value)
    : err({ kind: 'badTag', offset: first.value.start })
}

const children = (bytes: Uint8Array): Result<readonly Tlv[], LogFailure> => {
  const outer = within(readTlv(bytes, 0), 'message')
  if (!outer.ok) return outer
  if (outer.value.tag !== SEQUENCE) return fail('message', 0, 'badTag')
  if (outer.value.end !== bytes.length) return fail('message', outer.value.end, 'tooMany')
  return within(readAll(bytes, outer.value.valueStart, outer.value.valueEnd), 'message')
}

/**
 * Reads a stored log message (TR-03151): version 2 strictly in order and tags, version 3 tolerantly. Lengths and
 * integers may be longer than DER allows: the signature covers the bytes as stored, whatever they are.
 */
export const parseLog = (bytes: Uint8Array): Result<LogMessage, LogFailure> => {
  const elements = children(bytes)
  if (!elements.ok) return elements
  const divided = divide(elements.value)
  if (!divided.ok) return divided
  const parts = divided.value
  for (const [name, element, tag] of expectedTags(parts)) {
    if (element.tag !== tag) return fail(name, element.start, 'badTag')
  }
  const version = within(readInteger(bytes, parts.version), 'version')
  if (!version.ok) return version
  if (version.value !== 2 && version.value !== 3) return fail('version', parts.version.start)
  const content = readContent(bytes, parts, version.value)
  if (!content.ok) return content
  const algorithmOid = within(readAlgorithm(bytes, parts.algorithm), 'signatureAlgorithm')
  if (!algorithmOid.ok) return algorithmOid
  const counter = within(readInteger(bytes, parts.counter), 'signatureCounter')
  if (!counter.ok) return counter
  const time = within(decodeLogTime(bytes, parts.time), 'logTime')
  if (!time.ok) return time
  const serial = octetsOf(bytes, parts.serial)
  if (serial.length !== SERIAL_BYTES) return fail('serialNumber', parts.serial.start)
  return ok({
    version: version.value,
    content: content.value,
    serial,
    algorithmOid: algorithmOid.value,
    signatureCounter: counter.value,
    logTime: time.value.at,
    logTimeFormat: time.value.format,
    signature: octetsOf(bytes, parts.signature),
    signedBytes: bytes.subarray(parts.version.start, parts.signature.start),
  })
}
