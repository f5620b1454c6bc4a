import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import * as v from 'valibot'
import type { BoxStore } from '../store/box-store.ts'
import { within } from './topic-filter.ts'

const filters = v.array(v.string())
const hash = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/** What a device may hear and say at the broker. */
export interface DeviceRights {
  readonly reads: readonly string[]
  readonly writes: readonly string[]
}

/** Devices and integrations of the branch: each has its own secret and its own topics. */
export class Devices {
  readonly #store: BoxStore
  readonly #sql

  constructor(store: BoxStore) {
    this.#store = store
    this.#sql = {
      put: store.db.prepare(
        'INSERT INTO device (id, secret_hash, reads, writes) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET secret_hash = excluded.secret_hash, reads = excluded.reads, writes = excluded.writes',
      ),
      get: store.db.prepare('SELECT secret_hash, reads, writes FROM device WHERE id = ?'),
    }
  }

  /** Registers a device (or gives it a new secret): it hears all events and speaks under its own topic. */
  async register(id: string): Promise<{ id: string; secret: string } & DeviceRights> {
    const secret = randomBytes(24).toString('base64url')
    const rights: DeviceRights = {
      reads: ['brotkasten/v1/events/#'],
      writes: [`brotkasten/v1/devices/${id}/#`],
    }
    await this.#store.commit(() =>
      this.#sql.put.run(
        id,
        hash(secret).toString('hex'),
        JSON.stringify(rights.reads),
        JSON.stringify(rights.writes),
      ),
    )
    return { id, secret, ...rights }
  }

  /** The rights behind an id and secret; null where they do not belong together. */
  rightsOf(id: string, secret: string): DeviceRights | null {
    const row = this.#sql.get.get(id)
    if (!row || !timingSafeEqual(hash(secret), Buffer.from(String(row.secret_hash), 'hex'))) return null
    return {
      reads: v.parse(filters, JSON.parse(String(row.reads))),
      writes: v.parse(filters, JSON.parse(String(row.writes))),
    }
  }
}

export const mayRead = (rights: DeviceRights, topic: string): boolean =>
  rights.reads.some((filter) => within(filter, topic))
export const mayWrite = (rights: DeviceRights, topic: string): boolean =>
  rights.writes.some((filter) => within(filter, topic))
