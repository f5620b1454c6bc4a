/**
 * One command in flight.
 *
 * Invariants: at most one task runs at any time; tasks start in the order of their calls; a task that fails or throws
 * hands over to the next one all the same. A task must not call `run` of the same mutex: it would wait for itself.
 */
export class Mutex {
  #tail: Promise<unknown> = Promise.resolve()

  /** Waits for its turn and keeps it until the returned function is called, for work that hands out pieces. */
  acquire(): Promise<() => void> {
    return new Promise((granted) => {
      void this.run(() => new Promise<void>((release) => granted(release)))
    })
  }

  run<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#tail.then(task)
    this.#tail = turn.then(nothing, nothing)
    return turn
  }
}

const nothing = (): void => {}
