/** A pause longer than this is a closed shop and passes at once, in milliseconds. */
const LONGEST_GAP_MS = 3_600_000

/**
 * When each ticket is due after the start, in milliseconds: the original pauses divided by `speed`, without the
 * nights. Null for flat out: everything is due at once.
 */
export function schedule(tickets: readonly { readonly at: string }[], speed: number | null): number[] {
  if (speed === null) return tickets.map(() => 0)
  let due = 0
  let last: number | null = null
  return tickets.map(({ at }) => {
    const gap = last === null ? 0 : Math.max(0, Date.parse(at) - last)
    last = Date.parse(at)
    if (gap <= LONGEST_GAP_MS) due += gap / speed
    return due
  })
}
