import { type BusinessDate, businessDate, localTime } from '../time/business-date.ts'
import type { DsfinvkSettings } from './settings.ts'

type TimeSettings = Pick<DsfinvkSettings, 'zone' | 'timestamps'>

const DAY = 86_400_000
/** Offsets change on whole quarter hours only. */
const QUARTER = 15 * 60_000

/** Milliseconds a zone is ahead of UTC at an instant. */
const offsetOf = (ms: number, zone: string): number =>
  Date.parse(`${localTime(new Date(ms), zone).text.replace(' ', 'T')}Z`) - Math.floor(ms / 1000) * 1000

interface Span {
  readonly from: number
  readonly to: number
  readonly offset: number
}
const spans = new Map<string, Span>()

/** The zone table is slow to ask: a day that begins and ends alike is asked once, any other by the quarter hour. */
function offsetAt(ms: number, zone: string): number {
  const known = spans.get(zone)
  if (known && known.from <= ms && ms < known.to) return known.offset
  const start = Math.floor(ms / DAY) * DAY
  const offset = offsetOf(start, zone)
  const constant = offset === offsetOf(start + DAY, zone)
  const length = constant ? DAY : QUARTER
  const from = Math.floor(ms / length) * length
  const span = { from, to: from + length, offset: constant ? offset : offsetOf(from, zone) }
  spans.set(zone, span)
  return span.offset
}

const two = (value: number): string => (value < 10 ? `0${value}` : String(value))
let day = { number: Number.NaN, text: '' }

/** `YYYY-MM-DDThh:mm:ss` of milliseconds counted as if they were UTC; the calendar is asked once a day. */
function clockText(ms: number): string {
  const number = Math.floor(ms / DAY)
  if (day.number !== number) day = { number, text: new Date(number * DAY).toISOString().slice(0, 11) }
  const seconds = Math.floor((ms - number * DAY) / 1000)
  const minutes = Math.floor(seconds / 60)
  return `${day.text}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds % 60)}`
}

/** `2016-09-27T17:00:01` in till-local time, with the offset where settings want it (DSFinV-K 2.4; RFC 3339). */
export function tillTime(instant: string, settings: TimeSettings): string {
  const ms = Date.parse(instant)
  if (Number.isNaN(ms)) throw new RangeError(`not an instant: ${instant}`)
  const offset = offsetAt(ms, settings.zone)
  const local = clockText(ms + offset)
  return settings.timestamps === 'local' ? local : local + offsetText(offset)
}

function offsetText(offset: number): string {
  const minutes = Math.abs(Math.round(offset / 60_000))
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/** The day on which something happened at the till. */
export const tillDay = (instant: string, settings: TimeSettings): BusinessDate =>
  businessDate(tillTime(instant, { ...settings, timestamps: 'local' }).slice(0, 10))
