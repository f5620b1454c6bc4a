import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import * as v from 'valibot'
import type { Round } from './figures.ts'

const answer = v.union([
  v.object({ count: v.number(), seconds: v.number(), latencies: v.array(v.number()) }),
  v.object({ error: v.string() }),
])

/** A load generator in a process of its own. */
export class Client {
  readonly #child: ChildProcess

  /** `script` is a file of this folder that answers every message with a round. */
  constructor(script: string) {
    this.#child = fork(join(import.meta.dirname, script))
  }

  async run(order: object): Promise<Round> {
    const answered = once(this.#child, 'message')
    this.#child.send(order)
    const [message]: unknown[] = await answered
    const round = v.parse(answer, message)
    if ('error' in round) throw new Error(round.error)
    return round
  }

  close(): void {
    this.#child.disconnect()
  }
}
