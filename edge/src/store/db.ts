import Database from 'libsql'

export type SqlValue = string | number | null

/** A row as the database gives it; every read maps it by name. */
export type Row = Record<string, SqlValue>

/** One database file with its only connection. Synchronous: a commit returns when it is on the disk. */
export interface Db {
  /** Prepares a statement once; call it many times. */
  readonly prepare: (sql: string) => Statement
  /** Runs several statements without results, e.g. a schema. */
  exec(sql: string): void
  close(): void
}

export interface Statement {
  run(...values: SqlValue[]): void
  get(...values: SqlValue[]): Row | undefined
  all(...values: SqlValue[]): Row[]
}

/**
 * Opens a libSQL file in WAL mode with `synchronous=FULL`: one fsync per commit, nothing answered is lost in a power
 * cut. Exactly one connection per file and process (a second one brings its own pragmas and the WAL-reset bug).
 */
export function openDb(path: string, migrations: readonly string[]): Db {
  const connection = new Database(path)
  connection.exec('PRAGMA journal_mode = WAL')
  connection.exec('PRAGMA synchronous = FULL')
  connection.exec('PRAGMA foreign_keys = ON')
  // Hot pages are written again with every sale: fewer checkpoints copy them less often. 16 MB of WAL at most.
  connection.exec('PRAGMA wal_autocheckpoint = 4000')
  migrate(connection, path, migrations)
  return {
    prepare(sql) {
      const statement = connection.prepare(sql)
      return {
        run: (...values) => {
          statement.run(...values)
        },
        get: (...values) => statement.get(...values) as Row | undefined,
        all: (...values) => statement.all(...values) as Row[],
      }
    },
    exec: (sql) => {
      connection.exec(sql)
    },
    close: () => {
      connection.close()
    },
  }
}

/** Brings the schema up step by step; `user_version` counts the steps taken. Refuses a file newer than the program. */
function migrate(
  connection: InstanceType<typeof Database>,
  path: string,
  migrations: readonly string[],
): void {
  const row = connection.prepare('PRAGMA user_version').get() as { user_version: number }
  if (row.user_version > migrations.length) {
    throw new Error(
      `${path} has schema ${row.user_version}, this program knows ${migrations.length}: update the program`,
    )
  }
  for (let step = row.user_version; step < migrations.length; step += 1) {
    connection.exec(`BEGIN IMMEDIATE; ${migrations[step] ?? ''}; PRAGMA user_version = ${step + 1}; COMMIT`)
  }
}
