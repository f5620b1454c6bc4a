import { priceCart, taxSums } from '@brotkasten/domain/cart/price'
import type { CashMovement } from '@brotkasten/domain/cash/movement'
import { KASSENBELEG, kassenbelegV1 } from '@brotkasten/domain/fiscal/process-data'
import { sumCents } from '@brotkasten/domain/money/cents'
import type { Receipt } from '@brotkasten/domain/receipt/receipt'
import type { TseState } from '@brotkasten/domain/receipt/tse'
import type { Refund } from '@brotkasten/domain/refund/booking'

/** Prices the lines again as they were keyed, at the rates they carry. */
function linesAddUp({ lines, discount }: Receipt): boolean {
  const rates = new Map(lines.map(({ id, vatKey, rate }) => [id, { vatKey, rate }]))
  const priced = priceCart({ lines, discount }, (line) => rates.get(line.id) ?? null)
  return lines.every((line, index) => {
    const own = priced.lines[index]
    return (
      own !== undefined &&
      own.base === line.base &&
      own.lineDiscount === line.lineDiscount &&
      own.receiptDiscount === line.receiptDiscount &&
      own.gross === line.gross
    )
  })
}

function taxesAddUp(
  receipt: Pick<Refund, 'taxes'> & { readonly lines: Parameters<typeof taxSums>[0] },
): boolean {
  const own = taxSums(receipt.lines)
  return (
    own.length === receipt.taxes.length &&
    own.every((sum, index) => {
      const told = receipt.taxes[index]
      return (
        told !== undefined &&
        told.vatKey === sum.vatKey &&
        told.rate === sum.rate &&
        told.gross === sum.gross &&
        told.net === sum.net &&
        told.vat === sum.vat
      )
    })
  )
}

/** What is wrong with the sums of a booking. `processData`: the TSE has signed other amounts than the booking says. */
export type WrongSum = 'lines' | 'gross' | 'taxes' | 'payments' | 'processData'

const signedOtherwise = (tse: TseState, text: string): WrongSum | null =>
  tse.state === 'outage' || (tse.processType === KASSENBELEG && tse.processData === text)
    ? null
    : 'processData'

const amountOf = (payments: Receipt['payments']) => sumCents(payments.map((payment) => payment.amount))
const grossOf = (lines: readonly Pick<Refund['lines'][number], 'gross'>[]) =>
  sumCents(lines.map((line) => line.gross))

/** Works a receipt out again with the domain's own functions. */
export function wrongSaleSum(sale: Receipt): WrongSum | null {
  if (!linesAddUp(sale)) return 'lines'
  if (grossOf(sale.lines) !== sale.gross) return 'gross'
  if (!taxesAddUp(sale)) return 'taxes'
  const kept = amountOf(sale.payments.filter((payment) => payment.kind === 'cash'))
  if (amountOf(sale.payments) !== sale.gross || sale.given - sale.change !== kept) return 'payments'
  return signedOtherwise(sale.tse, kassenbelegV1('Beleg', sale.taxes, sale.payments))
}

/** Adds a refund up again. Whether the goods had been sold is not looked at: the sale may lie in another journal. */
export function wrongRefundSum(refund: Refund): WrongSum | null {
  if (grossOf(refund.lines) !== refund.gross) return 'gross'
  if (!taxesAddUp(refund)) return 'taxes'
  if (amountOf(refund.payments) !== refund.gross) return 'payments'
  return signedOtherwise(refund.tse, kassenbelegV1('Beleg', refund.taxes, refund.payments))
}

/** Compares a movement of cash with what was signed for it: outside VAT (key 5), in cash. */
export function wrongMovementSum({ amount, tse }: CashMovement): WrongSum | null {
  return signedOtherwise(
    tse,
    kassenbelegV1('Beleg', [{ vatKey: 5, gross: amount }], [{ kind: 'cash', amount }]),
  )
}
