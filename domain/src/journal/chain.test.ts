import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ChainedFields, chainHash, GENESIS } from './chain.ts'

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')

const entry: ChainedFields = {
  seq: 7,
  id: '0199d3c4-0000-7000-8000-000000000001',
  kind: 'box.started',
  version: 1,
  time: '2026-11-22T05:30:00.000Z',
  body: '{"boxId":"kiel-7"}\nBrötchen',
}

const word = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\n'))
const entries = fc.record({
  seq: fc.integer({ min: 1 }),
  id: word,
  kind: word,
  version: fc.integer({ min: 1 }),
  time: word,
  body: fc.string({ unit: 'grapheme' }),
})
const hashes = fc.oneof(fc.constant(GENESIS), fc.string().map(sha256))

describe('chainHash', () => {
  test('gives the digest that sha256sum gives for the same bytes', () => {
    // printf '%s\n7\nbox.started\n1\n0199…0001\n2026-11-22T05:30:00.000Z\n{"boxId":"kiel-7"}\nBrötchen' <64 zeros> | sha256sum
    expect(chainHash(GENESIS, entry, sha256)).toBe(
      '4da8dffff2a942c82edea1ba7d3ecd63fcbd4c02e0826a939e05eb6c09cbc0cb',
    )
  })

  test('is SHA-256 over seven parts with a line feed between', () => {
    const bytes = Buffer.from(
      [
        '30'.repeat(64),
        '0a37',
        '0a626f782e73746172746564',
        '0a31',
        `0a${Buffer.from(entry.id).toString('hex')}`,
        `0a${Buffer.from(entry.time).toString('hex')}`,
        '0a7b22626f784964223a226b69656c2d37227d',
        '0a4272c3b6746368656e',
      ].join(''),
      'hex',
    )
    expect(chainHash(GENESIS, entry, sha256)).toBe(createHash('sha256').update(bytes).digest('hex'))
  })

  test('begins an epoch with 64 zeros', () => {
    expect(GENESIS).toMatch(/^0{64}$/)
  })

  test('changes with every field and with the entry before', () => {
    fc.assert(
      fc.property(entries, entries, hashes, hashes, (one, other, before, instead) => {
        const hash = chainHash(before, one, sha256)
        for (const field of Object.keys(one) as (keyof ChainedFields)[]) {
          const changed = chainHash(before, { ...one, [field]: other[field] }, sha256)
          expect(changed === hash).toBe(one[field] === other[field])
        }
        expect(chainHash(instead, one, sha256) === hash).toBe(instead === before)
      }),
    )
  })

  test('hashes two entries alike only where they are one', () => {
    const short = fc.constantFrom('', '1', '11')
    const numbers = fc.constantFrom(1, 11)
    const near = fc.record({
      seq: numbers,
      id: short,
      kind: short,
      version: numbers,
      time: short,
      body: short,
    })
    const text = (fields: ChainedFields) => chainHash(GENESIS, fields, (input) => input)
    fc.assert(
      fc.property(near, near, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other)
        expect(text(one) === text(other)).toBe(same)
      }),
    )
  })

  test('takes a text moved from one field to the next for another entry', () => {
    const moved = { ...entry, kind: `${entry.kind}1`, version: 1 }
    const kept = { ...entry, kind: entry.kind, version: 11 }
    expect(chainHash(GENESIS, moved, sha256)).not.toBe(chainHash(GENESIS, kept, sha256))
  })
})
