import { err, ok, type Result } from '@brotkasten/domain/result'
import { readInteger, readOctets } from '../codec/read-values.ts'
import type { DerFailure, Tlv } from '../codec/tlv.ts'
import type { SystemContent, TransactionContent, TransactionOperation } from './log-message.ts'

const CONSTRUCTED = 0x20

/** The context-tagged elements of a message by number, after the order in which they stood was checked. */
export type Tagged = ReadonlyMap<number, Tlv>

const bad = (offset: number) => err<DerFailure>({ kind: 'badValue', offset })

const tagNumber = (element: Tlv): number => element.tag & 0x1f

/** Version 2 wants the numbers rising and known; version 3 is read with what it brings. */
export const tagged = (
  elements: readonly Tlv[],
  strict: boolean,
  highest: number,
): Result<Tagged, DerFailure> => {
  const found = new Map<number, Tlv>()
  let last = -1
  for (const element of elements) {
    const number = tagNumber(element)
    if (found.has(number)) return bad(element.start)
    if (strict && (number <= last || number > highest)) return err({ kind: 'badTag', offset: element.start })
    // Only processData is known to come constructed from real devices.
    if (strict && (element.tag & CONSTRUCTED) !== 0 && number !== 2)
      return err({ kind: 'badTag', offset: element.start })
    found.set(number, element)
    last = number
  }
  return ok(found)
}

const octets = (bytes: Uint8Array, element: Tlv | undefined): Result<Uint8Array | null, DerFailure> =>
  element === undefined ? ok(null) : readOctets(bytes, element)

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

const string = (bytes: Uint8Array, element: Tlv | undefined): Result<string | null, DerFailure> => {
  if (element === undefined) return ok(null)
  const value = readOctets(bytes, element)
  if (!value.ok) return value
  try {
    return ok(utf8.decode(value.value))
  } catch {
    return bad(element.start)
  }
}

const operations: Readonly<Record<string, TransactionOperation>> = {
  StartTransaction: 'Start',
  UpdateTransaction: 'Update',
  FinishTransaction: 'Finish',
  startTransaction: 'Start',
  updateTransaction: 'Update',
  finishTransaction: 'Finish',
}

/** Elements [0] to [6] of a transaction log. */
export const transactionContent = (
  bytes: Uint8Array,
  fields: Tagged,
): Result<TransactionContent, DerFailure> => {
  const name = string(bytes, fields.get(0))
  const clientId = string(bytes, fields.get(1))
  const processData = octets(bytes, fields.get(2))
  const processType = string(bytes, fields.get(3))
  const externalData = octets(bytes, fields.get(4))
  const number = fields.get(5)
  const internalData = octets(bytes, fields.get(6))
  if (!name.ok) return name
  if (!clientId.ok) return clientId
  if (!processData.ok) return processData
  if (!processType.ok) return processType
  if (!externalData.ok) return externalData
  if (!internalData.ok) return internalData
  const operation = Object.hasOwn(operations, name.value ?? '') ? operations[name.value ?? ''] : undefined
  if (operation === undefined || clientId.value === null || number === undefined)
    return bad(fields.get(0)?.start ?? 0)
  const transactionNumber = readInteger(bytes, number)
  if (!transactionNumber.ok) return transactionNumber
  return ok({
    kind: 'transaction',
    operation,
    clientId: clientId.value,
    processData: processData.value ?? new Uint8Array(0),
    processType: processType.value,
    externalData: externalData.value,
    transactionNumber: transactionNumber.value,
    internalData: internalData.value,
  })
}

/** Elements of a system log: [0] operation and [1] data; in version 3 the data is [3], after origin and user. */
export const systemContent = (
  bytes: Uint8Array,
  fields: Tagged,
  version: 2 | 3,
): Result<SystemContent, DerFailure> => {
  const operation = string(bytes, fields.get(0))
  if (!operation.ok) return operation
  if (operation.value === null) return bad(0)
  const data = octets(bytes, fields.get(version === 2 ? 1 : 3))
  if (!data.ok) return data
  const origin = version === 2 ? ok(null) : string(bytes, fields.get(1))
  if (!origin.ok) return origin
  const user = version === 2 ? ok(null) : string(bytes, fields.get(2))
  if (!user.ok) return user
  return ok({
    kind: 'system',
    operation: operation.value,
    data: data.value ?? new Uint8Array(0),
    origin: origin.value,
    user: user.value,
  })
}
