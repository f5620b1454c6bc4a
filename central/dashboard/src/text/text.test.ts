import { expect, it } from 'vitest'
import { de } from './de.ts'
import { en } from './en.ts'

const keys = (value: object, path = ''): string[] =>
  Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'object' ? keys(inner, `${path}${key}.`) : [path + key],
  )

it('both languages say the same things', () => {
  expect(keys(en).toSorted()).toEqual(keys(de).toSorted())
})
