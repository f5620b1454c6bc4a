import { type BusinessDate, businessDate, localTime } from '../time/business-date.ts'
import type { DsfinvkSettings } from './settings.ts'

type TimeSettings = Pick<DsfinvkSettings, 'zone' | 'timestamps'>

/** Offsets change on whole quarter hours only, so one answer of the zone table serves all instants of a quarter. */
const QUARTER = 15 * 60_000
const cache = new Map<string, { readonly quarter: number; readonly offset: number }>()

/** Minutes ms of a zone east of Greenwich, as milliseconds. */
function offsetAt(ms: number, zone: string): number {
  const quarter = Math.floor(ms / QUARTER)
  const known = cache.get(zone)
  if (known?.quarter === quarter) return known.offset
  const start = quarter * QUARTER
  const offset = Date.parse(`${localTime(new Date(start), zone).text.replace(' ', 'T')}Z`) - start
  cache.set(zone, { quarter, offset })
  return offset
}

/** `2016-09-27T17:00:01` in till-local time, with the offset where settings want it (DSFinV-K 2.4; RFC 3339). */
export function tillTime(instant: string, settings: TimeSettings): string {
  const ms = Date.parse(instant)
  if (Number.isNaN(ms)) throw new RangeError(`not an instant: ${instant}`)
  const offset = offsetAt(ms, settings.zone)
  const local = new Date(ms + offset).toISOString().slice(0, 19)
  return settings.timestamps === 'local' ? local : local + offsetText(offset)
}

function offsetText(offset: number): string {
  const minutes = Math.abs(Math.round(offset / 60_000))
  const hours = String(Math.floor(minutes / 60)).padStart(2, '0')
  return `${offset < 0 ? '-' : '+'}${hours}:${String(minutes % 60).padStart(2, '0')}`
}

/** The day on which something happened at the till. */
export const tillDay = (instant: string, settings: TimeSettings): BusinessDate =>
  businessDate(tillTime(instant, { ...settings, timestamps: 'local' }).slice(0, 10))
