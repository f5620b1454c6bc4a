import * as v from 'valibot'
import { type Db, first, must } from './db.ts'

/** Steps of a schema; `user_version` counts the steps taken. A step never changes once it is released. */
export type Migrations = readonly (readonly string[])[]

/** Brings a schema up step by step. Throws where the database is newer than this program. */
export async function migrate(db: Db, name: string, migrations: Migrations): Promise<void> {
  const row = await first(db, v.object({ user_version: v.number() }), 'PRAGMA user_version')
  const have = row?.user_version ?? 0
  if (have > migrations.length)
    throw new Error(
      `database ${name} has schema ${have}, this program knows ${migrations.length}: update the program`,
    )
  for (const [index, step] of migrations.entries()) {
    if (index < have) continue
    await must(db, [...step.map((sql) => ({ sql })), { sql: `PRAGMA user_version = ${index + 1}` }])
  }
}
