import { localTime } from '@brotkasten/domain/time/business-date'

const PATTERN = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})?$/
const HALF_DAY = 43_200_000

/** From and to: a local time in the hour that comes twice is either of two instants. */
export interface Moment {
  readonly earliest: number
  readonly latest: number
}

const offsets = new Map<string, number>()

/** Milliseconds a zone is ahead of UTC at noon or midnight next to an instant; asked once per half day. */
function offsetNear(ms: number, zone: string): number {
  const half = Math.round(ms / HALF_DAY)
  const key = `${half} ${zone}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  if (offsets.size > 20_000) offsets.clear()
  const at = half * HALF_DAY
  const offset = Date.parse(`${localTime(new Date(at), zone).text.replace(' ', 'T')}Z`) - at
  offsets.set(key, offset)
  return offset
}

/**
 * Reads a timestamp of a package, with or without offset (both are in use); without, it is local time of the zone.
 * Null where it is no time.
 */
export function parseTime(text: string, zone: string): Moment | null {
  const offset = PATTERN.exec(text)
  if (offset === null) return null
  if (offset[1] !== undefined) {
    const ms = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'))
    return Number.isNaN(ms) ? null : { earliest: ms, latest: ms }
  }
  const guess = Date.parse(`${text}Z`)
  if (Number.isNaN(guess)) return null
  const before = guess - offsetNear(guess - HALF_DAY, zone)
  const after = guess - offsetNear(guess + HALF_DAY, zone)
  return { earliest: Math.min(before, after), latest: Math.max(before, after) }
}
