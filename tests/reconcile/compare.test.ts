import { createHash } from 'node:crypto'
import { chainHash, GENESIS } from '@brotkasten/domain/journal/chain'
import type { JournalEntry } from '@brotkasten/domain/journal/entry'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Evidence, reconcile } from './compare.ts'
import { faithfulCentre, sellSmallFile, type TrueEvidence } from './evidence.fixture.ts'
import { readJournal } from './journal-facts.ts'
import { readTseLog, type TseLog } from './tse-log.ts'

let truth: TrueEvidence
let tse: TseLog
beforeAll(async () => {
  truth = await sellSmallFile(24)
  tse = await readTseLog(truth.tar)
})

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** Gives entries new numbers and a chain that holds, as a forger with the disk in hand would. */
function rechain(entries: readonly JournalEntry[]): JournalEntry[] {
  let hash = GENESIS
  return entries.map((entry, index) => {
    const next = { ...entry, seq: index + 1 }
    hash = chainHash(hash, next, sha256)
    return { ...next, hash }
  })
}

const evidence = (entries: readonly JournalEntry[] = truth.entries): Evidence => {
  const journal = readJournal(entries)
  return { file: truth.file, journal, tse, centre: faithfulCentre(journal) }
}
const failed = (of: Evidence) => reconcile(of).checks.flatMap((check) => (check.ok ? [] : [check.name]))
const isSale = ({ kind }: JournalEntry) => kind === 'sale.completed'
const edit = (find: (entry: JournalEntry) => boolean, change: (body: string) => string) => {
  const at = truth.entries.findIndex(find)
  return truth.entries.map((entry, index) => (index === at ? { ...entry, body: change(entry.body) } : entry))
}

describe('a true and complete record', () => {
  test('reconciles to the cent', () => {
    const { ok, columns, checks } = reconcile(evidence())
    expect(checks.filter((check) => !check.ok)).toEqual([])
    expect(ok).toBe(true)
    expect(columns.map(({ receipts }) => receipts)).toEqual([24, 24, 24, 24, 24])
    expect(new Set(columns.map(({ gross }) => gross)).size).toBe(1)
  })
})

describe('what a journal cannot hide', () => {
  test('a dropped receipt', () => {
    const at = truth.entries.findIndex(isSale)
    const broken = truth.entries.toSpliced(at, 1)
    expect(failed(evidence(broken))).toContain('journal faults (gaps, chain, bodies)')
    expect(failed(evidence(rechain(broken)))).toEqual(
      expect.arrayContaining([
        'sales missing at the box',
        'TSE Finish ↔ receipt or abort',
        'buckets 1 to 5: box, TSE',
      ]),
    )
  })

  test('a doubled receipt', () => {
    const sale = truth.entries.find(isSale)
    if (!sale) throw new Error('no sale')
    expect(failed(evidence(rechain([...truth.entries, sale])))).toEqual(
      expect.arrayContaining([
        'sales booked twice',
        'receipt numbers with gaps or twice',
        'TSE Finish ↔ receipt or abort',
      ]),
    )
  })

  test('an altered sum, even with a chain made to fit', () => {
    const altered = edit(isSale, (body) =>
      body.replace(/"gross":(\d+)/g, (_, gross) => `"gross":${Number(gross) - 1}`),
    )
    expect(failed(evidence(altered))).toContain('journal faults (gaps, chain, bodies)')
    expect(failed(evidence(rechain(altered)))).toEqual(
      expect.arrayContaining([
        'revenue by rate: file, box',
        'sales altered at the box',
        'buckets 1 to 5: box, TSE',
      ]),
    )
  })

  test('an altered line with the same sum', () => {
    const altered = edit(isSale, (body) => body.replace('"place":"takeaway"', '"place":"dineIn"'))
    expect(failed(evidence(rechain(altered)))).toEqual(['sales altered at the box'])
  })

  test.each([
    ['processData', (body: string) => body.replace(/(?<="processData":"Beleg\^)\d/, '9')],
    ['signature', (body: string) => body.replace(/(?<="signature":")./, (c) => (c === 'A' ? 'B' : 'A'))],
    ['signatureCounter', (body: string) => body.replace(/(?<="signatureCounter":)/, '1')],
  ])('an altered %s', (_field, change) => {
    expect(failed(evidence(rechain(edit(isSale, change))))).toEqual(
      expect.arrayContaining([
        'receipts and aborts whose signature does not verify',
        'TSE Finish ↔ receipt or abort',
      ]),
    )
  })

  test('a receipt number changed', () => {
    const altered = edit(isSale, (body) => body.replace(/"number":\d+/, '"number":4711'))
    expect(failed(evidence(rechain(altered)))).toEqual(['receipt numbers with gaps or twice'])
  })

  test('an abort that is gone', () => {
    const kept = truth.entries.filter(({ kind }) => kind !== 'sale.aborted')
    expect(kept.length).toBe(truth.entries.length - 1)
    expect(failed(evidence(rechain(kept)))).toEqual(['TSE Finish ↔ receipt or abort'])
  })

  test('a body nobody can read', () => {
    const altered = rechain(edit(isSale, () => '{}'))
    expect(failed(evidence(altered))).toEqual(
      expect.arrayContaining(['journal faults (gaps, chain, bodies)', 'sales missing at the box']),
    )
  })
})
