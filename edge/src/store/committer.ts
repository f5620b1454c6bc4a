import type { Db } from './db.ts'

interface Job {
  readonly work: () => unknown
  readonly resolve: (value: unknown) => void
  readonly reject: (reason: unknown) => void
}

/** What the database said when a commit failed. Its outcome is unknown, never "not done": reopen and look. */
export class StorageFailure extends Error {
  override readonly name = 'StorageFailure'
}

/**
 * Group commit: jobs that wait at the same time share one transaction and one fsync. Each runs in its own savepoint,
 * so one that throws takes only its own changes with it. A promise resolves after the commit is on the disk.
 */
export class Committer {
  readonly #db: Db
  readonly #onRollback: () => void
  #waiting: Job[] = []
  #scheduled = false

  /** `onRollback` restores what jobs keep in memory whenever changes of theirs did not stay. */
  constructor(db: Db, onRollback: () => void) {
    this.#db = db
    this.#onRollback = onRollback
  }

  /** Runs `work` in the next transaction; its statements are durable when the promise resolves. */
  commit<T>(work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, resolve: resolve as (value: unknown) => void, reject })
      if (this.#scheduled) return
      this.#scheduled = true
      setImmediate(() => this.#flush())
    })
  }

  #flush(): void {
    this.#scheduled = false
    const jobs = this.#waiting
    this.#waiting = []
    const settled: (() => void)[] = []
    try {
      this.#db.exec('BEGIN IMMEDIATE')
      for (const job of jobs) settled.push(this.#run(job))
      this.#db.exec('COMMIT')
    } catch (cause) {
      this.#abandon(jobs, cause)
      return
    }
    for (const settle of settled) settle()
  }

  #run(job: Job): () => void {
    this.#db.exec('SAVEPOINT job')
    try {
      const value = job.work()
      this.#db.exec('RELEASE job')
      return () => job.resolve(value)
    } catch (error) {
      this.#db.exec('ROLLBACK TO job; RELEASE job')
      this.#onRollback()
      return () => job.reject(error)
    }
  }

  #abandon(jobs: readonly Job[], cause: unknown): void {
    try {
      this.#db.exec('ROLLBACK')
    } catch {
      // No transaction is open any more: the failed commit has ended it.
    }
    this.#onRollback()
    for (const job of jobs) job.reject(new StorageFailure('the commit failed', { cause }))
  }
}
