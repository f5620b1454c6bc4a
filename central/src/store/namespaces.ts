import { createHash } from 'node:crypto'
import * as v from 'valibot'
import { type Db, first, StorageFailure } from './db.ts'

/** Name of the database with users, boxes and master data. */
export const HQ = 'hq'

/** Database name of a branch: its id where that is a DNS label, else a digest of it. Never `hq`, never a path. */
export const branchDatabase = (branchId: string): string =>
  /^[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?$/.test(branchId)
    ? `branch-${branchId}`
    : `branchx-${createHash('sha256').update(branchId).digest('hex').slice(0, 40)}`

/**
 * Creates a namespace that fsyncs every commit; one that exists stays as it is. The default namespace cannot be made
 * durable for good (stack.md 3.7), hence always one of our own.
 */
export async function createNamespace(adminUrl: string, name: string): Promise<void> {
  const response = await fetch(new URL(`/v1/namespaces/${name}/create`, adminUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ durability_mode: 'strong' }),
    signal: AbortSignal.timeout(30_000),
  })
  const answer = await response.text()
  if (!response.ok && !answer.includes('already exists'))
    throw new StorageFailure(`could not create database ${name}: ${response.status} ${answer}`)
}

/** Refuses a server that answers before its disk has the data: acknowledged sales would be lost in a power cut. */
export async function assertDurable(db: Db, name: string): Promise<void> {
  const row = await first(db, v.object({ synchronous: v.number() }), 'PRAGMA synchronous')
  if (row?.synchronous === 2) return
  throw new Error(
    `database ${name} is not durable (synchronous = ${row?.synchronous}): start sqld with --enable-namespaces and create the namespace with {"durability_mode":"strong"}, or set DATABASE_ADMIN_URL`,
  )
}
