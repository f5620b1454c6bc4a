import { expect, test } from 'vitest'
import { goldenBodies, goldenHash } from '../../test/golden.ts'
import { idOf } from '../../test/ids.ts'
import { describeMessages, type MessageCase, missingExamples } from '../../test/messages.ts'
import { refusedField } from '../../test/mutations.ts'
import * as up from './up.ts'

const entry = {
  seq: 42,
  id: idOf(1),
  kind: 'box.started',
  version: 1,
  time: '2026-11-22T05:30:00.000Z',
  body: JSON.stringify(goldenBodies['box.started']),
  hash: goldenHash,
}
const batch = { epoch: idOf(9), entries: [entry] }

const cases: MessageCase[] = [
  {
    name: 'enrolRequest',
    schema: up.enrolRequest,
    golden: { code: 'K7QF-92MX', softwareVersion: '0.1.0' },
    bad: [
      ['code', 'x'.repeat(41)],
      ['softwareVersion', ''],
      ['softwareVersion', 'x'.repeat(21)],
    ],
  },
  {
    name: 'enrolAnswer',
    schema: up.enrolAnswer,
    golden: {
      boxId: idOf(5),
      branchId: 'b-7',
      branchName: 'Bahnhof',
      secret: 'not-a-secret',
      mqttUrl: 'mqtt://127.0.0.1:1883',
    },
    bad: [['boxId', 'box-7']],
  },
  {
    name: 'enrolAnswer without a broker',
    schema: up.enrolAnswer,
    golden: {
      boxId: idOf(5),
      branchId: 'b-7',
      branchName: 'Bahnhof',
      secret: 'not-a-secret',
      mqttUrl: null,
    },
  },
  {
    name: 'journalBatch',
    schema: up.journalBatch,
    golden: batch,
    bad: [
      ['epoch', '3'],
      ['entries', []],
      ['entries.0.seq', 0],
      ['entries.0.hash', ''],
    ],
  },
  {
    name: 'markAnswer',
    schema: up.markAnswer,
    golden: { mark: 0 },
    bad: [
      ['mark', -1],
      ['mark', 0.5],
      ['mark', 2 ** 53],
    ],
  },
  {
    name: 'presenceMessage',
    schema: up.presenceMessage,
    golden: { state: 'online', time: '2026-11-22T05:30:00.000Z' },
    bad: [['state', 'away']],
  },
  {
    name: 'presenceMessage of a last will',
    schema: up.presenceMessage,
    golden: { state: 'offline', time: null },
  },
  {
    name: 'figuresMessage',
    schema: up.figuresMessage,
    golden: {
      time: '2026-11-22T05:30:00.000Z',
      backlog: 3,
      tse: 'ok',
      softwareVersion: '0.1.0',
      catalogueVersion: 42,
    },
    bad: [['tse', 'broken']],
  },
]

describeMessages(cases)

test('every message has a golden example', () => {
  expect(missingExamples(up, cases)).toEqual([])
})

test('a batch holds at most 500 entries', () => {
  const entries = (count: number) => ({ ...batch, entries: Array.from({ length: count }, () => entry) })
  expect(up.MAX_BATCH).toBe(500)
  expect(refusedField(up.journalBatch, entries(500))).toBeNull()
  expect(refusedField(up.journalBatch, entries(501))).toBe('entries')
})
