import { priceListSchema, staffSchema } from '@brotkasten/domain/catalogue/entities'
import { textSchema } from '@brotkasten/domain/schema'
import * as v from 'valibot'
import { priceId, RECORDS, taxRowId, type WantedRecord } from './record.ts'

const many = <S extends v.GenericSchema>(schema: S) =>
  v.optional(v.pipe(v.array(schema), v.maxLength(50_000)), [])

/** Ids of lists stand before a slash in the ids of prices. */
const listSchema = v.pipe(
  priceListSchema,
  v.check((list) => !list.id.includes('/'), 'the id of a price list must not hold a slash'),
)
const assignedStaffSchema = v.object({ ...staffSchema.entries, branchIds: v.array(textSchema(60)) })

/** Bulk master data; what is left out stays as it is. Unknown keys are refused: a typing error must not pass. */
export const importSchema = v.strictObject({
  priceLists: many(listSchema),
  productGroups: many(RECORDS.productGroup),
  articles: many(RECORDS.article),
  prices: many(RECORDS.price),
  keyPages: many(RECORDS.keyPage),
  branches: many(RECORDS.branch),
  staff: many(assignedStaffSchema),
  taxRows: many(RECORDS.taxRow),
})
export type Import = v.InferOutput<typeof importSchema>

const record = (
  entity: WantedRecord['entity'],
  id: string,
  data: unknown,
  branches: readonly string[] | null = null,
): WantedRecord => ({ entity, id, data, branches })

/** The records an import asks for, in the order of their dependence. */
export function wantedOf(input: Import): WantedRecord[] {
  return [
    ...input.priceLists.map((list) => record('priceList', list.id, list)),
    ...input.productGroups.map((group) => record('productGroup', group.id, group)),
    ...input.articles.map((article) => record('article', article.id, article)),
    ...input.prices.map((price) => record('price', priceId(price), price)),
    ...input.keyPages.map((page) => record('keyPage', page.id, page)),
    ...input.branches.map((branch) => record('branch', branch.id, branch)),
    ...input.staff.map(({ branchIds, ...person }) => record('staff', person.id, person, branchIds)),
    ...input.taxRows.map((row) => record('taxRow', taxRowId(row), row)),
  ]
}

export interface BrokenReference {
  /** Path in the import, e.g. `prices.3.articleId`. */
  readonly field: string
  readonly missing: string
}

/** The first reference to something that neither the centre nor the import knows. */
export function brokenReference(
  input: Import,
  known: (entity: WantedRecord['entity'], id: string) => boolean,
): BrokenReference | null {
  const has = (entity: WantedRecord['entity'], ids: Set<string>) => (id: string) =>
    ids.has(id) || known(entity, id)
  const idsOf = (rows: readonly { readonly id: string }[]) => new Set(rows.map((row) => row.id))
  const list = has('priceList', idsOf(input.priceLists))
  const group = has('productGroup', idsOf(input.productGroups))
  const article = has('article', idsOf(input.articles))
  const branch = has('branch', idsOf(input.branches))
  const broken = (field: string, missing: string) => ({ field, missing })
  for (const [i, row] of input.articles.entries())
    if (!group(row.groupId)) return broken(`articles.${i}.groupId`, row.groupId)
  for (const [i, row] of input.prices.entries()) {
    if (!list(row.listId)) return broken(`prices.${i}.listId`, row.listId)
    if (!article(row.articleId)) return broken(`prices.${i}.articleId`, row.articleId)
  }
  for (const [i, row] of input.branches.entries())
    if (!list(row.priceListId)) return broken(`branches.${i}.priceListId`, row.priceListId)
  for (const [i, row] of input.keyPages.entries()) {
    const missing = row.keys.find((key) => key !== null && !article(key))
    if (typeof missing === 'string') return broken(`keyPages.${i}.keys`, missing)
  }
  for (const [i, row] of input.staff.entries()) {
    const missing = row.branchIds.find((id) => !branch(id))
    if (missing !== undefined) return broken(`staff.${i}.branchIds`, missing)
  }
  return null
}
