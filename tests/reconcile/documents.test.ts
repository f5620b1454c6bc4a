import type { Fact } from '@brotkasten/domain/journal/entry'
import { expect, test } from 'vitest'
import { goldenBodies } from '../../domain/test/golden.ts'
import { documentOf } from './documents.ts'

const documents = Object.entries(goldenBodies).flatMap(([kind, body]) => {
  const document = documentOf({ kind, version: 1, body } as Fact)
  return document ? [{ kind, body, document }] : []
})

test('sales, refunds and movements of cash carry receipt numbers; nothing else does', () => {
  expect(documents.map(({ kind }) => kind).toSorted()).toEqual([
    'cash.moved',
    'sale.completed',
    'sale.refunded',
  ])
})

test.each(documents)('the buckets of $kind add up to what it books', ({ body, document }) => {
  const amount = 'gross' in body ? body.gross : 'amount' in body ? body.amount : Number.NaN
  expect(document.buckets.reduce((sum, bucket) => sum + bucket, 0)).toBe(amount)
})
