import { err, ok, type Result } from '@brotkasten/domain/result'
import { readInteger } from '../codec/read-values.ts'
import { type DerFailure, octetsOf, type Tlv } from '../codec/tlv.ts'
import { integer, text, tlv } from '../codec/write-der.ts'
import type { LogTimeFormat } from '../tse.ts'

/** A log time as read: the instant and how the device wrote it. */
export interface LogTime {
  readonly at: Date
  readonly format: LogTimeFormat
}

const formats: readonly string[] = [
  'unixTime',
  'utcTime',
  'utcTimeWithSeconds',
  'generalizedTime',
  'generalizedTimeWithMilliseconds',
] satisfies LogTimeFormat[]

/** True for the five names DSFinV-K knows (TSE_ZEITFORMAT). */
export const isLogTimeFormat = (value: string): value is LogTimeFormat => formats.includes(value)

const INTEGER = 0x02
const UTC_TIME = 0x17
const GENERALIZED_TIME = 0x18

/** `YYYYMMDDhhmmssfff` of the instant in UTC. */
const digitsOf = (at: Date): string => at.toISOString().replace(/[^0-9]/g, '')

/** The text of a log time as it stands in messages and archive names, for example `181109153045Z`. */
export const logTimeText = (at: Date, format: LogTimeFormat): string => {
  const digits = digitsOf(at)
  switch (format) {
    case 'unixTime':
      return String(Math.floor(at.getTime() / 1000))
    case 'utcTime':
      return `${digits.slice(2, 12)}Z`
    case 'utcTimeWithSeconds':
      return `${digits.slice(2, 14)}Z`
    case 'generalizedTime':
      return `${digits.slice(0, 14)}Z`
    case 'generalizedTimeWithMilliseconds':
      return `${digits.slice(0, 14)}.${digits.slice(14, 17)}Z`
  }
}

/** The logTime element of a message (TR-03151). */
export const encodeLogTime = (at: Date, format: LogTimeFormat): Uint8Array => {
  if (format === 'unixTime') return integer(Math.floor(at.getTime() / 1000))
  const tag = format === 'utcTime' || format === 'utcTimeWithSeconds' ? UTC_TIME : GENERALIZED_TIME
  return tlv(tag, text(logTimeText(at, format)))
}

/** The instant as the format can express it: what the device will answer and sign. */
export const truncateLogTime = (at: Date, format: LogTimeFormat): Date => {
  const unit = format === 'generalizedTimeWithMilliseconds' ? 1 : format === 'utcTime' ? 60_000 : 1000
  return new Date(Math.floor(at.getTime() / unit) * unit)
}

const UTC_PATTERN = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?Z$/
const GENERALIZED_PATTERN = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,3}))?Z$/

/** Builds an instant of calendar fields, or null where no such moment exists (a 31st of April, an hour 24). */
const instant = (fields: readonly (string | undefined)[], millisecond: string): Date | null => {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = fields.map((field) =>
    Number(field ?? 0),
  )
  const at = new Date(
    Date.UTC(year, month - 1, day, hour, minute, second, Number(millisecond.padEnd(3, '0'))),
  )
  const exact =
    at.getUTCFullYear() === year &&
    at.getUTCMonth() === month - 1 &&
    at.getUTCDate() === day &&
    at.getUTCHours() === hour &&
    at.getUTCMinutes() === minute &&
    at.getUTCSeconds() === second
  return exact ? at : null
}

/** Reads the text of a UTCTime; years 50 to 99 belong to the last century (X.509). */
export const parseUtcTime = (value: string): LogTime | null => {
  const match = UTC_PATTERN.exec(value)
  if (match === null) return null
  const [, year = '', ...rest] = match
  const at = instant([`${Number(year) < 50 ? '20' : '19'}${year}`, ...rest], '')
  return at && { at, format: rest[4] === undefined ? 'utcTime' : 'utcTimeWithSeconds' }
}

/** Reads the text of a GeneralizedTime, with or without a fraction. */
export const parseGeneralizedTime = (value: string): LogTime | null => {
  const match = GENERALIZED_PATTERN.exec(value)
  if (match === null) return null
  const fraction = match[7]
  const at = instant(match.slice(1, 7), fraction ?? '')
  return at && { at, format: fraction === undefined ? 'generalizedTime' : 'generalizedTimeWithMilliseconds' }
}

const LAST_UNIX_SECOND = 253_402_300_799 // end of the year 9999

/** Reads the logTime element in any of the five formats. */
export const decodeLogTime = (bytes: Uint8Array, element: Tlv): Result<LogTime, DerFailure> => {
  const bad = err<DerFailure>({ kind: 'badValue', offset: element.start })
  if (element.tag === INTEGER) {
    const seconds = readInteger(bytes, element)
    if (!seconds.ok) return seconds
    return seconds.value > LAST_UNIX_SECOND
      ? bad
      : ok({ at: new Date(seconds.value * 1000), format: 'unixTime' })
  }
  const value = Buffer.from(octetsOf(bytes, element)).toString('latin1')
  const time =
    element.tag === UTC_TIME
      ? parseUtcTime(value)
      : element.tag === GENERALIZED_TIME
        ? parseGeneralizedTime(value)
        : null
  return time === null ? bad : ok(time)
}
