/** What comes first when the device is free: a customer waiting to pay beats one beginning to choose. */
export type Priority = 'finish' | 'start' | 'other'
const ORDER: readonly Priority[] = ['finish', 'start', 'other']

/**
 * One command at a time, in order of priority and then of arrival (which is fair among terminals).
 * Invariant: `#running` is true exactly while one command has not settled; only `#next` starts one.
 */
export class CommandQueue {
  readonly #waiting: Record<Priority, (() => Promise<void>)[]> = { finish: [], start: [], other: [] }
  #running = false

  /** Runs `command` when its turn comes and settles with its result. */
  run<T>(priority: Priority, command: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting[priority].push(() => command().then(resolve, reject))
      this.#next()
    })
  }

  #next(): void {
    if (this.#running) return
    for (const priority of ORDER) {
      const command = this.#waiting[priority].shift()
      if (!command) continue
      this.#running = true
      void command().finally(() => {
        this.#running = false
        this.#next()
      })
      return
    }
  }
}
