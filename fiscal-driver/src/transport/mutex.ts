/**
 * One command in flight.
 *
 * Invariants: at most one task runs at any time; tasks start in the order of their calls; a task that fails or throws
 * hands over to the next one all the same. A task must not call `run` of the same mutex: it would wait for itself.
 */
export class Mutex {
  #tail: Promise<unknown> = Promise.resolve()

  run<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#tail.then(task)
    this.#tail = turn.then(nothing, nothing)
    return turn
  }
}

const nothing = (): void => {}
