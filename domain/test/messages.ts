import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { unguardedFields, unrefusedValues } from './mutations.ts'

/** A message, an example of it worked by hand, and a bad value for every field that has limits. */
export interface MessageCase {
  readonly name: string
  readonly schema: v.GenericSchema
  readonly golden: unknown
  /** Fields that may be missing or hold anything. */
  readonly open?: readonly string[]
  readonly bad?: readonly (readonly [path: string, value: unknown])[]
}

/** Every message reads back as it was sent and refuses what is wrong with it by the name of the field. */
export function describeMessages(cases: readonly MessageCase[]): void {
  describe.each(cases)('$name', ({ schema, golden, open = [], bad = [] }) => {
    test('reads back as it was sent', () => {
      expect(v.parse(schema, JSON.parse(JSON.stringify(golden)))).toEqual(golden)
    })

    test('names the field that is missing or of the wrong type', () => {
      expect(unguardedFields(schema, golden, open)).toEqual([])
    })

    test('names the field whose value is out of range', () => {
      expect(unrefusedValues(schema, golden, bad)).toEqual([])
    })
  })
}

/** Schemas that a module exports and no case is named after; a case may add words to the name. */
export const missingExamples = (module: object, cases: readonly MessageCase[]): string[] =>
  Object.entries(module)
    .filter(([name, value]) => isSchema(value) && !cases.some((each) => each.name.split(' ')[0] === name))
    .map(([name]) => name)

export const isSchema = (value: unknown): value is v.GenericSchema =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'schema'
