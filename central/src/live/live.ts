import type { Branch } from '@brotkasten/domain/catalogue/entities'
import { businessDateAt } from '@brotkasten/domain/time/business-date'
import { figuresMessage, presenceMessage } from '@brotkasten/domain/wire/up'
import * as v from 'valibot'
import type { Boxes } from '../boxes/boxes.ts'
import type { Clock } from '../clock.ts'
import type { Ingested } from '../ingest/ingest.ts'
import type { Applied, MasterData } from '../masterdata/master-data.ts'
import type { Db } from '../store/db.ts'
import type { BoxStates } from './box-states.ts'
import { dayFigures, hoursOf, lastEntryTime } from './branch-figures.ts'
import { figures, heard, presence, UNSEEN } from './connection.ts'
import type { Hub } from './hub.ts'
import { isComplete, type LiveRow, rowOf } from './row.ts'

export interface LiveOptions {
  readonly masterData: MasterData
  readonly boxes: Boxes
  readonly states: BoxStates
  readonly hub: Hub
  readonly branchDb: (branchId: string) => Promise<Db>
  readonly clock: Clock
  /** Called with what went wrong while nobody was waiting for it. */
  readonly onError: (error: unknown) => void
}

/** Rows of branches that changed in the meantime go out together. */
const GATHER_MS = 40

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** The live picture of the chain: what `/api/live` answers, and what dashboards are told when it changes. */
export class Live {
  readonly #o: LiveOptions
  readonly #dirty = new Set<string>()
  #timer: NodeJS.Timeout | null = null

  constructor(options: LiveOptions) {
    this.#o = options
  }

  /** Rows of the branches somebody may see, by code. */
  async rows(sees: (branchId: string) => boolean): Promise<LiveRow[]> {
    const branches = await this.#o.masterData.branches()
    const boxes = await this.#currentBoxes()
    const visible = branches.filter((branch) => sees(branch.id))
    const rows = await Promise.all(visible.map((branch) => this.#row(branch, boxes)))
    return rows.toSorted((a, b) => (a.code < b.code ? -1 : 1))
  }

  /** The newest box of each branch that still has its credential. */
  async #currentBoxes(): Promise<Map<string, { id: string; softwareVersion: string }>> {
    const boxes = await this.#o.boxes.list()
    const valid = boxes.filter((box) => box.revoked_at === null)
    return new Map(
      valid.map((box) => [box.branch_id, { id: box.id, softwareVersion: box.software_version }] as const),
    )
  }

  async #row(
    branch: Branch,
    boxes: ReadonlyMap<string, { readonly id: string; readonly softwareVersion: string }>,
  ): Promise<LiveRow> {
    const now = this.#o.clock()
    const db = await this.#o.branchDb(branch.id)
    const box = boxes.get(branch.id) ?? null
    const [day, lastEntry] = await Promise.all([
      dayFigures(db, businessDateAt(now, branch.zone)),
      box ? lastEntryTime(db, box.id) : null,
    ])
    const state = box ? this.#o.states.get(box.id) : UNSEEN
    return rowOf({ branch, box, state, day, lastEntry, now })
  }

  /** Sales by hour over branches, and of how many of them everything is there. */
  async revenue(date: string, sees: (branchId: string) => boolean) {
    const rows = await this.rows(sees)
    const branches = new Map((await this.#o.masterData.branches()).map((branch) => [branch.id, branch]))
    const now = this.#o.clock()
    const hours = new Map<number, { hour: number; gross: number; receipts: number }>()
    for (const row of rows) {
      for (const { hour, gross, receipts } of await hoursOf(await this.#o.branchDb(row.branchId), date)) {
        const sum = hours.get(hour) ?? { hour, gross: 0, receipts: 0 }
        hours.set(hour, { hour, gross: sum.gross + gross, receipts: sum.receipts + receipts })
      }
    }
    const complete = rows.filter((row) =>
      isComplete(row, date, branches.get(row.branchId)?.zone ?? 'Europe/Berlin', now),
    )
    return {
      date,
      hours: [...hours.values()].toSorted((a, b) => a.hour - b.hour),
      completeFor: complete.length,
      of: rows.length,
    }
  }

  /** A box was heard over HTTP. */
  contact(boxId: string, branchId: string): void {
    const now = this.#o.clock()
    this.#o.states.update(boxId, (state) => heard(state, now))
    if (this.#o.states.turned(now).includes(boxId)) this.touch(branchId)
  }

  /** A message of a box at the broker; what does not fit its schema is ignored. */
  async message(boxId: string, what: 'presence' | 'figures', payload: string): Promise<void> {
    const box = await this.#o.boxes.find(boxId)
    if (box === null || box.revoked_at !== null) return
    const now = this.#o.clock()
    if (what === 'presence') {
      const parsed = v.safeParse(presenceMessage, readJson(payload))
      if (parsed.success) this.#o.states.update(boxId, (state) => presence(state, parsed.output, now))
    } else {
      const parsed = v.safeParse(figuresMessage, readJson(payload))
      if (parsed.success) this.#o.states.update(boxId, (state) => figures(state, parsed.output, now))
    }
    this.touch(box.branch_id)
  }

  ingested({ branchId, saleDays }: Ingested): void {
    this.touch(branchId)
    for (const date of saleDays) this.#o.hub.publish({ name: 'revenue', key: date, data: { date }, branchId })
  }

  applied({ changes }: Applied): void {
    for (const { record } of changes) {
      if (record.entity === 'price' && record.data !== null)
        this.#o.hub.publish({ name: 'prices', key: record.id, data: record.data, branchId: null })
      if (record.entity === 'branch') this.touch(record.id)
    }
  }

  /** Boxes that fell silent since the last look. */
  async tick(): Promise<void> {
    for (const boxId of this.#o.states.turned(this.#o.clock())) {
      const box = await this.#o.boxes.find(boxId)
      if (box) this.touch(box.branch_id)
    }
  }

  /** Something about a branch has changed: its row goes out in a moment. */
  touch(branchId: string): void {
    if (!this.#o.hub.watched) return
    this.#dirty.add(branchId)
    this.#timer ??= setTimeout(() => {
      this.#timer = null
      this.#announce().catch(this.#o.onError)
    }, GATHER_MS)
  }

  async #announce(): Promise<void> {
    const dirty = [...this.#dirty]
    this.#dirty.clear()
    const boxes = await this.#currentBoxes()
    for (const branchId of dirty) {
      const branch = await this.#o.masterData.branch(branchId)
      if (branch === null) continue
      const data = await this.#row(branch, boxes)
      this.#o.hub.publish({ name: 'live', key: branchId, data, branchId })
    }
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }
}
