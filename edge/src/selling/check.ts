import type { CartLine } from '@brotkasten/domain/cart/cart'
import { type Settlement, settle } from '@brotkasten/domain/cart/payment'
import { type PricedCart, priceCart } from '@brotkasten/domain/cart/price'
import { formatEuro } from '@brotkasten/domain/money/cents'
import { err, ok, type Result } from '@brotkasten/domain/result'
import { may, type Role } from '@brotkasten/domain/staff/role'
import { taxRateOn } from '@brotkasten/domain/tax/rates'
import { type BusinessDate, businessDateAt } from '@brotkasten/domain/time/business-date'
import type { SaleRequest } from '@brotkasten/domain/wire/till'
import type { Catalogue } from '../replica/catalogue.ts'
import type { Refusal } from './refusal.ts'

/** An open cart may keep a replaced price for this long, in milliseconds: a parked receipt of the same day. */
const OLD_PRICE_MS = 24 * 3_600_000

export interface CheckedSale {
  readonly priced: PricedCart
  readonly settlement: Settlement
  readonly businessDate: BusinessDate
}

/** Checks a sale against what the branch sells, with the same pricing code as the terminal. Pure. */
export function checkSale(
  request: SaleRequest,
  catalogue: Catalogue,
  role: Role,
  now: Date,
): Result<CheckedSale, Refusal> {
  if (catalogue.branch === null)
    return refuse('noCatalogue', null, 'Die Kasse hat noch keine Artikel von der Zentrale.')
  if (hasDiscount(request) && !may(role, 'discount'))
    return refuse('forbidden', 'cart.discount', 'Rabatt geben darf nur die Schichtleitung.')
  const businessDate = businessDateAt(now, catalogue.branch.zone)
  for (const [index, line] of request.cart.lines.entries()) {
    const refusal = checkLine(line, `cart.lines.${index}`, catalogue, businessDate, now)
    if (refusal) return err(refusal)
  }
  const priced = priceCart(request.cart, (line) =>
    taxRateOn(catalogue.taxRows, line.category, line.place, businessDate),
  )
  if (priced.gross !== request.total) {
    return refuse(
      'totalDiffers',
      'total',
      `Die Summe stimmt nicht: Box ${formatEuro(priced.gross)}, Kasse ${formatEuro(request.total)}.`,
    )
  }
  const settlement = settle(priced.gross, request.tenders)
  if (settlement.ok) return ok({ priced, settlement: settlement.value, businessDate })
  switch (settlement.error.kind) {
    case 'tooLittle':
      return refuse('tooLittle', 'tenders', `Es fehlen noch ${formatEuro(settlement.error.missing)}.`)
    case 'cardTooMuch':
      return refuse(
        'cardTooMuch',
        'tenders',
        `Die Kartenzahlung ist ${formatEuro(settlement.error.excess)} zu hoch.`,
      )
    case 'twiceTheSame':
      return refuse('invalid', 'tenders', 'Jede Zahlart darf nur einmal vorkommen.')
  }
}

const hasDiscount = (request: SaleRequest): boolean =>
  request.cart.discount !== null || request.cart.lines.some((line) => line.discount !== null)

function checkLine(
  line: CartLine,
  field: string,
  catalogue: Catalogue,
  day: BusinessDate,
  now: Date,
): Refusal | null {
  const offer = catalogue.offerAt(line.articleId, Math.min(line.catalogueVersion, catalogue.version))
  const current = catalogue.articles.get(line.articleId)
  if (!offer)
    return refusal(
      'unknownArticle',
      `${field}.articleId`,
      `Der Artikel „${line.name}“ ist hier nicht bekannt.`,
    )
  const stale = offer.replacedAt !== null && now.getTime() - Date.parse(offer.replacedAt) > OLD_PRICE_MS
  const article = stale && current ? current : offer.article
  if (!article.onSale || (!current && stale))
    return refusal('notOnSale', `${field}.articleId`, `„${article.name}“ ist nicht im Verkauf.`)
  if (line.category !== article.category)
    return refusal('invalid', `${field}.category`, `Die Steuerart von „${article.name}“ stimmt nicht.`)
  if (line.name !== article.name && line.name !== article.shortName) {
    return refusal('invalid', `${field}.name`, `Die Bezeichnung von „${article.name}“ stimmt nicht.`)
  }
  if (line.place === 'dineIn' && !catalogue.branch?.hasSeats)
    return refusal('invalid', `${field}.place`, 'Diese Filiale hat keine Sitzplätze.')
  if (line.unitPrice !== article[line.place]) {
    return refusal(
      'priceNotOnSale',
      `${field}.unitPrice`,
      `Der Preis von „${article.name}“ gilt nicht mehr: jetzt ${formatEuro(article[line.place])}.`,
    )
  }
  if (article.unit === 'piece' && line.quantity % 1000 !== 0) {
    return refusal('invalid', `${field}.quantity`, `„${article.name}“ wird nur in ganzen Stücken verkauft.`)
  }
  if (taxRateOn(catalogue.taxRows, line.category, line.place, day) === null) {
    return refusal('invalid', `${field}.category`, `Für „${article.name}“ ist kein Steuersatz hinterlegt.`)
  }
  return null
}

const refusal = (kind: Refusal['kind'], field: string | null, message: string): Refusal => ({
  kind,
  field,
  message,
})
const refuse = (kind: Refusal['kind'], field: string | null, message: string) =>
  err(refusal(kind, field, message))
