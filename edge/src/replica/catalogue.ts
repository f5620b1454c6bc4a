import {
  type Branch,
  branchSchema,
  ENTITIES,
  type EntityData,
  type EntityName,
  type KeyPage,
  type ProductGroup,
  type Staff,
} from '@brotkasten/domain/catalogue/entities'
import type { TaxRow } from '@brotkasten/domain/tax/rates'
import { type CatalogueView, type Sellable, sellableSchema } from '@brotkasten/domain/wire/till'
import * as v from 'valibot'
import type { Db } from '../store/db.ts'

/** How an article was offered from one catalogue version of this box on. */
export interface Offer {
  readonly fromVersion: number
  /** UTC instant of the change at this box. */
  readonly appliedAt: string
  readonly article: Sellable
}

function records<E extends EntityName>(db: Db, entity: E): EntityData<E>[] {
  const schema: v.GenericSchema = ENTITIES[entity]
  return db
    .prepare('SELECT data FROM record WHERE entity = ? ORDER BY id')
    .all(entity)
    .map((row) => v.parse(schema, JSON.parse(String(row.data))) as EntityData<E>)
}

/** What a branch sells, held in memory: read by every sale, replaced whole by an update. */
export class Catalogue {
  readonly version: number
  readonly epoch: string
  readonly branch: Branch | null
  readonly groups: readonly ProductGroup[]
  readonly pages: readonly KeyPage[]
  readonly taxRows: readonly TaxRow[]
  readonly staff: ReadonlyMap<string, Staff>
  readonly articles: ReadonlyMap<string, Sellable>
  readonly #offers: ReadonlyMap<string, readonly Offer[]>

  private constructor(db: Db) {
    const state = db.prepare('SELECT epoch, local_version FROM state').get()
    this.version = Number(state?.local_version ?? 0)
    this.epoch = String(state?.epoch ?? '')
    const branch = records(db, 'branch')[0]
    this.branch = branch ? v.parse(branchSchema, branch) : null
    this.groups = records(db, 'productGroup').toSorted((a, b) => a.position - b.position)
    this.pages = records(db, 'keyPage').toSorted((a, b) => a.position - b.position)
    this.taxRows = records(db, 'taxRow')
    this.staff = new Map(records(db, 'staff').map((person) => [person.id, person]))
    this.articles = sellables(db, this.branch)
    this.#offers = offers(db)
  }

  /** Reads the replica into memory. */
  static load(db: Db): Catalogue {
    return new Catalogue(db)
  }

  /** The offer a terminal saw at a catalogue version, and when a later one replaced it (null: still valid). */
  offerAt(
    articleId: string,
    version: number,
  ): { readonly article: Sellable; readonly replacedAt: string | null } | null {
    const history = this.#offers.get(articleId) ?? []
    const index = history.findLastIndex((offer) => offer.fromVersion <= version)
    const offer = history[index]
    return offer ? { article: offer.article, replacedAt: history[index + 1]?.appliedAt ?? null } : null
  }

  /** Writes an offer for every article that is now offered differently; called in the transaction of an update. */
  remember(db: Db, now: Date): void {
    const insert = db.prepare(
      'INSERT INTO offer (article_id, from_version, applied_at, data) VALUES (?, ?, ?, ?)',
    )
    for (const [id, article] of this.articles) {
      const last = this.#offers.get(id)?.at(-1)
      if (last && JSON.stringify(last.article) === JSON.stringify(article)) continue
      insert.run(id, this.version, now.toISOString(), JSON.stringify(article))
    }
  }

  /** What terminals are told; null until the first snapshot has come down. */
  view(): CatalogueView | null {
    if (this.branch === null) return null
    return {
      epoch: this.epoch,
      version: this.version,
      branch: this.branch,
      groups: [...this.groups],
      articles: [...this.articles.values()],
      pages: [...this.pages],
      taxRows: [...this.taxRows],
      staff: [...this.staff.values()]
        .filter((person) => person.active)
        .map(({ id, number, name }) => ({ id, number, name })),
    }
  }
}

/** Articles with a price on the branch's list; without one an article is not for sale here. */
function sellables(db: Db, branch: Branch | null): Map<string, Sellable> {
  const prices = new Map(
    records(db, 'price')
      .filter((price) => price.listId === branch?.priceListId)
      .map((price) => [price.articleId, price]),
  )
  const result = new Map<string, Sellable>()
  for (const article of records(db, 'article')) {
    const price = prices.get(article.id)
    if (price)
      result.set(article.id, { ...article, takeaway: price.takeaway, dineIn: price.dineIn ?? price.takeaway })
  }
  return result
}

function offers(db: Db): Map<string, Offer[]> {
  const result = new Map<string, Offer[]>()
  const rows = db
    .prepare('SELECT article_id, from_version, applied_at, data FROM offer ORDER BY article_id, from_version')
    .all()
  for (const row of rows) {
    const id = String(row.article_id)
    const history = result.get(id) ?? []
    history.push({
      fromVersion: Number(row.from_version),
      appliedAt: String(row.applied_at),
      article: v.parse(sellableSchema, JSON.parse(String(row.data))),
    })
    result.set(id, history)
  }
  return result
}
