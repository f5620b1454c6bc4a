const formatters = new Map<string, Intl.DateTimeFormat>()

/** German notation everywhere: a till shows the same time in every language. */
function format(instant: Date, zone: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${zone} ${JSON.stringify(options)}`
  const formatter = formatters.get(key) ?? new Intl.DateTimeFormat('de-DE', { ...options, timeZone: zone })
  formatters.set(key, formatter)
  return formatter.format(instant)
}

/** Local time of day, e.g. `09:10`. */
export const clock = (instant: Date, zone: string): string =>
  format(instant, zone, { hour: '2-digit', minute: '2-digit' })

/** Local day and time to the second, e.g. `22.11.2026, 09:10:05`. */
export const dayAndTime = (instant: Date, zone: string): string =>
  format(instant, zone, { dateStyle: 'medium', timeStyle: 'medium' })

/** The time of day, with the day in front where it is not the day of `now`. */
export function since(instant: Date, now: Date, zone: string): string {
  const day = (date: Date) => format(date, zone, { day: '2-digit', month: '2-digit' })
  const time = clock(instant, zone)
  return day(instant) === day(now) ? time : `${day(instant)} ${time}`
}

/** Basis points as a German percentage, e.g. `7 %`, `12,5 %`. */
export const percent = (basisPoints: number): string => `${String(basisPoints / 100).replace('.', ',')} %`
