import { priceCart, taxSums } from '@brotkasten/domain/cart/price'
import { KASSENBELEG, kassenbelegV1 } from '@brotkasten/domain/fiscal/process-data'
import { sumCents } from '@brotkasten/domain/money/cents'
import type { Receipt } from '@brotkasten/domain/receipt/receipt'

/** Money of a line as the domain prices it, without its share of the receipt's discount. */
function linesAddUp(receipt: Receipt): boolean {
  const rates = new Map(receipt.lines.map((line) => [line.id, { vatKey: line.vatKey, rate: line.rate }]))
  const cart = { lines: receipt.lines.map((line) => line), discount: null }
  const priced = priceCart(cart, (line) => rates.get(line.id) ?? null)
  return receipt.lines.every((line, index) => {
    const own = priced.lines[index]
    return (
      own !== undefined &&
      own.base === line.base &&
      own.lineDiscount === line.lineDiscount &&
      line.receiptDiscount >= 0 &&
      line.gross === own.gross - line.receiptDiscount
    )
  })
}

function taxesAddUp(receipt: Receipt): boolean {
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

/**
 * Works a receipt out again with the domain's own functions. Returns what is wrong with its sums, or null.
 * `processData`: the TSE has signed other amounts than the receipt says.
 */
export function wrongSum(receipt: Receipt): 'lines' | 'gross' | 'taxes' | 'payments' | 'processData' | null {
  if (!linesAddUp(receipt)) return 'lines'
  if (sumCents(receipt.lines.map((line) => line.gross)) !== receipt.gross) return 'gross'
  if (!taxesAddUp(receipt)) return 'taxes'
  const cash = receipt.payments.filter((payment) => payment.kind === 'cash')
  const paid = sumCents(receipt.payments.map((payment) => payment.amount))
  const kept = sumCents(cash.map((payment) => payment.amount))
  if (paid !== receipt.gross || receipt.given - receipt.change !== kept) return 'payments'
  if (receipt.tse.state === 'outage') return null
  const { processType, processData } = receipt.tse
  const signed = kassenbelegV1('Beleg', receipt.taxes, receipt.payments)
  return processType === KASSENBELEG && processData === signed ? null : 'processData'
}
