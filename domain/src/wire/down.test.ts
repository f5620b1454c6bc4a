import { expect, test } from 'vitest'
import { goldenEntities, goldenHash } from '../../test/golden.ts'
import { describeMessages, type MessageCase, missingExamples } from '../../test/messages.ts'
import * as down from './down.ts'

const deletion = { entity: 'article', id: 'a-brot', data: null }
const change = { entity: 'branch', id: 'b-7', data: goldenEntities.branch }
const openData = Object.keys(goldenEntities.branch)

const cases: MessageCase[] = [
  {
    name: 'changeSchema',
    schema: down.changeSchema,
    golden: change,
    open: openData.map((field) => `data.${field}`),
    bad: [
      ['entity', 'customer'],
      ['entity', 'constructor'],
      ['id', ''],
      ['id', 'x'.repeat(131)],
    ],
  },
  { name: 'changeSchema of a deletion', schema: down.changeSchema, golden: deletion },
  {
    name: 'changesSchema',
    schema: down.changesSchema,
    golden: [deletion, change],
    open: openData.map((field) => `1.data.${field}`),
    bad: [['0.entity', 'customer']],
  },
  {
    name: 'feedAnswer',
    schema: down.feedAnswer,
    golden: {
      epoch: 'epoch-3',
      version: 42,
      snapshot: true,
      changes: JSON.stringify([deletion]),
      hash: goldenHash,
    },
    bad: [
      ['epoch', ''],
      ['version', -1],
      ['version', 0.5],
      ['version', 2 ** 53],
      ['hash', goldenHash.slice(1)],
    ],
  },
]

describeMessages(cases)

test('every message has a golden example', () => {
  expect(missingExamples(down, cases)).toEqual([])
})
