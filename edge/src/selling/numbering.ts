import { type Totals, totalsSchema } from '@brotkasten/domain/closing/totals'
import type { Body } from '@brotkasten/domain/journal/kinds'
import type { TseState } from '@brotkasten/domain/receipt/tse'
import * as v from 'valibot'
import type { Db } from '../store/db.ts'
import type { Draft, DraftKind } from './intent.ts'

/** A draft made whole: the entry as it is booked. */
export type Booked = { [K in DraftKind]: { readonly kind: K; readonly body: Body<K> } }[DraftKind]

/** What a register has counted up to now. */
export interface RegisterDay {
  readonly lastNumber: number
  readonly lastZ: number
  readonly totals: Totals
  /** Serials of the TSEs that signed since the last closing. */
  readonly tseSerials: readonly string[]
}

/** Gives bookings their numbers. Reads the projection, so call it inside the transaction that books. */
export class Numbering {
  readonly #day

  constructor(db: Db) {
    this.#day = db.prepare('SELECT last_number, last_z, totals, tse_serials FROM register WHERE id = ?')
  }

  /** The running day of a register. Throws where there is no such register. */
  day(registerId: string): RegisterDay {
    const row = this.#day.get(registerId)
    if (!row) throw new Error(`no register ${registerId}`)
    return {
      lastNumber: Number(row.last_number),
      lastZ: Number(row.last_z),
      totals: v.parse(totalsSchema, JSON.parse(String(row.totals))),
      tseSerials: v.parse(v.array(v.string()), JSON.parse(String(row.tse_serials))),
    }
  }

  /** Completes a draft with the next number of its register, and a closing with the totals it freezes. */
  complete(draft: Draft, tse: TseState): Booked {
    if (draft.kind === 'register.closed') {
      const { lastZ, totals, tseSerials } = this.day(draft.body.registerId)
      const body = { ...draft.body, zNumber: lastZ + 1, totals, tseSerials: [...tseSerials], tse }
      return { kind: draft.kind, body }
    }
    const number = this.#lastNumber(draft.body.registerId) + 1
    switch (draft.kind) {
      case 'sale.completed':
        return { kind: draft.kind, body: { ...draft.body, number, tse } }
      case 'sale.refunded':
        return { kind: draft.kind, body: { ...draft.body, number, tse } }
      case 'cash.moved':
        return { kind: draft.kind, body: { ...draft.body, number, tse } }
    }
  }

  #lastNumber(registerId: string): number {
    const row = this.#day.get(registerId)
    if (!row) throw new Error(`no register ${registerId}`)
    return Number(row.last_number)
  }
}
