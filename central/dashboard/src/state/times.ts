import { ZONE } from './live.ts'

export type Language = 'de' | 'en'

const LOCALES = { de: 'de-DE', en: 'en-GB' } as const
const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const made = new Map<string, Intl.DateTimeFormat>()

function format(language: Language, options: Intl.DateTimeFormatOptions, instant: Date): string {
  const key = language + JSON.stringify(options)
  let formatter = made.get(key)
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(LOCALES[language], { timeZone: ZONE, ...options })
    made.set(key, formatter)
  }
  return formatter.format(instant)
}

/** Wall clock of the chain, `09:10`. */
export const clockText = (instant: string, language: Language): string =>
  format(language, { hour: '2-digit', minute: '2-digit' }, new Date(instant))

/** `09:10` for today, `Sa., 21.11., 17:58` for any other day. */
export function momentText(instant: string, now: number, language: Language): string {
  const day: Intl.DateTimeFormatOptions = { year: 'numeric', month: '2-digit', day: '2-digit' }
  const at = new Date(instant)
  if (format(language, day, at) === format(language, day, new Date(now))) return clockText(instant, language)
  const far = Math.abs(now - at.getTime()) > 300 * DAY
  const date = format(language, far ? day : { weekday: 'short', day: '2-digit', month: '2-digit' }, at)
  return `${date}, ${clockText(instant, language)}`
}

/** `Montag, 23. November 2026` for a calendar day. */
export const dayText = (date: string, language: Language): string =>
  format(
    language,
    { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
    new Date(`${date}T12:00:00Z`),
  )

/** `vor 3 Min.`; null below ten seconds, where "just now" is the honest word. */
export function agoText(instant: string, now: number, language: Language): string | null {
  const past = now - Date.parse(instant)
  const [size, unit] =
    past < MINUTE
      ? ([SECOND, 'second'] as const)
      : past < HOUR
        ? ([MINUTE, 'minute'] as const)
        : past < DAY
          ? ([HOUR, 'hour'] as const)
          : ([DAY, 'day'] as const)
  if (past < 10 * SECOND) return null
  // Steps of ten seconds: a figure that counts every second only disturbs.
  const amount = unit === 'second' ? Math.floor(past / size / 10) * 10 : Math.floor(past / size)
  return new Intl.RelativeTimeFormat(LOCALES[language], { style: 'short' }).format(-amount, unit)
}

/** `4:05` of remaining milliseconds; never below zero. */
export function countdownText(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / SECOND))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** Whole numbers with grouping, `1.234` in German. */
export const countText = (count: number, language: Language): string =>
  new Intl.NumberFormat(LOCALES[language]).format(count)
