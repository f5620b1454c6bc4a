import { err, ok, type Result } from '@brotkasten/domain/result'
import { type Client, createClient, type InStatement, LibsqlBatchError } from '@libsql/client'
import { type Conflict, type Db, type Row, type SqlValue, type Statement, StorageFailure } from './db.ts'
import { hostFetch } from './host-fetch.ts'

interface Job {
  readonly statements: readonly Statement[]
  readonly resolve: (result: Result<null, Conflict>) => void
  readonly reject: (reason: unknown) => void
}

/** One request carries at most this many statements of waiting writers. */
const MAX_GROUP = 4_000

export interface RemoteOptions {
  /** Server, or with `{name}` in it the address of each database of its own (hosted databases). */
  readonly url: string
  readonly token: string | null
  /** Namespace. */
  readonly name: string
}

/**
 * A database on a libSQL server. The server answers SQLITE_BUSY to concurrent writers, so writes queue here and go as
 * one transaction in one request; where one of them is refused, the others are sent again without it.
 */
export class RemoteDb implements Db {
  readonly #name: string
  readonly #client: Client
  #waiting: Job[] = []
  #running: Promise<void> | null = null
  #closed = false

  constructor(options: RemoteOptions) {
    this.#name = options.name
    this.#client = connect(options)
  }

  async query(sql: string, args: readonly SqlValue[] = []): Promise<Row[]> {
    try {
      const answer = await this.#client.execute({ sql, args: [...args] })
      return answer.rows.map((row) => Object.fromEntries(answer.columns.map((name) => [name, row[name]])))
    } catch (cause) {
      throw new StorageFailure(`${this.#name}: a query failed`, { cause })
    }
  }

  write(statements: readonly Statement[]): Promise<Result<null, Conflict>> {
    if (this.#closed) return Promise.reject(new StorageFailure(`${this.#name} is closed`))
    return new Promise((resolve, reject) => {
      this.#waiting.push({ statements, resolve, reject })
      this.#running ??= this.#drain()
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#running
    this.#client.close()
  }

  async #drain(): Promise<void> {
    // Lets everything that is written in this turn of the event loop join the first request.
    await Promise.resolve()
    while (this.#waiting.length > 0) await this.#send(this.#take())
    // In the same breath as the look above: a write that came any later would wait for nobody.
    this.#running = null
  }

  #take(): Job[] {
    let statements = 0
    const end = this.#waiting.findIndex((job, index) => {
      statements += job.statements.length
      return index > 0 && statements > MAX_GROUP
    })
    return this.#waiting.splice(0, end === -1 ? this.#waiting.length : end)
  }

  async #send(group: readonly Job[]): Promise<void> {
    let jobs = group
    while (jobs.length > 0) {
      const refused = await this.#attempt(jobs)
      if (refused === null) return
      jobs = jobs.filter((job) => job !== refused)
    }
  }

  /** Sends all jobs at once. Settles them, or only the one that is to blame, which it returns. */
  async #attempt(jobs: readonly Job[]): Promise<Job | null> {
    const steps = jobs.flatMap((job) => job.statements.flatMap((one, index) => stepsOf(job, one, index)))
    try {
      await this.#client.batch(
        steps.map((step) => step.sent),
        'write',
      )
    } catch (cause) {
      const step = cause instanceof LibsqlBatchError ? steps[cause.statementIndex] : undefined
      if (step && cause instanceof LibsqlBatchError) return blame(step, cause)
      const failure = new StorageFailure(`${this.#name}: the outcome of a write is unknown`, { cause })
      for (const job of jobs) job.reject(failure)
      return null
    }
    for (const job of jobs) job.resolve(ok(null))
    return null
  }
}

interface Step {
  readonly job: Job
  readonly index: number
  readonly guard: boolean
  readonly sent: InStatement
}

/** A statement, and where it must change n rows one more that fails by overflow if it did not. */
function stepsOf(job: Job, { sql, args = [], changes }: Statement, index: number): Step[] {
  const step = { job, index, guard: false, sent: { sql, args: [...args] } }
  if (changes === undefined) return [step]
  const guard = 'SELECT CASE WHEN changes() = ? THEN 1 ELSE abs(-9223372036854775807 - 1) END'
  return [step, { job, index, guard: true, sent: { sql: guard, args: [changes] } }]
}

function blame(step: Step, error: LibsqlBatchError): Job {
  const { job, index, guard } = step
  if (guard || error.code.startsWith('SQLITE_CONSTRAINT'))
    job.resolve(
      err({ kind: 'conflict', statement: index, detail: guard ? 'changed other rows' : error.message }),
    )
  else job.reject(error)
  return job
}

function connect({ url, token, name }: RemoteOptions): Client {
  const auth = token === null ? {} : { authToken: token }
  if (url.includes('{name}')) return createClient({ url: url.replace('{name}', name), ...auth })
  const base = new URL(url)
  const named = `${base.protocol}//${name}.database${base.port === '' ? '' : `:${base.port}`}`
  return createClient({ url: named, fetch: hostFetch(base), ...auth })
}
