import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { goldenBodies, goldenHash } from '../../test/golden.ts'
import { idOf } from '../../test/ids.ts'
import { describeMessages } from '../../test/messages.ts'
import { mutationsOf } from '../../test/mutations.ts'
import { journalEntrySchema, readEntry } from './entry.ts'
import { CURRENT_VERSION, KINDS, type Kind } from './kinds.ts'

const kinds = Object.keys(KINDS) as Kind[]
const stored = (kind: string, body: unknown, version = 1) => ({ kind, version, body: JSON.stringify(body) })

describe('readEntry', () => {
  test.each(kinds)('reads %s in its newest version', (kind) => {
    const version = CURRENT_VERSION[kind]
    expect(readEntry(stored(kind, goldenBodies[kind], version))).toEqual({
      ok: true,
      value: { kind, version, body: goldenBodies[kind] },
    })
  })

  test.each(kinds)('names the bad field of %s', (kind) => {
    for (const { path, message } of mutationsOf(goldenBodies[kind])) {
      const read = readEntry(stored(kind, message))
      if (read.ok) throw new Error(`${path} is not read`)
      expect(read.error.kind).toBe('badBody')
      expect(read.error.detail.split(': ')[0]).toBe(path)
    }
  })

  test.each(['sale.forgotten', '', 'SALE.COMPLETED', 'toString', '__proto__', 'constructor'])(
    'knows no kind %j',
    (kind) => {
      expect(readEntry(stored(kind, {}))).toEqual({
        ok: false,
        error: { kind: 'unknownKind', detail: kind },
      })
    },
  )

  test.each([0, 2, -1, 1.5, Number.NaN])('knows no version %s of a kind', (version) => {
    expect(readEntry(stored('box.started', goldenBodies['box.started'], version))).toEqual({
      ok: false,
      error: { kind: 'unknownVersion', detail: `box.started ${version}` },
    })
  })

  test.each(['', '{', '{"boxId":"box-7"', 'box', "{'boxId':'box-7'}"])('takes %j for no JSON', (body) => {
    expect(readEntry({ kind: 'box.started', version: 1, body })).toEqual({
      ok: false,
      error: { kind: 'notJson', detail: 'box.started' },
    })
  })

  test.each(['null', '[]', '7', '"text"', '{}'])('takes %s for a bad body', (body) => {
    const read = readEntry({ kind: 'box.started', version: 1, body })
    expect(read.ok ? 'read' : read.error.kind).toBe('badBody')
  })

  test('answers with a failure and never throws, whatever is stored', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.oneof(fc.string(), fc.json()), (kind, body) => {
        expect(readEntry({ kind, version: 1, body }).ok).toBe(false)
      }),
    )
  })
})

describeMessages([
  {
    name: 'a journal entry',
    schema: journalEntrySchema,
    golden: {
      seq: 1,
      id: idOf(1),
      kind: 'box.started',
      version: 1,
      time: '2026-11-22T05:30:00.000Z',
      body: JSON.stringify(goldenBodies['box.started']),
      hash: goldenHash,
    },
    bad: [
      ['seq', 0],
      ['seq', 1.5],
      ['seq', 2 ** 53],
      ['id', '1'],
      ['kind', ''],
      ['kind', 'box\nstarted'],
      ['kind', 'x'.repeat(41)],
      ['version', 0],
      ['version', 1.5],
      ['time', '2026-11-22T05:30:00Z'],
      ['time', '2026-02-30T05:30:00.000Z'],
      ['body', 'x'.repeat(1_000_001)],
      ['hash', goldenHash.toUpperCase()],
    ],
  },
])
