import type { Tender } from '@brotkasten/domain/cart/payment'
import type { Cents } from '@brotkasten/domain/money/cents'
import type { Place } from '@brotkasten/domain/tax/category'
import type { Sellable } from '@brotkasten/domain/wire/till'
import type { OpenCart, Phase } from './open-cart.ts'
import type { PendingFault } from './pending.ts'

export interface AddArticle {
  readonly type: 'article'
  readonly article: Sellable
  readonly catalogueVersion: number
  /** Pending digits are a quantity, or were the article's number and are used up. */
  readonly pendingIs: 'quantity' | 'articleNumber'
  /** Ids for the case that they are needed: a new line, a new sale. */
  readonly lineId: string
  readonly saleId: string
  readonly now: string
}

/** Everything a cashier or the box can do to the open cart. Ids and times come with the event. */
export type KeyEvent =
  | { readonly type: 'digit'; readonly key: string }
  | { readonly type: 'clear' }
  | AddArticle
  | { readonly type: 'select'; readonly lineId: string }
  | { readonly type: 'plus' }
  | { readonly type: 'minus' }
  | { readonly type: 'multiply' }
  | { readonly type: 'remove' }
  | { readonly type: 'linePlace'; readonly lineId: string }
  | { readonly type: 'receiptPlace'; readonly place: Place }
  | { readonly type: 'lineDiscount' }
  | { readonly type: 'receiptDiscount' }
  | { readonly type: 'void' }
  | { readonly type: 'undo'; readonly saleId: string; readonly now: string }
  | { readonly type: 'reprice'; readonly articles: readonly Sellable[]; readonly catalogueVersion: number }
  | { readonly type: 'cardPart'; readonly amount: Cents | null }
  | { readonly type: 'pay'; readonly tenders: readonly Tender[]; readonly total: Cents }
  | { readonly type: 'paid'; readonly saleId: string; readonly done: Extract<Phase, { kind: 'done' }> }
  | { readonly type: 'refused'; readonly saleId: string }

/** Why a key did nothing. */
export type KeyHint = PendingFault | 'noLine' | 'tooManyLines'

export interface Keyed {
  readonly cart: OpenCart
  readonly hint: KeyHint | null
}
