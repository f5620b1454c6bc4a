/** The dashboard's line to the centre, as seen from the event stream. Times are milliseconds since the epoch. */
export type Link =
  | { readonly state: 'connecting'; readonly attempt: number; readonly lostAt: number | null }
  | { readonly state: 'open'; readonly heardAt: number }
  | { readonly state: 'waiting'; readonly attempt: number; readonly lostAt: number; readonly retryAt: number }

/** The centre pings every 5 s; after this much silence the line is dead, whatever the browser thinks. */
export const SILENCE_MS = 12_000
const MAX_WAIT_MS = 15_000

export const NEW_LINK: Link = { state: 'connecting', attempt: 0, lostAt: null }

export type LinkEvent = { readonly type: 'heard' | 'lost' | 'tick' | 'retry'; readonly now: number }

const waitMs = (attempt: number): number => Math.min(MAX_WAIT_MS, 1_000 * 2 ** attempt)

function lost(link: Link, now: number): Link {
  if (link.state === 'waiting') return link
  const attempt = link.state === 'open' ? 0 : link.attempt
  const lostAt = link.state === 'open' ? link.heardAt : (link.lostAt ?? now)
  return { state: 'waiting', attempt, lostAt, retryAt: now + waitMs(attempt) }
}

/** Next state of the line. It waits 1, 2, 4 … at most 15 s between attempts and forgets them once it hears something. */
export function applyLink(link: Link, event: LinkEvent): Link {
  switch (event.type) {
    case 'heard':
      return { state: 'open', heardAt: event.now }
    case 'lost':
      return lost(link, event.now)
    case 'retry':
      return link.state === 'waiting' ? { state: 'connecting', attempt: 0, lostAt: link.lostAt } : link
    case 'tick':
      if (link.state === 'open' && event.now - link.heardAt > SILENCE_MS) return lost(link, event.now)
      if (link.state === 'waiting' && event.now >= link.retryAt)
        return { state: 'connecting', attempt: link.attempt + 1, lostAt: link.lostAt }
      return link
  }
}
