import type { JournalEntry } from '@brotkasten/domain/journal/entry'
import { err, ok, type Result } from '@brotkasten/domain/result'
import type { JournalBatch } from '@brotkasten/domain/wire/up'
import type { Box } from '../boxes/boxes.ts'
import type { Clock } from '../clock.ts'
import { KeyedMutex } from '../mutex.ts'
import { type Db, must, StorageFailure } from '../store/db.ts'
import { acceptBatch, type BatchRefusal } from './accept.ts'
import * as archive from './archive.ts'
import type { Assessment } from './assess.ts'
import type { Assessor } from './assessor.ts'

export interface IngestOptions {
  readonly branchDb: (branchId: string) => Promise<Db>
  /** IANA zone of a branch. */
  readonly zoneOf: (branchId: string) => Promise<string>
  readonly assessor: Assessor
  readonly clock: Clock
}

/** Entries of a branch became durable. */
export interface Ingested {
  readonly branchId: string
  readonly boxId: string
  /** Branch days on which it brought sales. */
  readonly saleDays: readonly string[]
}

/** Takes the journals of the boxes into the archives: each entry exactly once, durable before the answer. */
export class Ingest {
  readonly #options: IngestOptions
  readonly #boxes = new KeyedMutex()
  readonly #listeners = new Set<(ingested: Ingested) => void>()

  constructor(options: IngestOptions) {
    this.#options = options
  }

  /** Calls `listener` after entries became durable. */
  onIngested(listener: (ingested: Ingested) => void): void {
    this.#listeners.add(listener)
  }

  /** The mark of a journal: the highest seq held durably. */
  async mark(box: Box, epoch: string): Promise<number> {
    const db = await this.#options.branchDb(box.branchId)
    const stream = await archive.findStream(db, box.boxId, epoch)
    return stream?.mark ?? 0
  }

  /** Takes a batch and answers the mark now held durably. */
  take(box: Box, batch: JournalBatch): Promise<Result<number, BatchRefusal>> {
    return this.#boxes.run(box.boxId, () => this.#take(box, batch))
  }

  async #take(box: Box, { epoch, entries }: JournalBatch): Promise<Result<number, BatchRefusal>> {
    const db = await this.#options.branchDb(box.branchId)
    const stream = await archive.openStream(db, box.boxId, epoch)
    const accepted = await accept(db, stream, entries)
    if (!accepted.ok) {
      const { kind, seq } = accepted.error
      const at = this.#options.clock().toISOString()
      // A gap is what a lost answer leaves behind; the other two are nobody's normal day.
      if (kind !== 'gap') await must(db, [archive.incidentStatement(box.boxId, epoch, { kind, seq, at })])
      return accepted
    }
    if (accepted.value.length === 0) return ok(stream.mark)
    return this.#store(db, box, stream, accepted.value)
  }

  async #store(
    db: Db,
    box: Box,
    stream: archive.Stream,
    fresh: readonly JournalEntry[],
  ): Promise<Result<number, BatchRefusal>> {
    const zone = await this.#options.zoneOf(box.branchId)
    const tses = [...(await archive.tsesOf(db, box.boxId)).values()]
    const ids = fresh.map((entry) => entry.id)
    // Another box of the branch may bring the same entry at this moment; then the ids are looked up once more.
    for (let attempt = 1; ; attempt += 1) {
      const known = [...(await archive.knownIds(db, ids))]
      const assessment = await this.#options.assessor.assess({ entries: fresh, tses, known, zone })
      const receivedAt = this.#options.clock().toISOString()
      const appended = { boxId: box.boxId, stream, entries: fresh, assessment, receivedAt }
      const written = await db.write(archive.appendStatements(appended))
      if (written.ok) {
        this.#announce(box, assessment)
        return ok(fresh.at(-1)?.seq ?? stream.mark)
      }
      if (attempt === 3) throw new StorageFailure(`a batch could not be stored: ${written.error.detail}`)
    }
  }

  #announce({ branchId, boxId }: Box, { delta }: Assessment): void {
    const saleDays = [...delta.days].filter(([, day]) => day.receipts > 0).map(([date]) => date)
    for (const listener of this.#listeners) listener({ branchId, boxId, saleDays })
  }
}

async function accept(
  db: Db,
  stream: archive.Stream,
  entries: readonly JournalEntry[],
): Promise<Result<readonly JournalEntry[], BatchRefusal>> {
  const held = entries.filter((entry) => entry.seq <= stream.mark).map((entry) => entry.seq)
  const hashes =
    held.length === 0
      ? new Map<number, string>()
      : await archive.hashesBetween(db, stream.stream, Math.min(...held), Math.max(...held))
  const accepted = acceptBatch(stream, (seq) => hashes.get(seq), entries)
  return accepted.ok ? ok(accepted.value) : err(accepted.error)
}
