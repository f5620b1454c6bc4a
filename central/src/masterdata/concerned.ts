import type { Branch } from '@brotkasten/domain/catalogue/entities'
import type { PlannedChange } from './plan.ts'

/** Branches whose boxes have something new to fetch after these changes. */
export function concernedBranches(
  changes: readonly PlannedChange[],
  branches: readonly Pick<Branch, 'id' | 'priceListId'>[],
): string[] {
  const concerned = new Set<string>()
  for (const { record } of changes) {
    for (const branch of branches) if (reaches(record, branch)) concerned.add(branch.id)
  }
  return [...concerned].toSorted()
}

function reaches(
  { entity, id, branches, former }: PlannedChange['record'],
  branch: Pick<Branch, 'id' | 'priceListId'>,
): boolean {
  if (entity === 'priceList') return false
  if (entity === 'branch') return id === branch.id
  if (entity === 'price') return id.startsWith(`${branch.priceListId}/`)
  if (entity === 'staff') return branches?.includes(branch.id) === true || former.includes(branch.id)
  return true
}
