import type { Result } from '@brotkasten/domain/result'
import type { Signed, TseFailure } from '@brotkasten/fiscal-driver/tse'

export interface OpenSale {
  readonly registerId: string
  readonly clientId: string
  /** The TSE's Start, running in the background since the first item. */
  readonly started: Promise<Result<Signed, TseFailure>>
}

/**
 * Sales whose TSE transaction began with the first item and that are not paid yet. Memory only: after a restart
 * the TSE's open transactions without an intent are closed as leftovers, and a sale paid then starts a new one.
 */
export class OpenSales {
  readonly #open = new Map<string, OpenSale>()

  get(id: string): OpenSale | undefined {
    return this.#open.get(id)
  }

  add(id: string, sale: OpenSale): void {
    this.#open.set(id, sale)
  }

  /** Takes a sale out: whoever gets it finishes its transaction. */
  take(id: string): OpenSale | undefined {
    const sale = this.#open.get(id)
    this.#open.delete(id)
    return sale
  }

  /** Ids of the open sales of a register, oldest first. */
  of(registerId: string): string[] {
    return [...this.#open].filter(([, sale]) => sale.registerId === registerId).map(([id]) => id)
  }
}
