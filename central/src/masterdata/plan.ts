import { branchSchema } from '@brotkasten/domain/catalogue/entities'
import * as v from 'valibot'
import type { StoredRecord, WantedRecord } from './record.ts'

/** A change with the record before it, for the audit log. */
export interface PlannedChange {
  readonly record: StoredRecord
  readonly old: unknown
}

export const keyOf = (record: { readonly entity: string; readonly id: string }): string =>
  `${record.entity} ${record.id}`

const sameScope = (a: readonly string[] | null, b: readonly string[] | null): boolean =>
  JSON.stringify(a?.toSorted() ?? null) === JSON.stringify(b?.toSorted() ?? null)

const unchanged = (old: StoredRecord, wanted: WantedRecord): boolean =>
  JSON.stringify(old.data) === JSON.stringify(wanted.data) && sameScope(old.branches, wanted.branches)

/** Branches that knew the record before and shall not any more. */
const formerOf = (old: StoredRecord | undefined, wanted: WantedRecord): string[] => {
  const once = [...(old?.former ?? []), ...(old?.branches ?? [])]
  const now = new Set(wanted.branches ?? [])
  return [...new Set(once)].filter((branch) => !now.has(branch)).toSorted()
}

const listOf = (data: unknown): string | null => {
  const parsed = v.safeParse(branchSchema, data)
  return parsed.success ? parsed.output.priceListId : null
}

/**
 * Gives every record that really changes the next version, without gaps, in the order given. A branch that moves to
 * another price list gets a new scope: what it may see is another whole, so that its boxes take a snapshot.
 */
export function planChanges(
  current: ReadonlyMap<string, StoredRecord>,
  wanted: readonly WantedRecord[],
  version: number,
): PlannedChange[] {
  const state = new Map(current)
  const changes: PlannedChange[] = []
  for (const next of wanted) {
    const old = state.get(keyOf(next))
    if (old ? unchanged(old, next) : next.data === null) continue
    const at = version + changes.length + 1
    const moved = next.entity === 'branch' && listOf(old?.data) !== listOf(next.data)
    const scopeVersion = moved ? at : (old?.scopeVersion ?? 0)
    const record = { ...next, version: at, former: formerOf(old, next), scopeVersion }
    state.set(keyOf(next), record)
    changes.push({ record, old: old?.data ?? null })
  }
  return changes
}
