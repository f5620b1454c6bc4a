import type { TaxCategory } from '@brotkasten/domain/tax/category'

/**
 * One article as headquarters would write it on paper. Gross cents: to take away, and in the house where that
 * costs something else. `name` is the short name where both are the same.
 */
export interface Item {
  readonly plu: string
  readonly shortName: string
  readonly name?: string
  readonly takeaway: number
  readonly dineIn?: number
  readonly category: TaxCategory
  /** The publisher's price holds everywhere (§ 30 GWB), also at the station. */
  readonly fixedPrice?: boolean
}

export interface Group {
  readonly id: string
  readonly name: string
  readonly items: readonly Item[]
}

type Rest = Partial<Pick<Item, 'name' | 'dineIn' | 'fixedPrice'>>

/** Makes the rows of a group read like a price list. */
export const itemsOf =
  (category: TaxCategory) =>
  (plu: number, shortName: string, takeaway: number, rest: Rest = {}): Item => ({
    plu: String(plu),
    shortName,
    takeaway,
    category,
    ...rest,
  })
