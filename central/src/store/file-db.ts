import { err, ok, type Result } from '@brotkasten/domain/result'
import Database from 'libsql'
import { type Conflict, type Db, type Row, type SqlValue, type Statement, StorageFailure } from './db.ts'

type Connection = InstanceType<typeof Database>
const prepare = (connection: Connection, sql: string) => connection.prepare<SqlValue[]>(sql)
type Prepared = ReturnType<typeof prepare>

interface Job {
  readonly statements: readonly Statement[]
  readonly resolve: (result: Result<null, Conflict>) => void
  readonly reject: (reason: unknown) => void
}

class Refused extends Error {
  readonly conflict: Conflict
  constructor(conflict: Conflict) {
    super(conflict.detail)
    this.conflict = conflict
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

/** After these the connection cannot be trusted any more (stack.md 2.4): the process has to start anew. */
const FATAL = /IOERR|CORRUPT|NOTADB/

/**
 * A libSQL file: WAL, `synchronous=FULL`, foreign keys, and the file locked to this one connection, because a second
 * one could corrupt the WAL (stack.md 2.3). After a fault of the disk it refuses everything and calls `onFatal`.
 */
export class FileDb implements Db {
  readonly #path: string
  readonly #onFatal: (failure: StorageFailure) => void
  readonly #connection: Connection
  readonly #prepared = new Map<string, Prepared>()
  #waiting: Job[] = []
  #scheduled = false
  #over: string | null = null

  constructor(path: string, onFatal: (failure: StorageFailure) => void = () => undefined) {
    this.#path = path
    this.#onFatal = onFatal
    this.#connection = open(path)
  }

  async query(sql: string, args: readonly SqlValue[] = []): Promise<Row[]> {
    try {
      return this.#prepare(sql).all(...args) as Row[]
    } catch (cause) {
      throw new StorageFailure(`${this.#path}: a query failed`, { cause })
    }
  }

  write(statements: readonly Statement[]): Promise<Result<null, Conflict>> {
    if (this.#over !== null) return Promise.reject(new StorageFailure(`${this.#path} is ${this.#over}`))
    return new Promise((resolve, reject) => {
      this.#waiting.push({ statements, resolve, reject })
      if (this.#scheduled) return
      this.#scheduled = true
      setImmediate(() => this.#flush())
    })
  }

  async close(): Promise<void> {
    if (this.#over !== null) return
    this.#flush()
    this.#over = 'closed'
    // The driver frees a connection when its statements are collected, whenever that is: leaving WAL mode folds the
    // WAL into the file, and only then can the lock be given back now.
    this.#connection.exec('PRAGMA journal_mode = DELETE')
    this.#connection.exec('PRAGMA locking_mode = NORMAL')
    this.#connection.exec('SELECT count(*) FROM sqlite_schema')
    this.#prepared.clear()
    this.#connection.close()
  }

  #flush(): void {
    this.#scheduled = false
    const jobs = this.#waiting
    if (jobs.length === 0) return
    this.#waiting = []
    const settled: (() => void)[] = []
    try {
      this.#run('BEGIN IMMEDIATE')
      for (const job of jobs) settled.push(this.#attempt(job))
      this.#run('COMMIT')
    } catch (cause) {
      this.#abandon(jobs, cause)
      return
    }
    for (const settle of settled) settle()
  }

  /** The commit failed: what it wrote is unknown, so nobody is told anything else. */
  #abandon(jobs: readonly Job[], cause: unknown): void {
    const failure = new StorageFailure(`${this.#path}: the commit failed`, { cause })
    if (this.#connection.inTransaction) this.#connection.exec('ROLLBACK')
    for (const job of jobs) job.reject(failure)
    if (!FATAL.test(codeOf(cause))) return
    this.#over = 'broken'
    this.#onFatal(failure)
  }

  /** Runs one job in its own savepoint. A fault of the storage itself is thrown on: it ends the whole group. */
  #attempt(job: Job): () => void {
    this.#run('SAVEPOINT job')
    try {
      for (const [index, statement] of job.statements.entries()) this.#step(statement, index)
      this.#run('RELEASE job')
      return () => job.resolve(ok(null))
    } catch (error) {
      if (FATAL.test(codeOf(error)) || /FULL|READONLY/.test(codeOf(error))) throw error
      this.#run('ROLLBACK TO job')
      this.#run('RELEASE job')
      if (error instanceof Refused) return () => job.resolve(err(error.conflict))
      return () => job.reject(error)
    }
  }

  #step({ sql, args = [], changes }: Statement, index: number): void {
    let changed: number
    try {
      changed = this.#prepare(sql).run(...args).changes
    } catch (error) {
      if (!codeOf(error).startsWith('SQLITE_CONSTRAINT')) throw error
      const detail = error instanceof Error ? error.message : ''
      throw new Refused({ kind: 'conflict', statement: index, detail })
    }
    if (changes === undefined || changed === changes) return
    const detail = `changed ${changed} rows instead of ${changes}`
    throw new Refused({ kind: 'conflict', statement: index, detail })
  }

  #prepare(sql: string): Prepared {
    const known = this.#prepared.get(sql)
    if (known) return known
    if (this.#over !== null) throw new StorageFailure(`${this.#path} is ${this.#over}`)
    const prepared = prepare(this.#connection, sql)
    this.#prepared.set(sql, prepared)
    return prepared
  }

  #run(sql: string): void {
    this.#prepare(sql).run()
  }
}

function open(path: string): Connection {
  const connection = new Database(path)
  try {
    connection.exec('PRAGMA locking_mode = EXCLUSIVE')
    connection.exec('PRAGMA journal_mode = WAL')
    connection.exec('PRAGMA synchronous = FULL')
    connection.exec('PRAGMA foreign_keys = ON')
    connection.exec('BEGIN IMMEDIATE; COMMIT')
  } catch (cause) {
    connection.close()
    if (codeOf(cause) !== 'SQLITE_BUSY') throw cause
    throw new StorageFailure(`${path} is in use by another program`, { cause })
  }
  return connection
}
