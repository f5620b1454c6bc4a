import { expect, test } from 'vitest'
import { describeMessages, missingExamples } from '../../test/messages.ts'
import * as failure from './failure.ts'

const details = { mark: 41, epoch: 'e', final: false, since: null }

const cases = [
  {
    name: 'failureSchema',
    schema: failure.failureSchema,
    golden: {
      error: {
        kind: 'gap',
        field: 'entries.0.seq',
        message: 'Es fehlen Einträge.',
        details,
      },
    },
    open: ['error.details', ...Object.keys(details).map((name) => `error.details.${name}`)],
    bad: [
      ['error.details', 41],
      ['error.details.mark', { value: 41 }],
      ['error.details.mark', [41]],
    ] as const,
  },
  {
    name: 'failureSchema of no field',
    schema: failure.failureSchema,
    golden: { error: { kind: 'offline', field: null, message: 'Die Zentrale ist nicht erreichbar.' } },
  },
]

describeMessages(cases)

test('every message has a golden example', () => {
  expect(missingExamples(failure, cases)).toEqual([])
})
