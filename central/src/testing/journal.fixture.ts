import type { CartLine } from '@brotkasten/domain/cart/cart'
import { settle, type Tender } from '@brotkasten/domain/cart/payment'
import { priceCart, taxSums } from '@brotkasten/domain/cart/price'
import type { CashMovement } from '@brotkasten/domain/cash/movement'
import { kassenbelegV1 } from '@brotkasten/domain/fiscal/process-data'
import { chainHash, GENESIS } from '@brotkasten/domain/journal/chain'
import type { JournalEntry } from '@brotkasten/domain/journal/entry'
import type { Kind } from '@brotkasten/domain/journal/kinds'
import { cents } from '@brotkasten/domain/money/cents'
import { pieces } from '@brotkasten/domain/money/quantity'
import { type Receipt, receiptSchema } from '@brotkasten/domain/receipt/receipt'
import type { Refund } from '@brotkasten/domain/refund/booking'
import { allThatIsLeft, refundLines, refundTotal } from '@brotkasten/domain/refund/refund'
import { GERMAN_TAX_TABLE, taxRateOn } from '@brotkasten/domain/tax/rates'
import { businessDateAt } from '@brotkasten/domain/time/business-date'
import { v7 as uuidv7 } from 'uuid'
import * as v from 'valibot'
import { sha256Hex } from '../secret.ts'
import { TestTse } from './tse.fixture.ts'

const ZONE = 'Europe/Berlin'

export interface TestSale {
  readonly at: Date
  /** Gross cents of one roll. */
  readonly price?: number
  readonly rolls?: number
  readonly card?: boolean
  /** Coffee at 2.50 € in the house, at the general rate. */
  readonly coffee?: boolean
  /** Changes the receipt after it was signed. */
  readonly forge?: (receipt: Receipt) => Receipt
  readonly id?: string
  readonly unsigned?: boolean
}

/** The journal of one box, as honest as it is told to be. */
export class TestJournal {
  readonly epoch = uuidv7()
  readonly registerId = uuidv7()
  readonly tse: TestTse
  readonly entries: JournalEntry[] = []
  #number = 0

  constructor(tse = new TestTse()) {
    this.tse = tse
  }

  /** Appends any entry. */
  add(kind: Kind | 'future.kind', body: unknown, at: Date, id = uuidv7()): JournalEntry {
    const fields = {
      seq: this.entries.length + 1,
      id,
      kind,
      version: 1,
      time: at.toISOString(),
      body: JSON.stringify(body),
    }
    const hash = chainHash(this.entries.at(-1)?.hash ?? GENESIS, fields, sha256Hex)
    const entry = { ...fields, hash }
    this.entries.push(entry)
    return entry
  }

  adopt(at: Date): JournalEntry {
    return this.add('tse.adopted', this.tse.adopted, at)
  }

  /** Sells some rolls. */
  sell(sale: TestSale): JournalEntry {
    const receipt = this.#receipt(sale)
    return this.add('sale.completed', (sale.forge ?? ((same) => same))(receipt), sale.at, receipt.id)
  }

  /** Takes everything of a sale back, in cash. */
  refund(sale: JournalEntry, at: Date, forge: (refund: Refund) => Refund = (same) => same): JournalEntry {
    const receipt = v.parse(receiptSchema, JSON.parse(sale.body))
    const lines = refundLines(receipt, allThatIsLeft(receipt, new Map()), new Map())
    if (!lines.ok) throw new Error(lines.error.kind)
    const gross = refundTotal(lines.value)
    const taxes = taxSums(lines.value)
    const payments = [{ kind: 'cash' as const, amount: gross }]
    const refund: Refund = {
      ...this.#booking(at),
      saleId: receipt.id,
      startedAt: at.toISOString(),
      approvedBy: null,
      reason: 'Ware verbrannt',
      lines: lines.value,
      gross,
      taxes,
      payments,
      tse: this.tse.finish('KASSE-1', kassenbelegV1('Beleg', taxes, payments), at),
    }
    return this.add('sale.refunded', forge(refund), at, refund.id)
  }

  /** Takes money out of the drawer; `signed` is what the TSE gets to see. */
  payOut(amount: number, at: Date, signed = amount): JournalEntry {
    const seen = cents(-signed)
    const text = kassenbelegV1('Beleg', [{ vatKey: 5, gross: seen }], [{ kind: 'cash', amount: seen }])
    const movement: CashMovement = {
      ...this.#booking(at),
      case: 'payOut',
      amount: cents(-amount),
      reason: 'Blumen',
      reference: null,
      tse: this.tse.finish('KASSE-1', text, at),
    }
    return this.add('cash.moved', movement, at, movement.id)
  }

  #booking(at: Date) {
    this.#number += 1
    return {
      id: uuidv7(),
      registerId: this.registerId,
      number: this.#number,
      businessDate: businessDateAt(at, ZONE),
      completedAt: at.toISOString(),
      operatorId: 'p1',
      operatorNumber: '1',
      softwareVersion: '0.1.0',
    }
  }

  #receipt({
    at,
    price = 45,
    rolls = 2,
    card = false,
    coffee = false,
    id = uuidv7(),
    unsigned,
  }: TestSale): Receipt {
    const base = { catalogueVersion: 1, discount: null, id: uuidv7() }
    const lines: CartLine[] = [
      {
        ...base,
        articleId: 'roll',
        name: 'Brötchen',
        quantity: pieces(rolls),
        unitPrice: cents(price),
        category: 'food',
        place: 'takeaway',
      },
    ]
    if (coffee) {
      const cup = { articleId: 'coffee', name: 'Kaffee', quantity: pieces(1), unitPrice: cents(250) }
      lines.push({ ...base, ...cup, id: uuidv7(), category: 'drink', place: 'dineIn' })
    }
    const day = businessDateAt(at, ZONE)
    const priced = priceCart({ lines, discount: null }, (line) =>
      taxRateOn(GERMAN_TAX_TABLE, line.category, line.place, day),
    )
    const tender: Tender = card
      ? { kind: 'card', amount: priced.gross }
      : { kind: 'cash', given: cents(100_000) }
    const settled = settle(priced.gross, [tender])
    if (!settled.ok) throw new Error(settled.error.kind)
    const payments = [...settled.value.payments]
    const clientId = 'KASSE-1'
    this.#number += 1
    return {
      id,
      registerId: this.registerId,
      number: this.#number,
      businessDate: day,
      startedAt: at.toISOString(),
      completedAt: at.toISOString(),
      operatorId: 'p1',
      operatorNumber: '1',
      lines: [...priced.lines],
      discount: null,
      gross: priced.gross,
      taxes: [...priced.taxes],
      payments,
      given: settled.value.given,
      change: settled.value.change,
      tse: unsigned
        ? { state: 'outage', outageId: uuidv7(), clientId, reason: 'unreachable' }
        : this.tse.finish(clientId, kassenbelegV1('Beleg', priced.taxes, payments), at),
      catalogueVersion: 1,
      softwareVersion: '0.1.0',
    }
  }
}
