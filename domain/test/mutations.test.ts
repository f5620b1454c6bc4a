import * as v from 'valibot'
import { expect, test } from 'vitest'
import { mutationsOf, unguardedFields, unrefusedValues, withField } from './mutations.ts'

const golden = { id: 'a', lines: [{ n: 1 }, { n: 2 }], note: null }

test('every field, however deep, is once missing and once of a wrong type', () => {
  expect(mutationsOf(golden).map(({ path, how }) => `${path} ${how}`)).toEqual([
    'id missing',
    'id of the wrong type',
    'lines missing',
    'lines of the wrong type',
    'lines.0 of the wrong type',
    'lines.0.n missing',
    'lines.0.n of the wrong type',
    'lines.1 of the wrong type',
    'lines.1.n missing',
    'lines.1.n of the wrong type',
    'note missing',
    'note of the wrong type',
  ])
})

test('a mutation changes its field and nothing else', () => {
  const wrong = mutationsOf(golden).find(({ path }) => path === 'lines.1.n')
  expect(wrong?.message).toEqual({ id: 'a', lines: [{ n: 1 }, {}], note: null })
  expect(withField(golden, 'lines.0.n', 7)).toEqual({ id: 'a', lines: [{ n: 7 }, { n: 2 }], note: null })
  expect(golden.lines[0]).toEqual({ n: 1 })
})

test('a schema that does not look is found out', () => {
  const careless = v.object({
    id: v.unknown(),
    lines: v.array(v.object({ n: v.optional(v.number()) })),
    note: v.null(),
  })
  expect(unguardedFields(careless, golden)).toEqual([
    'id of the wrong type',
    'lines.0.n missing',
    'lines.1.n missing',
  ])
  expect(unrefusedValues(careless, golden, [['lines.0.n', -1]])).toEqual(['lines.0.n = -1'])
})

test('a field that the golden example lacks is a mistake in the test', () => {
  expect(() => withField(golden, 'lines.0.m', 1)).toThrow(RangeError)
})
