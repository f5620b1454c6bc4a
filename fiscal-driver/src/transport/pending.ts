import { err, ok, type Result } from '@brotkasten/domain/result'
import type { TseFailure } from '../tse.ts'
import type { ByteLink } from './byte-link.ts'
import type { Clock } from './clock.ts'

/**
 * The one answer a stream device owes. Order of a question: register the waiter, then write, then start its clock; so
 * an answer cannot slip by between writing and waiting, and the time of writing is not charged to the device.
 *
 * Invariant: at most one waiter; the mutex of the device guarantees it.
 */
export class Pending<Frame> {
  #clock: Clock
  #settle: ((answer: Result<Frame, TseFailure>) => void) | null = null
  #accept: (frame: Frame) => boolean = () => true

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Writes `question` and waits up to `ms` for the frame `accept` takes. `what` names it in the time-out text. */
  async ask(
    link: ByteLink,
    question: Uint8Array,
    wait: { readonly what: string; readonly ms: number; readonly accept?: (frame: Frame) => boolean },
  ): Promise<Result<Frame, TseFailure>> {
    const answer = this.wait(wait.accept)
    const written = await link.write(question)
    if (!written.ok) this.fail(written.error)
    return this.within(answer, wait)
  }

  /** Registers the waiter without writing, for a greeting. */
  wait(accept: (frame: Frame) => boolean = () => true): Promise<Result<Frame, TseFailure>> {
    this.#accept = accept
    return new Promise((resolve) => {
      this.#settle = resolve
    })
  }

  /** Starts the clock of a registered waiter. */
  async within(
    answer: Promise<Result<Frame, TseFailure>>,
    { what, ms }: { readonly what: string; readonly ms: number },
  ): Promise<Result<Frame, TseFailure>> {
    const cancel = this.#clock.after(ms, () =>
      this.fail({ kind: 'timeout', detail: `no ${what} within ${ms} ms` }),
    )
    const result = await answer
    cancel()
    return result
  }

  /** Hands a frame in. False where nobody waits for it: a late or unsolicited frame. */
  deliver(frame: Frame): boolean {
    if (this.#settle === null || !this.#accept(frame)) return false
    this.#finish(ok(frame))
    return true
  }

  fail(failure: TseFailure): void {
    this.#finish(err(failure))
  }

  #finish(answer: Result<Frame, TseFailure>): void {
    const settle = this.#settle
    this.#settle = null
    settle?.(answer)
  }
}
