import {
  articleSchema,
  branchSchema,
  type EntityName,
  keyPageSchema,
  type Price,
  priceListSchema,
  priceSchema,
  productGroupSchema,
  staffSchema,
} from '@brotkasten/domain/catalogue/entities'
import { type TaxRow, taxRowSchema } from '@brotkasten/domain/tax/rates'
import * as v from 'valibot'

/** Everything the centre keeps in versions; price lists are its own business and never come down as such. */
export type RecordName = EntityName | 'priceList'

/** Schema of each, in the order in which they depend on each other. */
export const RECORDS = {
  priceList: priceListSchema,
  productGroup: productGroupSchema,
  article: articleSchema,
  price: priceSchema,
  keyPage: keyPageSchema,
  branch: branchSchema,
  staff: staffSchema,
  taxRow: taxRowSchema,
} as const satisfies Record<RecordName, v.GenericSchema>

/** A record in its newest version. */
export interface StoredRecord {
  readonly entity: RecordName
  readonly id: string
  readonly version: number
  /** Null once deleted. */
  readonly data: unknown
  /** Branches that may know it; null for all. */
  readonly branches: readonly string[] | null
  /** Branches that once might and must now forget it. */
  readonly former: readonly string[]
  /** Version in which what the branch may see changed as a whole; 0 for all but branches. */
  readonly scopeVersion: number
}

/** A record as somebody wants it to be. */
export interface WantedRecord {
  readonly entity: RecordName
  readonly id: string
  readonly data: unknown
  readonly branches: readonly string[] | null
}

export const priceId = (price: Pick<Price, 'listId' | 'articleId'>): string =>
  `${price.listId}/${price.articleId}`
export const taxRowId = (row: TaxRow): string => `${row.category}/${row.place}/${row.from}`

const idList = v.pipe(v.string(), v.parseJson(), v.array(v.string()))

/** A row of the table `record`. */
export const recordRow = v.pipe(
  v.object({
    entity: v.picklist(Object.keys(RECORDS) as [RecordName, ...RecordName[]]),
    id: v.string(),
    version: v.number(),
    data: v.nullable(v.pipe(v.string(), v.parseJson())),
    branches: v.nullable(idList),
    former: idList,
    scope_version: v.number(),
  }),
  v.transform(({ scope_version, ...row }): StoredRecord => ({ ...row, scopeVersion: scope_version })),
)
export const RECORD_COLUMNS = 'entity, id, version, data, branches, former, scope_version'
