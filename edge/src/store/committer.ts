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
 * Group commit: jobs that wait at the same time share one transaction and one fsync. Where there are several, each
 * runs in its own savepoint, so one that throws takes only its own changes with it. A promise resolves after the
 * commit is on the disk.
 */
export class Committer {
  readonly #sql
  readonly #onRollback: () => void
  #waiting: Job[] = []
  #scheduled = false

  /** `onRollback` restores what jobs keep in memory whenever changes of theirs did not stay. */
  constructor(db: Db, onRollback: () => void) {
    this.#onRollback = onRollback
    this.#sql = {
      begin: db.prepare('BEGIN IMMEDIATE'),
      commit: db.prepare('COMMIT'),
      rollback: db.prepare('ROLLBACK'),
      savepoint: db.prepare('SAVEPOINT job'),
      release: db.prepare('RELEASE job'),
      undo: db.prepare('ROLLBACK TO job'),
    }
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
    const [only, ...others] = jobs
    if (!only) return
    try {
      this.#sql.begin.run()
      const settled = others.length === 0 ? this.#alone(only) : jobs.map((job) => this.#among(job))
      this.#sql.commit.run()
      for (const settle of settled) settle()
    } catch (cause) {
      this.#rollBack()
      const reason =
        cause instanceof JobFailure ? cause.cause : new StorageFailure('the commit failed', { cause })
      for (const job of jobs) job.reject(reason)
    }
  }

  /** The only job needs no savepoint: the whole transaction is its own. */
  #alone(job: Job): (() => void)[] {
    try {
      const value = job.work()
      return [() => job.resolve(value)]
    } catch (cause) {
      throw new JobFailure('a job failed', { cause })
    }
  }

  #among(job: Job): () => void {
    this.#sql.savepoint.run()
    try {
      const value = job.work()
      this.#sql.release.run()
      return () => job.resolve(value)
    } catch (error) {
      this.#sql.undo.run()
      this.#sql.release.run()
      this.#onRollback()
      return () => job.reject(error)
    }
  }

  #rollBack(): void {
    try {
      this.#sql.rollback.run()
    } catch {
      // No transaction is open any more: the failed commit has ended it.
    }
    this.#onRollback()
  }
}

/** Carries what a job threw past the handling of storage failures. */
class JobFailure extends Error {
  override readonly name = 'JobFailure'
}
