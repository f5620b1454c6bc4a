import type { CartLine } from '@brotkasten/domain/cart/cart'
import { settle, type Tender } from '@brotkasten/domain/cart/payment'
import { priceCart } from '@brotkasten/domain/cart/price'
import { kassenbelegV1 } from '@brotkasten/domain/fiscal/process-data'
import { chainHash, GENESIS } from '@brotkasten/domain/journal/chain'
import type { JournalEntry } from '@brotkasten/domain/journal/entry'
import type { Kind } from '@brotkasten/domain/journal/kinds'
import { cents } from '@brotkasten/domain/money/cents'
import { pieces } from '@brotkasten/domain/money/quantity'
import type { Receipt } from '@brotkasten/domain/receipt/receipt'
import { GERMAN_TAX_TABLE, taxRateOn } from '@brotkasten/domain/tax/rates'
import { businessDateAt } from '@brotkasten/domain/time/business-date'
import { v7 as uuidv7 } from 'uuid'
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
