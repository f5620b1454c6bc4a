import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { type AssessInput, type Assessment, assess } from './assess.ts'

/** Where batches are judged. */
export interface Assessor {
  assess(input: AssessInput): Promise<Assessment>
  close(): Promise<void>
}

/** Judges in the calling thread. */
export const inlineAssessor: Assessor = {
  assess: (input) => Promise.resolve(assess(input)),
  close: () => Promise.resolve(),
}

/** So few entries are judged faster than they are handed over. */
const INLINE = 3

interface Waiting {
  readonly resolve: (assessment: Assessment) => void
  readonly reject: (reason: unknown) => void
}

/**
 * Judges in threads of its own: a signature takes 0.2 ms, and a hundred boxes that come back after an outage must not
 * keep dashboards and other boxes waiting.
 */
export class ThreadAssessor implements Assessor {
  readonly #threads: { readonly worker: Worker; readonly waiting: Waiting[] }[]

  constructor(threads = availableParallelism()) {
    this.#threads = Array.from({ length: threads }, () => this.#start())
  }

  #start() {
    const worker = new Worker(new URL('./assess-thread.ts', import.meta.url))
    const waiting: Waiting[] = []
    worker.unref()
    // A thread answers in the order it was asked.
    worker.on('message', (assessment: Assessment) => waiting.shift()?.resolve(assessment))
    worker.on('error', (error) => {
      for (const job of waiting.splice(0)) job.reject(error)
      this.#replace(worker)
    })
    return { worker, waiting }
  }

  #replace(broken: Worker): void {
    const index = this.#threads.findIndex(({ worker }) => worker === broken)
    if (index !== -1) this.#threads[index] = this.#start()
  }

  assess(input: AssessInput): Promise<Assessment> {
    if (input.entries.length <= INLINE) return inlineAssessor.assess(input)
    const [first, ...others] = this.#threads
    if (first === undefined) return inlineAssessor.assess(input)
    const idlest = others.reduce(
      (best, one) => (one.waiting.length < best.waiting.length ? one : best),
      first,
    )
    return new Promise((resolve, reject) => {
      idlest.waiting.push({ resolve, reject })
      idlest.worker.postMessage(input)
    })
  }

  async close(): Promise<void> {
    const threads = this.#threads.splice(0)
    await Promise.all(threads.map(({ worker }) => worker.terminate()))
  }
}
