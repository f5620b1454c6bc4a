import { truncateLogTime } from '../log/log-time.ts'
import type { LogTimeFormat } from '../tse.ts'

/**
 * The clock inside an element: unset after every power-up, then an offset to the oscillator reading that each call
 * brings along. It never falls behind the newest message; only updateTime may set it back.
 */
export class DeviceClock {
  #offset: number | null = null
  #setAt = 0

  /** True once updateTime ran since power-up. */
  get isSet(): boolean {
    return this.#offset !== null
  }

  /** Sets the time to `to` while the oscillator shows `now`. */
  set(to: Date, now: Date): void {
    this.#offset = to.getTime() - now.getTime()
    this.#setAt = to.getTime()
  }

  stop(): void {
    this.#offset = null
  }

  /** Device time in milliseconds; an unset clock stands still at `standing`. */
  read(now: Date, standing: number): number {
    return this.#offset === null ? standing : now.getTime() + this.#offset
  }

  /** Log time of a message: device time as the format can express it, not before the newest message. */
  logTime(now: Date, newest: number, format: LogTimeFormat): Date {
    const time = truncateLogTime(new Date(this.read(now, newest)), format)
    return time.getTime() < newest ? new Date(newest) : time
  }

  /** Seconds until the time must be set again. */
  dueIn(now: Date, every: number | null): number | null {
    if (every === null) return null
    return this.#offset === null
      ? 0
      : Math.max(0, every - Math.floor((this.read(now, 0) - this.#setAt) / 1000))
  }
}
