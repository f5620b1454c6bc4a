import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  archiveOf,
  audit,
  BEGIN,
  certificates,
  device,
  finish,
  info,
  log,
  sales,
  start,
  system,
  tarOf,
  update,
} from './archive/archive.fixture.ts'
import type { ArchiveReport } from './archive/archive-report.ts'
import type { FindingKind } from './archive/findings.ts'
import { other } from './archive/two-devices.fixture.ts'
import { verifyArchive } from './verify-archive.ts'

/** Kinds of findings, without the note that nobody pinned the root. */
const kinds = (report: ArchiveReport): FindingKind[] =>
  report.findings.map(({ kind }) => kind).filter((kind) => kind !== 'rootNotPinned')

const ordinary = [system(1, 'initialize'), system(2, 'updateTime'), audit(3), ...sales(4, 13, ['K 1', 'K 2'])]

describe('a complete archive', () => {
  test('is valid, and says what it holds', async () => {
    const report = await verifyArchive(archiveOf(ordinary), { filtered: false })
    expect(kinds(report)).toEqual([])
    expect(report).toMatchObject({
      valid: true,
      firstWrong: null,
      info: { description: 'Test', manufacturer: 'Brotkasten', version: '1' },
      entries: 17,
      messages: 13,
      verified: 13,
      devices: [
        {
          firstCounter: 1,
          lastCounter: 13,
          missing: [],
          transactions: 5,
          clients: ['K 2', 'K 1'],
          filtered: 'no',
        },
      ],
    })
  })

  test('is the same in any order of entries and in chunks of any size', async () => {
    const drafts = [info, ...certificates(), ...ordinary]
    const shuffled = fc.shuffledSubarray(drafts, { minLength: drafts.length })
    const property = fc.asyncProperty(shuffled, fc.integer({ min: 1, max: 5000 }), async (order, size) => {
      const bytes = tarOf(order)
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
        bytes.subarray(at * size, (at + 1) * size),
      )
      const report = await verifyArchive(chunks, { filtered: false })
      expect(kinds(report)).toEqual([])
      expect(report).toMatchObject({ verified: 13, devices: [{ lastCounter: 13, transactions: 5 }] })
    })
    await fc.assert(property, { numRuns: 15, seed: 1 })
  })

  test('gives a verdict on every message', async () => {
    const seen: string[] = []
    await verifyArchive(archiveOf(ordinary), {
      onMessage: ({ entry, valid }) => seen.push(`${valid} ${entry}`),
    })
    expect(seen).toEqual(ordinary.map(({ name }) => `true ${name}`))
  })
})

describe('single messages', () => {
  test('a changed byte is found and located, whichever it is', async () => {
    const [victim] = sales(1, 2)
    if (victim === undefined) throw new Error('no log')
    const offsets = fc.integer({ min: 0, max: victim.content.length - 1 })
    const property = fc.asyncProperty(offsets, fc.integer({ min: 1, max: 255 }), async (offset, mask) => {
      const content = Uint8Array.from(victim.content)
      content[offset] = (content[offset] ?? 0) ^ mask
      const changed = { name: victim.name, content }
      const report = await verifyArchive(archiveOf([changed, ...sales(1, 4).slice(1)]), { filtered: false })
      expect(report).toMatchObject({ valid: false, firstWrong: victim.name })
    })
    await fc.assert(property, { numRuns: 60, seed: 2 })
  })

  test('the first wrong entry is named, not the last', async () => {
    const bent = ordinary.map((draft, index) =>
      index === 5 || index === 9
        ? { ...draft, content: Uint8Array.from([...draft.content.slice(0, -1), 0]) }
        : draft,
    )
    expect((await verifyArchive(archiveOf(bent))).firstWrong).toBe(ordinary[5]?.name)
  })

  test('a DER signature counts, with a warning', async () => {
    const der = finish(2, 1, 'K 1', { dsaEncoding: 'der' })
    const report = await verifyArchive(archiveOf([start(1, 1), der]), { filtered: false })
    expect(report).toMatchObject({ valid: true, verified: 2 })
    expect(kinds(report)).toEqual(['logSignatureDer'])
  })

  test('a Schnorr signature is unsupported, not wrong', async () => {
    const schnorr = finish(2, 1, 'K 1', { algorithmOid: '0.4.0.127.0.7.1.1.4.4.2' })
    const report = await verifyArchive(archiveOf([start(1, 1), schnorr]), { filtered: false })
    expect(report).toMatchObject({ valid: true, messages: 2, verified: 1 })
    expect(kinds(report)).toEqual(['logAlgorithmUnsupported'])
  })

  test('an algorithm nobody knows is an error', async () => {
    const odd = finish(2, 1, 'K 1', { algorithmOid: '0.4.0.127.0.7.1.1.4.9.9' })
    const report = await verifyArchive(archiveOf([start(1, 1), odd]))
    expect(report).toMatchObject({ valid: false, firstWrong: odd.name })
    expect(kinds(report)).toEqual(['logAlgorithmUnknown'])
  })

  test.each([
    ['the time', 'Unixt_1_Sig-2_Log-Tra_No-1_Finish_Client-K 1.log'],
    ['the counter', finish(2, 1).name.replace('Sig-2', 'Sig-3')],
    ['the transaction', finish(2, 1).name.replace('No-1', 'No-2')],
    ['the operation', finish(2, 1).name.replace('Finish', 'Update')],
    ['the client', finish(2, 1).name.replace('K 1', 'K 2')],
    ['everything', 'some.log'],
  ])('a name that differs in %s is a warning; the content decides', async (_, name) => {
    const report = await verifyArchive(archiveOf([start(1, 1), finish(2, 1, 'K 1', { name })]), {
      filtered: false,
    })
    expect(report).toMatchObject({ valid: true, verified: 2 })
    expect(report.findings).toContainEqual(
      expect.objectContaining({ kind: 'logNameDiffers', severity: 'warning', entry: name }),
    )
  })

  test('a copy number in the name is no difference', async () => {
    const name = finish(2, 1).name.replace('.log', '_Fc-2.log')
    const report = await verifyArchive(archiveOf([start(1, 1), finish(2, 1, 'K 1', { name })]), {
      filtered: false,
    })
    expect(kinds(report)).toEqual([])
  })

  test.each([
    ['before', -30_000_000],
    ['after', 90_000_000],
  ])('a transaction %s the life of the certificate is an error', async (_, second) => {
    const report = await verifyArchive(
      archiveOf([start(1, 1, 'K 1', { second }), finish(2, 1, 'K 1', { second })]),
    )
    expect(kinds(report)).toEqual(['logOutsideCertificate', 'logOutsideCertificate'])
    expect(report.valid).toBe(false)
  })
})

test('the last second of the certificate still counts', async () => {
  const second = (device.certificateEnd.getTime() - BEGIN) / 1000
  const at = (offset: number) => [
    start(1, 1, 'K 1', { second: second + offset }),
    finish(2, 1, 'K 1', { second: second + offset }),
  ]
  expect(kinds(await verifyArchive(archiveOf(at(0))))).toEqual([])
  expect(kinds(await verifyArchive(archiveOf(at(1))))).toHaveLength(2)
})

describe('counters', () => {
  const ranges = [
    sales(2, 6),
    sales(10, 18, ['K 1'], 5),
    sales(23, 42, ['K 1'], 11),
    sales(46, 52, ['K 1'], 23),
  ]
  const filler = [system(6, 'selfTest'), system(18, 'selfTest'), system(52, 'selfTest')]
  const gappy = [...ranges.flat(), ...filler]
  const missing = [
    { first: 1, last: 1 },
    { first: 7, last: 9 },
    { first: 19, last: 22 },
    { first: 43, last: 45 },
  ]

  test('gaps come out as ranges and fail an export that claims to be whole', async () => {
    const report = await verifyArchive(archiveOf(gappy), { filtered: false })
    expect(report.devices[0]).toMatchObject({
      missing,
      missingCount: 11,
      firstCounter: 2,
      lastCounter: 52,
      filtered: 'no',
    })
    expect(report.valid).toBe(false)
  })

  test('in an export said to be filtered they are notes', async () => {
    const report = await verifyArchive(archiveOf(gappy), { filtered: true })
    expect(report).toMatchObject({ valid: true, devices: [{ missing, filtered: 'declared' }] })
    expect(new Set(report.findings.map(({ severity }) => severity))).toEqual(new Set(['note']))
  })

  test('by itself a single client with gaps looks filtered, and that is said', async () => {
    const report = await verifyArchive(archiveOf(gappy))
    expect(report).toMatchObject({ valid: true, devices: [{ missing, filtered: 'possibly' }] })
    expect(kinds(report)).toContain('possiblyFiltered')
  })

  test('by itself an archive of several clients with gaps is wrong, at the entry behind the gap', async () => {
    const logs = sales(1, 20, ['K 1', 'K 2'])
    const report = await verifyArchive(archiveOf(logs.toSpliced(4, 2)))
    expect(report).toMatchObject({
      valid: false,
      firstWrong: logs[6]?.name,
      devices: [{ missing: [{ first: 5, last: 6 }] }],
    })
  })

  test('a single missing counter is told like any other gap', async () => {
    const report = await verifyArchive(archiveOf([...sales(1, 4), ...sales(6, 9, ['K 1'], 3)]), {
      filtered: false,
    })
    expect(report.findings).toContainEqual(
      expect.objectContaining({
        kind: 'counterMissing',
        detail: 'signature counter 5 is missing',
        severity: 'error',
      }),
    )
  })

  test('a beginning that is missing does not look filtered by itself', async () => {
    const report = await verifyArchive(archiveOf(sales(5, 8, ['K 1'], 3)))
    expect(report).toMatchObject({ valid: true, devices: [{ filtered: 'no' }] })
    expect(kinds(report)).not.toContain('possiblyFiltered')
  })

  test('a counter used twice is an error in every mode', async () => {
    for (const filtered of [true, false, 'auto'] as const) {
      const report = await verifyArchive(archiveOf([...sales(1, 4), system(4, 'selfTest')]), { filtered })
      expect(report).toMatchObject({ valid: false, devices: [{ duplicates: 1 }] })
      expect(kinds(report)).toEqual(['counterDuplicate'])
    }
  })

  test('after deleteStoredData a later first counter is expected', async () => {
    const logs = [system(9, 'deleteStoredData'), ...sales(10, 13)]
    const report = await verifyArchive(archiveOf(logs), { filtered: false })
    expect(report).toMatchObject({ valid: true, devices: [{ missing: [{ first: 1, last: 8 }] }] })
  })

  test('a message that does not verify leaves its counter missing', async () => {
    const logs = sales(1, 6)
    const [, second] = logs
    if (second === undefined) throw new Error('no log')
    const forged = {
      ...second,
      content: Uint8Array.from([...second.content.slice(0, -1), (second.content.at(-1) ?? 0) ^ 1]),
    }
    const report = await verifyArchive(archiveOf(logs.with(1, forged)), { filtered: false })
    expect(report.devices[0]?.missing).toEqual([{ first: 2, last: 2 }])
    expect(report.firstWrong).toBe(second.name)
  })
})

describe('transactions', () => {
  test('a start without a finish is told, and is legitimate while it runs', async () => {
    const report = await verifyArchive(archiveOf([...sales(1, 4), start(5, 3)]), { filtered: false })
    expect(report).toMatchObject({ valid: true, devices: [{ openTransactions: [3] }] })
    expect(report.findings).toContainEqual(
      expect.objectContaining({ kind: 'transactionOpen', severity: 'warning', entry: start(5, 3).name }),
    )
  })

  test.each([
    ['a finish without a start', [...sales(1, 4), finish(5, 9)], 'finishWithoutStart', 5],
    ['a second finish', [...sales(1, 4), finish(5, 2)], 'finishWithoutStart', 5],
    ['an update after the finish', [...sales(1, 4), update(5, 2)], 'updateWithoutStart', 5],
    ['a number started twice', [...sales(1, 4), start(5, 2), finish(6, 2)], 'startTwice', 5],
    ['a skipped number', [...sales(1, 4), start(5, 4), finish(6, 4)], 'transactionMissing', 5],
    ['a finish by another client', [start(1, 1), finish(2, 1, 'K 2')], 'clientDiffers', 2],
  ])('%s is an error', async (_, logs, kind, counter) => {
    const report = await verifyArchive(archiveOf(logs), { filtered: false })
    expect(report.valid).toBe(false)
    expect(kinds(report)).toEqual([kind])
    expect(report.firstWrong).toContain(`_Sig-${counter}_`)
  })

  test('a finish whose start lies before a time-limited export is no error', async () => {
    const report = await verifyArchive(archiveOf([finish(8, 3), ...sales(9, 12, ['K 1', 'K 2'], 4)]))
    expect(report.valid).toBe(true)
    expect(kinds(report).sort()).toEqual(['counterMissing', 'finishWithoutStart', 'transactionMissing'])
  })

  test('a late start of an export excuses what began before it, not what is wrong inside it', async () => {
    const inside = sales(9, 12, ['K 1', 'K 2'], 4)
    const before = await verifyArchive(archiveOf([...inside, finish(13, 3)]))
    expect(before.valid).toBe(true)
    expect(kinds(before)).toContain('finishWithoutStart')
    const twice = await verifyArchive(archiveOf([...inside, finish(13, 4)]))
    expect(twice).toMatchObject({ valid: false, firstWrong: finish(13, 4).name })
  })

  test('updates between start and finish are in order', async () => {
    const report = await verifyArchive(archiveOf([start(1, 1), update(2, 1), update(3, 1), finish(4, 1)]), {
      filtered: false,
    })
    expect(kinds(report)).toEqual([])
  })
})

describe('time', () => {
  test('a log time that falls is an error at the later message', async () => {
    const late = start(3, 2, 'K 1', { second: 1 })
    const report = await verifyArchive(archiveOf([...sales(1, 2), late, finish(4, 2)]), { filtered: false })
    expect(report).toMatchObject({ valid: false, firstWrong: late.name })
    expect(kinds(report)).toEqual(['timeFalls'])
  })

  test.each([
    ['the update itself carries the new time', 0],
    ['the message after it does', 3],
  ])('a fall across updateTime is explained, where %s', async (_, second) => {
    const logs = [
      ...sales(1, 2),
      system(3, 'updateTime', { second }),
      start(4, 2, 'K 1', { second: 1 }),
      finish(5, 2),
    ]
    expect(kinds(await verifyArchive(archiveOf(logs), { filtered: false }))).toEqual([])
  })

  test('next to a gap it is only suspicious, since the update may be missing', async () => {
    const report = await verifyArchive(
      archiveOf([
        ...sales(1, 2),
        ...sales(9, 10, ['K 1'], 2).map((_, at) =>
          at === 0 ? start(9, 2, 'K 1', { second: 1 }) : finish(10, 2),
        ),
      ]),
    )
    expect(report.findings).toContainEqual(
      expect.objectContaining({ kind: 'timeFalls', severity: 'warning' }),
    )
    expect(report.valid).toBe(true)
  })

  test('a single missing message in between is gap enough', async () => {
    const logs = [...sales(1, 2), start(4, 2, 'K 1', { second: 1 }), finish(5, 2)]
    expect((await verifyArchive(archiveOf(logs))).valid).toBe(true)
  })

  test('equal times are fine', async () => {
    const logs = [start(1, 1, 'K 1', { second: 5 }), finish(2, 1, 'K 1', { second: 5 })]
    expect(kinds(await verifyArchive(archiveOf(logs), { filtered: false }))).toEqual([])
  })
})

test('two devices in one archive are counted apart', async () => {
  const drafts = [info, ...certificates(device), ...certificates(other), ...sales(1, 4)]
  drafts.push(log(1, { kind: 'audit', data: new Uint8Array(1) }, {}, other))
  const report = await verifyArchive(tarOf(drafts), { filtered: false })
  expect(kinds(report)).toEqual([])
  expect(report.devices.map(({ serial, messages }) => [serial, messages])).toEqual([
    [device.serialHex, 4],
    [other.serialHex, 1],
  ])
})
