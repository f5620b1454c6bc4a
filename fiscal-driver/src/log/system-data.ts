import { octetsOf, readAll } from '../codec/tlv.ts'
import { context, integerOctets, text } from '../codec/write-der.ts'
import type { LogTimeFormat } from '../tse.ts'
import { logTimeText } from './log-time.ts'

/** Joins the elements [1], [2], … of systemOperationData; null leaves one out. */
export const systemData = (...values: readonly (Uint8Array | string | null)[]): Uint8Array =>
  Buffer.concat(
    values.flatMap((value, index) =>
      value === null ? [] : [context(index + 1, typeof value === 'string' ? text(value) : value)],
    ),
  )

/** A time inside systemOperationData: unix seconds as an integer, other formats as their text. */
export const systemTime = (at: Date, format: LogTimeFormat): Uint8Array =>
  format === 'unixTime' ? integerOctets(Math.floor(at.getTime() / 1000)) : text(logTimeText(at, format))

/** The elements of systemOperationData by number; empty where the device wrote something else. */
export const readSystemData = (data: Uint8Array): ReadonlyMap<number, Uint8Array> => {
  const elements = readAll(data)
  if (!elements.ok) return new Map()
  return new Map(elements.value.map((element) => [element.tag & 0x1f, octetsOf(data, element)]))
}

/** Element [number] of systemOperationData as text; empty where absent. */
export const systemText = (data: Uint8Array, number: number): string =>
  Buffer.from(readSystemData(data).get(number) ?? []).toString('utf8')
