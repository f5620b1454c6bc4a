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

interface Thread {
  readonly worker: Worker
  /** Batches it was given and has not answered, in order. */
  readonly waiting: Waiting[]
}

/**
 * Judges in threads of its own: a signature takes 0.2 ms, and a hundred boxes that come back after an outage must not
 * keep dashboards and other boxes waiting. A thread is started when all others are busy, up to one per core.
 */
export class ThreadAssessor implements Assessor {
  readonly #most: number
  readonly #threads: Thread[] = []

  constructor(most = availableParallelism()) {
    this.#most = most
  }

  assess(input: AssessInput): Promise<Assessment> {
    if (input.entries.length <= INLINE) return inlineAssessor.assess(input)
    const { worker, waiting } = this.#pick()
    return new Promise((resolve, reject) => {
      waiting.push({ resolve, reject })
      worker.postMessage(input)
    })
  }

  #pick(): Thread {
    const [idlest] = this.#threads.toSorted((a, b) => a.waiting.length - b.waiting.length)
    if (idlest && (idlest.waiting.length === 0 || this.#threads.length >= this.#most)) return idlest
    return this.#start()
  }

  #start(): Thread {
    const worker = new Worker(new URL('./assess-thread.ts', import.meta.url))
    const thread: Thread = { worker, waiting: [] }
    this.#threads.push(thread)
    worker.unref()
    // A thread answers in the order it was asked.
    worker.on('message', (assessment: Assessment) => thread.waiting.shift()?.resolve(assessment))
    worker.on('error', (error) => this.#lose(thread, error))
    return thread
  }

  /** A thread that fails takes its batches with it: their boxes send them again. */
  #lose(thread: Thread, error: unknown): void {
    const index = this.#threads.indexOf(thread)
    if (index !== -1) this.#threads.splice(index, 1)
    for (const job of thread.waiting.splice(0)) job.reject(error)
  }

  async close(): Promise<void> {
    const threads = this.#threads.splice(0)
    for (const thread of threads) this.#lose(thread, new Error('the centre is closing'))
    await Promise.all(threads.map(({ worker }) => worker.terminate()))
  }
}
