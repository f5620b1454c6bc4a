import { beforeAll, describe, expect, test } from 'vitest'
import { type CentreFacts, reconcile } from './compare.ts'
import { faithfulCentre, sellSmallFile, type TrueEvidence } from './evidence.fixture.ts'
import { type JournalFacts, readJournal } from './journal-facts.ts'
import { readTseLog, type TseLog } from './tse-log.ts'

let truth: TrueEvidence
let journal: JournalFacts
let tse: TseLog
beforeAll(async () => {
  truth = await sellSmallFile(12)
  journal = readJournal(truth.entries)
  tse = await readTseLog(truth.tar)
})

const failed = (over: Partial<{ tse: TseLog; centre: CentreFacts; file: TrueEvidence['file'] }>) =>
  reconcile({ file: truth.file, journal, tse, centre: faithfulCentre(journal), ...over }).checks.flatMap(
    (check) => (check.ok ? [] : [check.name]),
  )

describe('what the centre cannot hide', () => {
  test('a receipt it does not have', () => {
    const whole = faithfulCentre(journal)
    const centre = { ...whole, receipts: whole.receipts.slice(1) }
    expect(failed({ centre })).toEqual(['receipts missing at the centre'])
  })

  test('a receipt it counts twice', () => {
    const whole = faithfulCentre(journal)
    const centre = { ...whole, receipts: [...whole.receipts, ...whole.receipts.slice(0, 1)] }
    expect(failed({ centre })).toEqual(['receipts twice at the centre'])
  })

  test('a receipt of another sum, and one nobody sold', () => {
    const whole = faithfulCentre(journal)
    const [first, ...rest] = whole.receipts
    if (!first) throw new Error('no receipt')
    const strange = { id: '0199d3c4-0000-7000-8000-00000000ffff', gross: 1 }
    const centre = { ...whole, receipts: [{ ...first, gross: first.gross + 1 }, ...rest, strange] }
    expect(failed({ centre })).toEqual([
      'receipts only at the centre',
      'receipts of another sum at the centre',
    ])
  })

  test('figures a cent off, quarantine and duplicates', () => {
    const whole = faithfulCentre(journal)
    const figures = {
      ...whole.figures,
      gross: whole.figures.gross + 1,
      receipts: whole.figures.receipts + 1,
      taxes: [],
    }
    expect(failed({ centre: { ...whole, figures, quarantined: 1, duplicates: 1 } })).toHaveLength(5)
  })
})

describe('what the TSE cannot hide', () => {
  test('a flipped byte in its archive', async () => {
    const tar = Uint8Array.from(truth.tar)
    const at = Buffer.from(tar).indexOf('Beleg^')
    tar[at] = 'b'.charCodeAt(0)
    expect(failed({ tse: await readTseLog(tar) })).toContain(
      'TSE log faults (unreadable, unsigned, gaps, time)',
    )
  })

  test('a message that is gone', async () => {
    const [name] =
      Buffer.from(truth.tar)
        .toString('latin1')
        .match(/[^\0]+_Finish_[^\0]+\.log/) ?? []
    const at = Buffer.from(truth.tar).indexOf(name ?? '')
    const size = Number.parseInt(Buffer.from(truth.tar.subarray(at + 124, at + 135)).toString(), 8)
    const end = at + 512 + Math.ceil(size / 512) * 512
    const tar = Buffer.concat([truth.tar.subarray(0, at), truth.tar.subarray(end)])
    expect(failed({ tse: await readTseLog(tar) })).toEqual(
      expect.arrayContaining([
        'TSE log faults (unreadable, unsigned, gaps, time)',
        'TSE transactions left open',
        'TSE Finish ↔ receipt or abort',
      ]),
    )
  })

  test('a transaction the journal does not know', () => {
    const [first] = tse.finishes
    if (!first) throw new Error('no Finish')
    const finishes = [...tse.finishes, { ...first, transactionNumber: 4711 }]
    expect(failed({ tse: { ...tse, finishes } })).toContain('TSE Finish ↔ receipt or abort')
  })

  test('no archive at all', async () => {
    expect(failed({ tse: await readTseLog(new Uint8Array(1024)) })).not.toEqual([])
  })
})

test('a ticket of the file that vanished on the way is seen', () => {
  const { file } = truth
  expect(failed({ file: { ...file, sales: file.sales.slice(1) } })).toContain(
    'tickets read = sold + rejected + empty',
  )
})
