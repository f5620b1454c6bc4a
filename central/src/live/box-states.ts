import * as v from 'valibot'
import { all, type Db, must } from '../store/db.ts'
import { type BoxState, boxStateSchema, connectionOf, UNSEEN } from './connection.ts'

const stateRow = v.object({ box_id: v.string(), data: v.pipe(v.string(), v.parseJson(), boxStateSchema) })

/**
 * State of every box in memory. It changes with every request, so it goes to the database only now and then:
 * after a crash the centre knows each box as it was at most half a minute before.
 */
export class BoxStates {
  readonly #db: Db
  readonly #states: Map<string, BoxState>
  readonly #unsaved = new Set<string>()
  readonly #online = new Set<string>()

  private constructor(db: Db, states: Map<string, BoxState>) {
    this.#db = db
    this.#states = states
  }

  static async load(db: Db): Promise<BoxStates> {
    const rows = await all(db, stateRow, 'SELECT box_id, data FROM box_state')
    return new BoxStates(db, new Map(rows.map((row) => [row.box_id, row.data])))
  }

  get(boxId: string): BoxState {
    return this.#states.get(boxId) ?? UNSEEN
  }

  /** Applies a change to a box's state. */
  update(boxId: string, change: (state: BoxState) => BoxState): void {
    this.#states.set(boxId, change(this.get(boxId)))
    this.#unsaved.add(boxId)
  }

  /** Boxes whose connection has changed since the last look. */
  turned(now: Date): string[] {
    const turned: string[] = []
    for (const [boxId, state] of this.#states) {
      const online = connectionOf(state, now).state === 'online'
      if (online === this.#online.has(boxId)) continue
      if (online) this.#online.add(boxId)
      else this.#online.delete(boxId)
      turned.push(boxId)
    }
    return turned
  }

  /** Writes what has changed since the last time. */
  async save(): Promise<void> {
    const boxIds = [...this.#unsaved]
    if (boxIds.length === 0) return
    this.#unsaved.clear()
    const sql = `INSERT INTO box_state (box_id, data) SELECT id, ? FROM box WHERE id = ?
                 ON CONFLICT (box_id) DO UPDATE SET data = excluded.data`
    const statements = boxIds.map((id) => ({ sql, args: [JSON.stringify(this.get(id)), id] }))
    await must(this.#db, statements)
  }
}
