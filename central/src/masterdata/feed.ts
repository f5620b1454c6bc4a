import type { Change } from '@brotkasten/domain/wire/down'
import type { StoredRecord } from './record.ts'

/** Where a box stands. */
export interface Cursor {
  readonly epoch: string
  readonly version: number
}

/** What the centre knows about the branch that asks. */
export interface FeedContext {
  readonly branchId: string
  readonly priceListId: string | null
  /** Version since which the branch sees this choice of records. */
  readonly scopeVersion: number
  readonly epoch: string
  readonly version: number
}

/**
 * Whether only a snapshot helps: another life of the centre, a cursor from its future, none yet, or one from before
 * the branch's choice of records changed as a whole.
 */
export const needsSnapshot = (cursor: Cursor, context: FeedContext): boolean =>
  cursor.epoch !== context.epoch ||
  cursor.version > context.version ||
  cursor.version === 0 ||
  cursor.version < context.scopeVersion

type Sight = 'visible' | 'forget' | 'hidden'

function sightOf(record: StoredRecord, context: FeedContext): Sight {
  switch (record.entity) {
    case 'priceList':
      return 'hidden'
    case 'branch':
      return record.id === context.branchId ? 'visible' : 'hidden'
    case 'price':
      return context.priceListId !== null && record.id.startsWith(`${context.priceListId}/`)
        ? 'visible'
        : 'hidden'
    case 'staff':
      if (record.branches?.includes(context.branchId)) return 'visible'
      return record.former.includes(context.branchId) ? 'forget' : 'hidden'
    case 'productGroup':
    case 'article':
    case 'keyPage':
    case 'taxRow':
      return 'visible'
  }
}

/** The changes one branch gets to see of `records`, oldest first. A snapshot holds what is, without deletions. */
export function changesFor(
  records: readonly StoredRecord[],
  context: FeedContext,
  snapshot: boolean,
): Change[] {
  const changes: Change[] = []
  for (const record of records.toSorted((a, b) => a.version - b.version)) {
    const sight = sightOf(record, context)
    if (record.entity === 'priceList' || sight === 'hidden') continue
    const data = sight === 'visible' ? (record.data as Change['data']) : null
    if (snapshot && data === null) continue
    changes.push({ entity: record.entity, id: record.id, data })
  }
  return changes
}
