import { readEntry } from '@brotkasten/domain/journal/entry'
import type { Body } from '@brotkasten/domain/journal/kinds'
import { err, ok, type Result } from '@brotkasten/domain/result'
import type { Signing } from '../signing/signing.ts'
import type { BoxStore } from '../store/box-store.ts'
import type { Finisher } from './finisher.ts'
import type { Draft, DraftKind } from './intent.ts'
import type { Refusal } from './refusal.ts'
import { openTransaction, type SignedText } from './transaction.ts'

/** Something booked, now or by the same request before. */
export interface Answer<K extends DraftKind> {
  readonly body: Body<K>
  readonly repeated: boolean
}

export interface BookerOptions {
  readonly store: BoxStore
  readonly signing: Signing
  readonly finisher: Finisher
}

const idTaken: Refusal = { kind: 'idTaken', field: 'id', message: 'Diese Kennung ist schon vergeben.' }

/**
 * Books what is neither a sale nor begun with a first item: one at a time per register, each id once.
 * `prepare` checks and drafts; it runs alone for its register, so what it reads still holds when the draft is booked.
 */
export class Booker {
  readonly #options: BookerOptions
  readonly #last = new Map<string, Promise<unknown>>()

  constructor(options: BookerOptions) {
    this.#options = options
  }

  book<K extends DraftKind>(
    kind: K,
    id: string,
    register: { readonly id: string; readonly serial: string },
    prepare: () => Promise<Result<{ readonly draft: Draft; readonly text: SignedText }, Refusal>>,
  ): Promise<Result<Answer<K>, Refusal>> {
    const before = this.#last.get(register.id) ?? Promise.resolve()
    const booking = before.then(() => this.#book(kind, id, register.serial, prepare))
    const settled = booking.catch(() => undefined)
    this.#last.set(register.id, settled)
    return booking
  }

  async #book<K extends DraftKind>(
    kind: K,
    id: string,
    clientId: string,
    prepare: () => Promise<Result<{ readonly draft: Draft; readonly text: SignedText }, Refusal>>,
  ): Promise<Result<Answer<K>, Refusal>> {
    const known = this.#options.store.journal.find(id)
    if (known) {
      const body = this.#read(kind, id)
      return body ? ok({ body, repeated: true }) : err(idTaken)
    }
    const prepared = await prepare()
    if (!prepared.ok) return prepared
    const { draft, text } = prepared.value
    const transaction = await openTransaction(this.#options.signing, clientId, text)
    await this.#options.finisher.booking(draft, clientId, transaction)
    const body = this.#read(kind, id)
    if (!body) throw new Error(`${kind} ${id} is not in the journal after its booking`)
    return ok({ body, repeated: false })
  }

  /** A booking read back as stored; null where the id belongs to something else. */
  #read<K extends DraftKind>(kind: K, id: string): Body<K> | null {
    const entry = this.#options.store.journal.find(id)
    const fact = entry ? readEntry(entry) : null
    return fact?.ok && fact.value.kind === kind ? (fact.value.body as Body<K>) : null
  }
}
