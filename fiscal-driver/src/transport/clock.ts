/** Time as the drivers see it: an argument, so that tests neither sleep nor wait. */
export interface Clock {
  /** Milliseconds since an arbitrary start; never runs backwards. */
  now(): number
  /** Runs `action` once after `ms` milliseconds; the returned function calls it off. */
  after(ms: number, action: () => void): () => void
}

export const systemClock: Clock = {
  now: () => performance.now(),
  after: (ms, action) => {
    const timer = setTimeout(action, ms)
    return () => clearTimeout(timer)
  },
}

/** Resolves after `ms` milliseconds of this clock. */
export const sleep = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.after(ms, resolve)
  })

interface Alarm {
  readonly due: number
  readonly action: () => void
}

/** A clock that stands still until `advance` is called, for tests of stream devices. */
export class ManualClock implements Clock {
  #now = 0
  #alarms: Alarm[] = []

  now(): number {
    return this.#now
  }

  after(ms: number, action: () => void): () => void {
    const alarm = { due: this.#now + ms, action }
    this.#alarms.push(alarm)
    return () => {
      this.#alarms = this.#alarms.filter((other) => other !== alarm)
    }
  }

  /** Alarms waiting to ring. */
  get waiting(): number {
    return this.#alarms.length
  }

  /** Moves time on and rings everything that falls due, in order. */
  advance(ms: number): void {
    const end = this.#now + ms
    for (;;) {
      const next = earliest(this.#alarms)
      if (next === undefined || next.due > end) break
      this.#ring(next)
    }
    this.#now = end
  }

  /** Jumps to the next alarm, if there is one. */
  skip(): void {
    const next = earliest(this.#alarms)
    if (next !== undefined) this.#ring(next)
  }

  #ring(alarm: Alarm): void {
    this.#alarms = this.#alarms.filter((other) => other !== alarm)
    this.#now = Math.max(this.#now, alarm.due)
    alarm.action()
  }
}

/**
 * A clock on which every wait is over at once and time jumps by the length of the wait. For mailbox devices, whose
 * driver only ever waits between two polls; a stream device would see its time-out before the answer.
 */
export class SkippingClock extends ManualClock {
  override after(ms: number, action: () => void): () => void {
    const cancel = super.after(ms, action)
    setImmediate(() => this.skip())
    return cancel
  }
}

function earliest(alarms: readonly Alarm[]): Alarm | undefined {
  return alarms.reduce<Alarm | undefined>(
    (best, alarm) => (best === undefined || alarm.due < best.due ? alarm : best),
    undefined,
  )
}
