import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chainHash, GENESIS } from '@brotkasten/domain/journal/chain'
import fc from 'fast-check'
import { v7 as uuidv7 } from 'uuid'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BoxStore } from './box-store.ts'
import { openDb } from './db.ts'

let folder = ''
let store: BoxStore
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'brotkasten-store-'))
  store = BoxStore.open(folder)
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

const fact = (id = uuidv7()) => ({
  id,
  kind: 'box.started' as const,
  time: '2026-11-22T08:00:00.000Z',
  body: { boxId: 'b', branchId: 'm', softwareVersion: '1' },
})
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

test('entries are numbered without gaps and chained, however commits are mixed and fail', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom('good', 'bad', 'pause'), { maxLength: 30 }), async (steps) => {
      const running: Promise<unknown>[] = []
      for (const step of steps) {
        if (step === 'pause') await Promise.allSettled(running)
        else {
          running.push(
            store.commit((book) => {
              book(fact())
              if (step === 'bad') throw new Error('changed its mind')
            }),
          )
        }
      }
      const settled = await Promise.allSettled(running)
      expect(settled.map((result) => result.status)).toEqual(
        steps.filter((step) => step !== 'pause').map((step) => (step === 'good' ? 'fulfilled' : 'rejected')),
      )
      let previous = GENESIS
      for (const [index, entry] of store.journal.after(0, 10_000).entries()) {
        expect(entry.seq).toBe(index + 1)
        expect(entry.hash).toBe(chainHash(previous, entry, sha256))
        previous = entry.hash
      }
    }),
    { numRuns: 30 },
  )
})

test('an id is booked once: the second try fails and leaves no trace', async () => {
  const once = fact()
  await store.book(once)
  await expect(store.book(once)).rejects.toThrow(/UNIQUE/)
  await store.book(fact())
  expect(store.journal.lastSeq).toBe(2)
})

test('nobody changes or deletes an entry', async () => {
  await store.book(fact())
  expect(() => store.db.exec("UPDATE journal SET body = '{}'")).toThrow(/append-only/)
  expect(() => store.db.exec('DELETE FROM journal')).toThrow(/append-only/)
})

test('the epoch of a journal survives a restart', () => {
  const { epoch } = store
  store.close()
  store = BoxStore.open(folder)
  expect(store.epoch).toBe(epoch)
})

test('every commit is synced to the disk', () => {
  expect(store.db.prepare('PRAGMA synchronous').get()).toMatchObject({ synchronous: 2 })
  expect(store.db.prepare('PRAGMA journal_mode').get()).toMatchObject({ journal_mode: 'wal' })
})

test('a database newer than the program is refused', () => {
  openDb(join(folder, 'new.db'), ['SELECT 1', 'SELECT 1']).close()
  expect(() => openDb(join(folder, 'new.db'), ['SELECT 1'])).toThrow(/update the program/)
})
