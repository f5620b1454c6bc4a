import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { shapeHash, shapeOf } from './shape.ts'

describe('the shape of a schema', () => {
  const base = v.object({ a: v.pipe(v.string(), v.maxLength(5)), b: v.picklist(['x', 'y']) })

  test('is the same for another order of fields and options', () => {
    const reordered = v.object({ b: v.picklist(['y', 'x']), a: v.pipe(v.string(), v.maxLength(5)) })
    expect(shapeHash(reordered)).toBe(shapeHash(base))
  })

  test.each<[string, v.GenericSchema]>([
    ['a limit', v.object({ a: v.pipe(v.string(), v.maxLength(6)), b: v.picklist(['x', 'y']) })],
    ['another check', v.object({ a: v.pipe(v.string(), v.minLength(5)), b: v.picklist(['x', 'y']) })],
    ['a missing check', v.object({ a: v.string(), b: v.picklist(['x', 'y']) })],
    ['an option', v.object({ a: v.pipe(v.string(), v.maxLength(5)), b: v.picklist(['x', 'z']) })],
    ['a name', v.object({ c: v.pipe(v.string(), v.maxLength(5)), b: v.picklist(['x', 'y']) })],
    ['a field', v.object({ ...base.entries, c: v.string() })],
    ['null', v.object({ ...base.entries, b: v.nullable(base.entries.b) })],
    ['absence', v.object({ ...base.entries, b: v.optional(base.entries.b) })],
    ['a list', v.object({ ...base.entries, b: v.array(base.entries.b) })],
    ['a type', v.object({ ...base.entries, b: v.number() })],
    ['the whole', v.array(base)],
  ])('changes with %s', (_, changed) => {
    expect(shapeHash(changed)).not.toBe(shapeHash(base))
  })

  test('changes with the pattern, the discriminator and the message of a check', () => {
    const distinct = [
      v.pipe(v.string(), v.regex(/^a$/)),
      v.pipe(v.string(), v.regex(/^b$/)),
      v.pipe(v.string(), v.regex(/^a$/u)),
      v.pipe(
        v.string(),
        v.check(() => true, 'must be a day'),
      ),
      v.pipe(
        v.string(),
        v.check(() => true, 'must be a moment'),
      ),
      v.variant('kind', [v.object({ kind: v.literal('a') })]),
      v.variant('kind', [v.object({ kind: v.literal('b') })]),
      v.variant('state', [v.object({ state: v.literal('a') })]),
      v.object({ kind: v.string() }),
      v.object({ message: v.string() }),
      v.record(v.string(), v.number()),
      v.record(v.string(), v.string()),
    ]
    expect(new Set(distinct.map(shapeHash)).size).toBe(distinct.length)
  })

  test('is refused where a schema hides it in a function', () => {
    const hidden = v.lazy(() => v.string())
    expect(() => shapeOf(hidden)).toThrow(TypeError)
  })
})
