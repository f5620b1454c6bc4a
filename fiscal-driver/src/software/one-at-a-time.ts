import { setTimeout } from 'node:timers/promises'
import { err, type Result } from '@brotkasten/domain/result'
import type { TseFailure } from '../tse.ts'

/** Runs one command at a time; a second one is told `busy`, as a device would. Takes `latency` ms for each. */
export class OneAtATime {
  #busy = false
  readonly #latency: number

  constructor(latency: number) {
    this.#latency = latency
  }

  async run<T>(command: () => Promise<Result<T, TseFailure>>): Promise<Result<T, TseFailure>> {
    if (this.#busy) return err({ kind: 'busy', detail: 'another command is running' })
    this.#busy = true
    try {
      // Even without latency a command is in flight for a moment, so that overlapping calls are told so.
      await (this.#latency > 0 ? setTimeout(this.#latency) : undefined)
      return await command()
    } finally {
      this.#busy = false
    }
  }
}
