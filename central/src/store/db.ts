import type { Result } from '@brotkasten/domain/result'
import * as v from 'valibot'

export type SqlValue = string | number | null

/** A row as the database gives it; every reader parses it by a schema. */
export type Row = Readonly<Record<string, unknown>>

export interface Statement {
  readonly sql: string
  readonly args?: readonly SqlValue[]
  /** The statement must change exactly so many rows, or the whole write is a conflict and leaves nothing. */
  readonly changes?: number
}

/** A write refused by a constraint or by `changes`: somebody else was first, or the data contradict each other. */
export interface Conflict {
  readonly kind: 'conflict'
  /** Index of the statement. */
  readonly statement: number
  readonly detail: string
}

/**
 * One database behind the centre: a libSQL file in this process or a libSQL server. Writes that wait at the same time
 * share one transaction and one fsync, and each still fails alone.
 */
export interface Db {
  query(sql: string, args?: readonly SqlValue[]): Promise<Row[]>
  /** All statements or none; durable when the promise resolves. Throws StorageFailure where the outcome is unknown. */
  write(statements: readonly Statement[]): Promise<Result<null, Conflict>>
  close(): Promise<void>
}

/** The storage did not do its work (disk, network). Whether a write happened is unknown: look before trying again. */
export class StorageFailure extends Error {
  override readonly name = 'StorageFailure'
}

/** Reads rows through a schema. */
export async function all<S extends v.GenericSchema>(
  db: Db,
  schema: S,
  sql: string,
  args: readonly SqlValue[] = [],
): Promise<v.InferOutput<S>[]> {
  const rows = await db.query(sql, args)
  return rows.map((row) => v.parse(schema, row))
}

/** Reads the first row through a schema, or null where there is none. */
export async function first<S extends v.GenericSchema>(
  db: Db,
  schema: S,
  sql: string,
  args: readonly SqlValue[] = [],
): Promise<v.InferOutput<S> | null> {
  const [row] = await db.query(sql, args)
  return row === undefined ? null : v.parse(schema, row)
}

/** Writes where a conflict would be a bug. */
export async function must(db: Db, statements: readonly Statement[]): Promise<void> {
  const written = await db.write(statements)
  if (!written.ok)
    throw new Error(`unexpected conflict in statement ${written.error.statement}: ${written.error.detail}`)
}
