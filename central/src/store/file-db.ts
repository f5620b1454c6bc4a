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

/**
 * A libSQL file: WAL, `synchronous=FULL`, foreign keys, and the file locked to this one connection (a second one
 * could corrupt the WAL, stack.md 2.3). After a failed commit the file is reopened before anything else is done.
 */
export class FileDb implements Db {
  readonly #path: string
  #connection: Connection | null
  #prepared = new Map<string, Prepared>()
  #waiting: Job[] = []
  #scheduled = false
  #closed = false

  constructor(path: string) {
    this.#path = path
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
    if (this.#closed) return Promise.reject(new StorageFailure(`${this.#path} is closed`))
    return new Promise((resolve, reject) => {
      this.#waiting.push({ statements, resolve, reject })
      if (this.#scheduled) return
      this.#scheduled = true
      setImmediate(() => this.#flush())
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#flush()
    this.#drop()
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
      this.#drop()
      const failure = new StorageFailure(`${this.#path}: the commit failed`, { cause })
      for (const job of jobs) job.reject(failure)
      return
    }
    for (const settle of settled) settle()
  }

  /** Runs one job in its own savepoint. A fault of the storage itself is thrown on: it ends the whole group. */
  #attempt(job: Job): () => void {
    this.#run('SAVEPOINT job')
    try {
      for (const [index, statement] of job.statements.entries()) this.#step(statement, index)
      this.#run('RELEASE job')
      return () => job.resolve(ok(null))
    } catch (error) {
      if (error instanceof Error && /IOERR|FULL|READONLY|CORRUPT|NOTADB/.test(codeOf(error))) throw error
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
    if (this.#connection === null) {
      if (this.#closed) throw new StorageFailure(`${this.#path} is closed`)
      this.#connection = open(this.#path)
    }
    const prepared = prepare(this.#connection, sql)
    this.#prepared.set(sql, prepared)
    return prepared
  }

  #run(sql: string): void {
    this.#prepare(sql).run()
  }

  #drop(): void {
    this.#prepared = new Map()
    this.#connection?.close()
    this.#connection = null
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
