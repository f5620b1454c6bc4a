import type { BonType } from '@brotkasten/domain/dsfinvk/enumerations'
import { CompactMap, NumberColumn } from './compact-map.ts'

/** A TSE as tse.csv of one closing describes it. */
export interface TseFacts {
  /** The same number for the same serial in all closings. */
  readonly ordinal: number
  readonly algorithm: string
  readonly logTimeFormat: string
  readonly publicKey: string
}

/** A sum with and without the Bons that carry BON_STORNO 1: makers differ in whether these count. */
export interface TwofoldSum {
  plain: number
  cancelled: number
}

/** What the package says about one closing. Grows with its own tables, not with its Bons. */
export interface ClosingFacts {
  readonly ordinal: number
  readonly registerId: string
  readonly number: number
  readonly createdAt: string
  readonly row: number
  readonly startId: string
  readonly endId: string
  readonly paid: number
  readonly paidCash: number
  serial: string
  currency: string
  readonly vatKeys: Set<string>
  readonly tses: Map<string, TseFacts>
  readonly agencies: Set<string>
  readonly terminals: Set<string>
  readonly cases: Map<string, TwofoldSum>
  readonly payments: Map<string, TwofoldSum>
  readonly cash: Map<string, TwofoldSum>
}

/** One line's share in what its closing adds up: the same for all lines that are booked alike. */
export interface LineGroup {
  readonly key: string
  readonly voided: boolean
}

/** Bons by closing and id. About 130 bytes each: the id, and 8 bytes for every figure. */
export class BonFacts {
  readonly #ordinals = new Map<string, number>()
  readonly type: (BonType | 'unknown')[] = []
  readonly row = new NumberColumn()
  readonly closing = new NumberColumn()
  readonly cancelled = new NumberColumn()
  readonly start = new NumberColumn()
  readonly gross = new NumberColumn()
  readonly vat = new NumberColumn()
  readonly paid = new NumberColumn()
  readonly paidCash = new NumberColumn()
  readonly foreign = new NumberColumn()
  readonly signatures = new NumberColumn()

  get count(): number {
    return this.type.length
  }

  find(closing: number, id: string): number | undefined {
    return this.#ordinals.get(`${closing}/${id}`)
  }

  /** The Bon's number, counted from 0; null where there is one already. */
  create(closing: number, id: string, type: BonType | 'unknown'): number | null {
    const key = `${closing}/${id}`
    if (this.#ordinals.has(key)) return null
    const ordinal = this.type.push(type) - 1
    this.#ordinals.set(key, ordinal)
    this.closing.set(ordinal, closing)
    return ordinal
  }
}

const MOST_LINES = 2 ** 20

/** Lines by Bon and number. About 25 bytes each where lines are numbered, 100 where they are named. */
export class LineFacts {
  readonly #numbered = new CompactMap()
  readonly #named = new Map<string, number>()
  readonly groups: LineGroup[] = []
  readonly #groupIds = new Map<string, number>()

  find(bon: number, line: string): LineGroup | undefined {
    const id = /^[1-9]\d{0,5}$/.test(line)
      ? this.#numbered.get(bon * MOST_LINES + Number(line))
      : this.#named.get(`${bon}/${line}`)
    return id === undefined ? undefined : this.groups[id]
  }

  create(bon: number, line: string, group: LineGroup): void {
    const name = `${group.key}/${group.voided}`
    const id = this.#groupIds.get(name) ?? this.groups.push(group) - 1
    this.#groupIds.set(name, id)
    if (/^[1-9]\d{0,5}$/.test(line)) this.#numbered.set(bon * MOST_LINES + Number(line), id)
    else this.#named.set(`${bon}/${line}`, id)
  }
}

const MOST_KEYS = 4096

/** Amounts by Bon and VAT key. About 25 bytes each. */
export class VatFacts {
  readonly #amounts = new CompactMap()
  readonly #slots = new Map<string, number>()
  readonly keys: string[] = []

  add(bon: number, vatKey: string, amount: number): void {
    const slot = this.#slots.get(vatKey) ?? this.keys.push(vatKey) - 1
    this.#slots.set(vatKey, slot)
    if (slot < MOST_KEYS) this.#amounts.add(bon * MOST_KEYS + slot, amount)
  }

  /** Keys and amounts of one Bon. */
  *of(bon: number): Generator<readonly [vatKey: string, amount: number]> {
    for (const [slot, vatKey] of this.keys.entries()) {
      const amount = this.#amounts.get(bon * MOST_KEYS + slot)
      if (amount !== undefined) yield [vatKey, amount]
    }
  }

  *entries(): Generator<readonly [bon: number, vatKey: string, amount: number]> {
    for (const [key, amount] of this.#amounts.entries())
      yield [Math.floor(key / MOST_KEYS), this.keys[key % MOST_KEYS] ?? '', amount]
  }
}

/** All that is remembered of a package while its rows go by. */
export class Facts {
  readonly closings: ClosingFacts[] = []
  readonly #closingsByKey = new Map<string, ClosingFacts>()
  readonly bons = new BonFacts()
  readonly lines = new LineFacts()
  /** What transactions_vat says, then less what lines_vat says. */
  readonly vat = new VatFacts()
  readonly tseOrdinals = new Map<string, number>()

  #last: { registerId: string; number: string; closing: ClosingFacts | undefined } | null = null

  /** Rows of a closing come together: the last answer is usually the next one. */
  closing(registerId: string, number: string): ClosingFacts | undefined {
    const last = this.#last
    if (last?.closing && last.registerId === registerId && last.number === number) return last.closing
    const closing = this.#closingsByKey.get(JSON.stringify([registerId, number]))
    this.#last = { registerId, number, closing }
    return closing
  }

  /** False where there is one already. */
  addClosing(registerId: string, number: string, closing: ClosingFacts): boolean {
    const key = JSON.stringify([registerId, number])
    if (this.#closingsByKey.has(key)) return false
    this.#closingsByKey.set(key, closing)
    this.closings.push(closing)
    return true
  }
}
