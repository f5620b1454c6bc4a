import * as v from 'valibot'
import { expect, test } from 'vitest'
import { idSchema } from './ids.ts'

const accepts = (text: unknown) => v.safeParse(idSchema, text).success

test.each(['0199d3c4-1a2b-7c3d-8e4f-0123456789ab', '00000000-0000-7000-b000-000000000000'])(
  '%s is an id',
  (text) => {
    expect(accepts(text)).toBe(true)
  },
)

test.each([
  ['upper case', '0199D3C4-1A2B-7C3D-8E4F-0123456789AB'],
  ['version 4', '0199d3c4-1a2b-4c3d-8e4f-0123456789ab'],
  ['the variant of another standard', '0199d3c4-1a2b-7c3d-ce4f-0123456789ab'],
  ['no dashes', '0199d3c41a2b7c3d8e4f0123456789ab'],
  ['braces', '{0199d3c4-1a2b-7c3d-8e4f-0123456789ab}'],
  ['a line break behind it', '0199d3c4-1a2b-7c3d-8e4f-0123456789ab\n'],
  ['nothing', ''],
  ['a number', 7],
])('an id with %s is refused', (_, text) => {
  expect(accepts(text)).toBe(false)
})
