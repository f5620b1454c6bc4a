import type { Cents } from '../money/cents.ts'
import type { Thousandths } from '../money/quantity.ts'
import type { HundredThousandths } from './decimal.ts'
import type { BonType, BusinessCase, PaymentType, PricePartType, ReferenceType } from './enumerations.ts'

// A Bon as the export needs it, whatever recorded it. Money coming in is positive, money going out negative;
// Forderungsentstehung, Anzahlungsaufloesung and redemptions are negative (DSFinV-K 2.4, annex C).

/** An amount of one VAT key. Gross method: gross alone; net method: net and VAT, gross or not. */
export interface VatShare {
  readonly vatKey: number
  readonly gross: HundredThousandths | null
  readonly net: HundredThousandths | null
  readonly vat: HundredThousandths | null
}

/** How a line's price came about: its base, discounts (negative) and surcharges. */
export interface PricePart extends VatShare {
  readonly type: PricePartType
}

/** One component of a bundle; explains, and is never the tax base. */
export interface SubItem {
  readonly articleNumber: string
  readonly name: string | null
  readonly quantity: Thousandths
  readonly unit: string | null
  readonly base: VatShare
}

export interface Item {
  readonly articleNumber: string
  readonly gtin: string | null
  readonly groupId: string | null
  readonly groupName: string | null
  readonly quantity: Thousandths
  /** How much the unit price is for; 1000 unless a price is for 1.5 kg. */
  readonly factor: Thousandths
  /** Null is a piece. */
  readonly unit: string | null
  /** Gross, before discounts. */
  readonly unitPrice: HundredThousandths
}

export interface BonLine {
  /** POS_ZEILE. */
  readonly line: string
  readonly text: string
  readonly type: BusinessCase
  /** GV_NAME, an own sub-division. */
  readonly typeName?: string | null
  /** Null where the question does not arise (cash movements). */
  readonly dineIn: boolean | null
  /** P_STORNO: voided during input; shown, not counted. */
  readonly voided?: boolean
  /** 0 or none is the own business. */
  readonly agencyId?: number
  readonly voucherNumber?: string | null
  readonly terminalId?: string | null
  readonly item: Item | null
  readonly vat: readonly VatShare[]
  readonly priceParts?: readonly PricePart[]
  readonly subItems?: readonly SubItem[]
}

export interface BonPayment {
  readonly type: PaymentType
  readonly name?: string | null
  /** In the till's currency, change netted. */
  readonly amount: Cents
  /** Set for money of another currency. */
  readonly foreign?: { readonly currency: string; readonly amount: Cents } | null
}

/** VAT of one key exactly as printed. */
export interface BonTax {
  readonly vatKey: number
  readonly gross: Cents
  readonly net: Cents
  readonly vat: Cents
}

/** A TSE transaction of the Bon, or why there is none. */
export type BonTse =
  | {
      readonly state: 'signed'
      readonly serial: string
      readonly transactionNumber: number
      readonly signatureCounter: number
      /** Device times, unchanged. */
      readonly startTime: string
      readonly finishTime: string
      readonly processType: string
      readonly processData: string
      readonly signature: string
    }
  | { readonly state: 'outage'; readonly error: string }

/** What a Bon, or one line of it, refers to. */
export interface Reference {
  readonly line?: string | null
  readonly type: ReferenceType
  /** Says what an ExterneSonstige is. */
  readonly name?: string | null
  /** BON_ID or number of the outside document. */
  readonly bonId: string
  /** Closing of the Bon referred to; for Transaktion only. */
  readonly closing?: {
    readonly createdAt: string
    readonly registerId: string
    readonly number: number
  } | null
}

export interface Customer {
  readonly name?: string | null
  readonly id?: string | null
  readonly type?: string | null
  readonly street?: string | null
  readonly postalCode?: string | null
  readonly city?: string | null
  readonly country?: string | null
  readonly vatId?: string | null
}

/** One Vorgang with all its rows. Amounts are those printed, not added up again. */
export interface Bon {
  readonly id: string
  /** BON_NR, unique inside one closing. */
  readonly number: number
  readonly type: BonType
  readonly name?: string | null
  readonly terminalId?: string | null
  /** BON_STORNO without counter-booking: shown, not counted. Not possible once a TSE has signed. */
  readonly cancelled?: boolean
  /** Takes back another Bon by reversed signs; BON_STORNO stays 0 unless settings say otherwise. */
  readonly reverses?: boolean
  readonly start: string
  readonly end: string
  readonly operatorId: string
  readonly operatorName?: string | null
  readonly gross: Cents
  readonly customer?: Customer | null
  readonly note?: string | null
  readonly taxes: readonly BonTax[]
  /** None is exported as one row `Keine` of 0,00. */
  readonly payments: readonly BonPayment[]
  readonly lines: readonly BonLine[]
  readonly references: readonly Reference[]
  /** Orders before the bill add rows of their own. */
  readonly tse: readonly BonTse[]
  /** Tables, departments. */
  readonly groups?: readonly string[]
}

const NOTHING: readonly BonPayment[] = [{ type: 'Keine', amount: 0 as Cents }]

/** The payments as exported: a Bon without any has one row `Keine`. */
export const paymentsOf = (bon: Bon): readonly BonPayment[] =>
  bon.payments.length === 0 ? NOTHING : bon.payments

/** Gross of a share, whichever method it was given in. */
export const grossOf = (share: VatShare): number => share.gross ?? (share.net ?? 0) + (share.vat ?? 0)
