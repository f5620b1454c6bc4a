import { expect, test } from 'vitest'
import { err, ok, type Result } from './result.ts'

const half = (n: number): Result<number, { readonly kind: 'odd'; readonly n: number }> =>
  n % 2 === 0 ? ok(n / 2) : err({ kind: 'odd', n })

test('a success carries its value', () => {
  expect(half(4)).toEqual({ ok: true, value: 2 })
})

test('a failure carries its kind', () => {
  expect(half(3)).toEqual({ ok: false, error: { kind: 'odd', n: 3 } })
})
