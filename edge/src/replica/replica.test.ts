import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BAKERY, feedOf, priceChange } from '../testing/bakery.ts'
import { Replica } from './replica.ts'

let folder = ''
let replica: Replica
const now = new Date('2026-11-22T08:00:00.000Z')
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'brotkasten-replica-'))
  replica = Replica.open(folder)
  replica.apply(feedOf(BAKERY, 10, true), now)
})
afterEach(() => {
  replica.close()
  rmSync(folder, { recursive: true })
})

test('a snapshot is what the branch sells, also after a restart', () => {
  replica.close()
  replica = Replica.open(folder)
  expect(replica.cursor).toEqual({ epoch: 'e1', version: 10 })
  expect(replica.catalogue.articles.get('latte')).toMatchObject({ takeaway: 390, dineIn: 420 })
})

test('a change moves the cursor and the price', () => {
  expect(replica.apply(feedOf([priceChange('roll', 50)], 11, false), now)).toEqual({ ok: true, value: 1 })
  expect(replica.cursor.version).toBe(11)
  expect(replica.catalogue.articles.get('roll')?.takeaway).toBe(50)
})

test('the offer of an earlier catalogue version stays known, and when it was replaced', () => {
  const before = replica.catalogue.version
  replica.apply(feedOf([priceChange('roll', 50)], 11, false), now)
  expect(replica.catalogue.offerAt('roll', before)).toMatchObject({
    article: { takeaway: 45 },
    replacedAt: now.toISOString(),
  })
  expect(replica.catalogue.offerAt('roll', before + 1)).toMatchObject({
    article: { takeaway: 50 },
    replacedAt: null,
  })
})

test('a deleted price takes an article off sale', () => {
  replica.apply(feedOf([{ entity: 'price', id: 'standard/roll', data: null }], 11, false), now)
  expect(replica.catalogue.articles.has('roll')).toBe(false)
})

test('a snapshot drops what it does not name', () => {
  replica.apply(
    feedOf(
      BAKERY.filter((change) => !change.id.includes('latte')),
      3,
      true,
      'e2',
    ),
    now,
  )
  expect(replica.catalogue.articles.has('latte')).toBe(false)
  expect(replica.cursor).toEqual({ epoch: 'e2', version: 3 })
})

test('the catalogue version of the box rises even when a restored centre counts from lower', () => {
  const before = replica.catalogue.version
  replica.apply(feedOf(BAKERY, 3, true, 'e2'), now)
  expect(replica.catalogue.version).toBe(before + 1)
})

test.each([
  ['a wrong hash', () => ({ ...feedOf([priceChange('roll', 50)], 11, false), hash: '0'.repeat(64) }), 'hash'],
  ['half an answer', () => ({ ...feedOf(BAKERY, 11, true), changes: '[' }), 'hash'],
  [
    'a record that breaks its schema',
    () => feedOf([priceChange('roll', 50), priceChange('bread', -1)], 11, false),
    'schema',
  ],
] as const)('an update with %s changes nothing', (_name, answer, kind) => {
  expect(replica.apply(answer(), now)).toMatchObject({ ok: false, error: { kind } })
  expect(replica.cursor.version).toBe(10)
  expect(replica.catalogue.articles.get('roll')?.takeaway).toBe(45)
})
