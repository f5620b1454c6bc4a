/** A local calendar day `YYYY-MM-DD`: the branch day a booking belongs to, stamped once and never recomputed. */
export type BusinessDate = string & { readonly __unit: 'businessDate' }

/** Whether a text is `YYYY-MM-DD` and a day of the calendar: `Date` alone takes 30 February for 2 March. */
export function isBusinessDate(text: string): text is BusinessDate {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text
}

/** Brands `YYYY-MM-DD`. Throws RangeError where the text is no day of the calendar. */
export function businessDate(text: string): BusinessDate {
  if (!isBusinessDate(text)) throw new RangeError(`not a day: ${text}`)
  return text
}

/** Whether a text names an IANA time zone. */
export function isZone(text: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Local date and hour of an instant in an IANA zone. Summer time is the zone's business, never ours. */
export function localTime(
  instant: Date,
  zone: string,
): { readonly date: BusinessDate; readonly hour: number; readonly text: string } {
  let formatter = formatters.get(zone)
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
    formatters.set(zone, formatter)
  }
  const [day = '', clock = ''] = formatter.format(instant).split(' ')
  return { date: businessDate(day), hour: Number(clock.slice(0, 2)), text: `${day} ${clock}` }
}

/**
 * The branch day of an instant: until the cut-over hour the night still belongs to the day before
 * (event nights; default 04:00 local time).
 */
export function businessDateAt(instant: Date, zone: string, cutOverHour = 4): BusinessDate {
  const local = localTime(instant, zone)
  if (local.hour >= cutOverHour) return local.date
  const before = new Date(Date.parse(`${local.date}T12:00:00Z`) - 86_400_000)
  return businessDate(before.toISOString().slice(0, 10))
}
