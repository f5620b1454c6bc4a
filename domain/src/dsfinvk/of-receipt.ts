import type { Body } from '../journal/kinds.ts'
import { ZERO } from '../money/cents.ts'
import { thousandths } from '../money/quantity.ts'
import type { Receipt, ReceiptLine } from '../receipt/receipt.ts'
import type { Bon, BonLine, BonTse, PricePart } from './bon.ts'
import { fine } from './decimal.ts'
import type { PaymentType } from './enumerations.ts'

/** What the catalogue said about an article when it was sold. */
export interface ArticleInfo {
  readonly number: string
  readonly gtin?: string | null
  readonly groupId?: string | null
  readonly groupName?: string | null
  /** Null is a piece. */
  readonly unit?: string | null
}

/** What a journal entry does not say itself. */
export interface ReceiptContext {
  /** BON_ID: rising over sales and aborts of the till alike, at most 40 characters. The entry's own number is best. */
  readonly bonId: string
  /** Master data of a line's article at its catalogue version; null leaves the article's id as its number. */
  readonly articleOf?: (line: ReceiptLine) => ArticleInfo | null
  /** The till knows only "card"; `Unbar` is the term for that, name a better one where the terminal tells. */
  readonly cardType?: PaymentType
  readonly terminalId?: string | null
}

const grossOnly = (vatKey: number, gross: number) => ({ vatKey, gross: fine(gross), net: null, vat: null })

function priceParts(line: ReceiptLine): readonly PricePart[] {
  const discounts = [line.lineDiscount, line.receiptDiscount].filter((amount) => amount !== 0)
  if (discounts.length === 0) return []
  return [
    { type: 'base_amount', ...grossOnly(line.vatKey, line.base) },
    ...discounts.map((amount) => ({ type: 'discount' as const, ...grossOnly(line.vatKey, 0 - amount) })),
  ]
}

/** A discounted line keeps its undiscounted unit price; what became of it stands in itemamounts. */
function lineOf(line: ReceiptLine, index: number, context: ReceiptContext): BonLine {
  const article = context.articleOf?.(line) ?? { number: line.articleId }
  return {
    line: String(index + 1),
    text: line.name,
    type: 'Umsatz',
    dineIn: line.place === 'dineIn',
    item: {
      articleNumber: article.number,
      gtin: article.gtin ?? null,
      groupId: article.groupId ?? null,
      groupName: article.groupName ?? null,
      quantity: line.quantity,
      factor: thousandths(1000),
      unit: article.unit ?? null,
      unitPrice: fine(line.unitPrice),
    },
    vat: [grossOnly(line.vatKey, line.gross)],
    priceParts: priceParts(line),
  }
}

const tseOf = ({ tse }: Receipt): BonTse =>
  tse.state === 'signed' ? tse : { state: 'outage', error: `TSE ausgefallen: ${tse.reason}` }

/**
 * A sale of the journal as a Bon. `signedAfterAll` is what `sale.signatureFound` brought to light: it takes the place
 * of the outage, because the device did sign at that time.
 */
export function bonOfReceipt(
  receipt: Receipt,
  context: ReceiptContext,
  signedAfterAll: Body<'sale.signatureFound'>['tse'] | null = null,
): Bon {
  const typeOf = (kind: 'cash' | 'card') => (kind === 'cash' ? 'Bar' : (context.cardType ?? 'Unbar'))
  return {
    id: context.bonId,
    number: receipt.number,
    type: 'Beleg',
    terminalId: context.terminalId ?? null,
    start: receipt.startedAt,
    end: receipt.completedAt,
    operatorId: receipt.operatorId,
    operatorName: receipt.operatorNumber,
    gross: receipt.gross,
    taxes: receipt.taxes,
    payments: receipt.payments.map(({ kind, amount }) => ({ type: typeOf(kind), amount })),
    lines: receipt.lines.map((line, index) => lineOf(line, index, context)),
    references: [],
    tse: [signedAfterAll ?? tseOf(receipt)],
  }
}

/** What an abort does not know of itself. */
export interface AbortContext {
  readonly bonId: string
  /** BON_NR, unique in its closing; no receipt was printed, so the caller must number it. */
  readonly number: number
  readonly operatorId: string
  readonly terminalId?: string | null
}

const REASONS = { leftover: 'offene Transaktion geschlossen', voided: 'vor Zahlung verworfen' } as const

/** A transaction the TSE had open that became no receipt: AVBelegabbruch without payment, times of the device. */
export const bonOfAbort = (abort: Body<'sale.aborted'>, context: AbortContext): Bon => ({
  id: context.bonId,
  number: context.number,
  type: 'AVBelegabbruch',
  terminalId: context.terminalId ?? null,
  start: abort.tse.startTime,
  end: abort.tse.finishTime,
  operatorId: context.operatorId,
  gross: ZERO,
  note: REASONS[abort.reason],
  taxes: [],
  payments: [],
  lines: [],
  references: [],
  tse: [abort.tse],
})
