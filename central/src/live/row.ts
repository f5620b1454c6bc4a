import type { Branch } from '@brotkasten/domain/catalogue/entities'
import { businessDateAt } from '@brotkasten/domain/time/business-date'
import type { Figures } from '@brotkasten/domain/wire/up'
import type { DayFigures } from './branch-figures.ts'
import { type BoxState, CONTACT_MS, type Connection, connectionOf } from './connection.ts'

/** One branch as the centre knows it now. Money in cents, instants UTC. */
export interface LiveRow {
  readonly branchId: string
  readonly code: string
  readonly name: string
  readonly boxId: string | null
  readonly connection: Connection['state']
  readonly since: string | null
  readonly lastContact: string | null
  readonly revenueToday: number
  readonly receiptsToday: number
  readonly lastSaleAt: string | null
  /** Journal entries the box has not sent yet, as it last said. */
  readonly backlog: number
  readonly tse: Figures['tse'] | null
  readonly softwareVersion: string | null
  readonly catalogueVersion: number | null
  /** Everything up to here is known; null where nothing has ever arrived. */
  readonly completeUntil: string | null
  readonly quarantined: number
}

export interface RowInput {
  readonly branch: Pick<Branch, 'id' | 'code' | 'name'>
  readonly box: { readonly id: string; readonly softwareVersion: string } | null
  readonly state: BoxState
  readonly day: DayFigures
  /** Time of the newest entry held. */
  readonly lastEntry: string | null
  readonly now: Date
}

/** Before this no box has ever worked: its clock is wrong. */
const EARLIEST = '2000'

/**
 * Up to when nothing is missing: the newest entry, or later where the box said that it has none left to send. A box
 * whose clock is ahead knows no more than the present.
 */
function completeUntil(lastEntry: string | null, figures: Figures | null, now: Date): string | null {
  const told = figures !== null && figures.backlog === 0 ? [figures.time] : []
  const known = [...(lastEntry === null ? [] : [lastEntry]), ...told].filter((time) => time >= EARLIEST)
  const newest = known.toSorted().at(-1)
  if (newest === undefined) return null
  const present = now.toISOString()
  return newest < present ? newest : present
}

/** Puts a row together. */
export function rowOf({ branch, box, state, day, lastEntry, now }: RowInput): LiveRow {
  const connection = box ? connectionOf(state, now) : ({ state: 'never', since: null } as const)
  const { figures } = state
  return {
    branchId: branch.id,
    code: branch.code,
    name: branch.name,
    boxId: box?.id ?? null,
    connection: connection.state,
    since: connection.since,
    lastContact: state.lastContact,
    revenueToday: day.gross,
    receiptsToday: day.receipts,
    lastSaleAt: day.lastSale,
    backlog: figures?.backlog ?? 0,
    tse: figures?.tse ?? null,
    softwareVersion: figures?.softwareVersion ?? box?.softwareVersion ?? null,
    catalogueVersion: figures?.catalogueVersion ?? null,
    completeUntil: completeUntil(lastEntry, figures, now),
    quarantined: day.quarantined,
  }
}

/**
 * Whether a branch's sales of a day are all there: of the past day itself, or of today up to a moment ago. What lies
 * in quarantine is not counted, so it is missing.
 */
export function isComplete(row: LiveRow, date: string, zone: string, now: Date): boolean {
  if (row.completeUntil === null || row.quarantined > 0) return false
  const until = new Date(row.completeUntil)
  if (businessDateAt(until, zone) > date) return true
  if (businessDateAt(now, zone) !== date || row.connection !== 'online') return false
  return row.backlog === 0 || now.getTime() - until.getTime() < CONTACT_MS
}
