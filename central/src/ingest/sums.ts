import { priceCart, taxSums } from '@brotkasten/domain/cart/price'
import { KASSENBELEG, kassenbelegV1 } from '@brotkasten/domain/fiscal/process-data'
import { sumCents } from '@brotkasten/domain/money/cents'
import type { Receipt } from '@brotkasten/domain/receipt/receipt'

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
