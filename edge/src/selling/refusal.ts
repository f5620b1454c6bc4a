/** Why a sale is not booked: a kind for programs, the field, and one German sentence for the cashier. */
export interface Refusal {
  readonly kind:
    | 'unknownArticle'
    | 'notOnSale'
    | 'priceNotOnSale'
    | 'totalDiffers'
    | 'tooLittle'
    | 'cardTooMuch'
    | 'invalid'
    | 'forbidden'
    | 'noCatalogue'
    | 'idTaken'
    | 'unknownReceipt'
    | 'refunded'
  readonly field: string | null
  readonly message: string
  readonly details?: Record<string, string | number>
}
