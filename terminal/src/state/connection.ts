import type { StatusView } from '@brotkasten/domain/wire/till'
import type { Text } from '../text/de.ts'
import { since } from '../text/when.ts'

/** The line between terminal and box, and since when it is up or down. */
export interface Link {
  readonly up: boolean
  readonly since: Date
}

export interface Lamp {
  readonly id: 'box' | 'centre' | 'tse'
  readonly tone: 'ok' | 'warn' | 'bad'
  readonly words: string
}

/** What the status strip says, in words. Without the box nothing is known of the rest. */
export function lamps(link: Link, status: StatusView | null, now: Date, zone: string, text: Text): Lamp[] {
  const { strip } = text
  const at = (instant: Date | string) => since(new Date(instant), now, zone)
  if (!link.up) {
    return [
      { id: 'box', tone: 'bad', words: strip.boxDown(at(link.since)) },
      { id: 'centre', tone: 'warn', words: strip.centreUnknown },
      { id: 'tse', tone: 'warn', words: strip.tseUnknown },
    ]
  }
  return [
    { id: 'box', tone: 'ok', words: strip.boxUp },
    centreLamp(status, at, text),
    tseLamp(status, at, text),
  ]
}

type At = (instant: string) => string

function centreLamp(status: StatusView | null, at: At, { strip }: Text): Lamp {
  if (status === null) return { id: 'centre', tone: 'warn', words: strip.centreUnknown }
  const { state, since: from, backlog } = status.centre
  const waiting = backlog > 0 ? `, ${strip.waiting(backlog)}` : ''
  if (state === 'online') return { id: 'centre', tone: 'ok', words: strip.centreUp + waiting }
  const words = state === 'never' || from === null ? strip.centreNever : strip.centreDown(at(from))
  return { id: 'centre', tone: 'warn', words: words + waiting }
}

function tseLamp(status: StatusView | null, at: At, { strip }: Text): Lamp {
  if (status === null) return { id: 'tse', tone: 'warn', words: strip.tseUnknown }
  const { state, since: from, emulated } = status.tse
  if (state === 'outage')
    return { id: 'tse', tone: 'bad', words: strip.tseDown(from === null ? '–' : at(from)) }
  if (state === 'starting') return { id: 'tse', tone: 'warn', words: strip.tseStarting }
  return emulated
    ? { id: 'tse', tone: 'warn', words: strip.tseEmulated }
    : { id: 'tse', tone: 'ok', words: strip.tseUp }
}
