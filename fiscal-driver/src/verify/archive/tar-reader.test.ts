import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { pack } from 'tar-stream'
import { describe, expect, test } from 'vitest'
import { fuzzRuns, fuzzTimeout } from '../../codec/fuzz.fixture.ts'
import { verifyArchive } from '../verify-archive.ts'
import { archiveOf, certificates, type Draft, info, sales, tarOf } from './archive.fixture.ts'

const logs = sales(1, 6)
const archive = archiveOf(logs)
const END = 1024

const kindsOf = async (
  bytes: Parameters<typeof verifyArchive>[0],
  limits = {},
): Promise<readonly string[]> => {
  const { findings, valid } = await verifyArchive(bytes, { filtered: false, limits })
  const kinds = findings.map(({ kind }) => kind).filter((kind) => kind !== 'rootNotPinned')
  expect(valid).toBe(findings.every(({ severity }) => severity !== 'error'))
  return kinds
}

describe('a damaged archive', () => {
  test('cut at any block is named truncated', async () => {
    for (let length = 512; length < archive.length; length += 512) {
      expect(await kindsOf(archive.subarray(0, length)), `cut at ${length}`).toContain('tarTruncated')
    }
  })

  test('cut anywhere is named truncated, and what came before is still judged', async () => {
    const property = fc.asyncProperty(fc.integer({ min: 1, max: archive.length - 1 }), async (length) => {
      const report = await verifyArchive(archive.subarray(0, length))
      expect(report.valid).toBe(false)
      expect(report.findings[0]?.kind).toBe('tarTruncated')
      expect(report.verified).toBe(report.messages)
    })
    await fc.assert(property, { numRuns: 40, seed: 3 })
  })

  test('without its closing blocks is truncated', async () => {
    expect(await kindsOf(archive.subarray(0, archive.length - END))).toEqual(['tarTruncated'])
  })

  test('needs exactly two closing blocks, no more', async () => {
    const full: Draft = { name: 'readme.txt', content: new Uint8Array(512).fill(0x41) }
    const bytes = tarOf([info, ...certificates(), ...logs, full])
    expect(await kindsOf(bytes)).toEqual(['entryUnknown'])
    expect(await kindsOf(bytes.subarray(0, bytes.length - 512))).toEqual(['entryUnknown', 'tarTruncated'])
  })

  test('of no bytes is empty', async () => {
    expect(await kindsOf(new Uint8Array(0))).toEqual(['archiveEmpty'])
    expect(await kindsOf([])).toEqual(['archiveEmpty'])
  })

  test.each([
    ['compressed', gzipSync(archive)],
    ['shifted', archive.subarray(1)],
    ['text', Buffer.from('no archive at all. '.repeat(100))],
  ])('%s is corrupt', async (_, bytes) => {
    expect((await kindsOf(bytes))[0]).toBe('tarCorrupt')
  })

  test('with a wrong checksum is corrupt from there on', async () => {
    const bytes = Buffer.from(archive)
    const name = bytes.indexOf('_Sig-3_')
    bytes[name - (name % 512) + 10] = 0x21 // inside the name, so that only the checksum tells
    const report = await verifyArchive(bytes)
    expect(report.findings[0]?.kind).toBe('tarCorrupt')
    expect(report.verified).toBe(2)
  })

  test('with entries behind its end mark says so', async () => {
    const bytes = Buffer.concat([tarOf([info, ...certificates(), ...logs.slice(0, 2)]), tarOf(logs.slice(2))])
    expect(await kindsOf(bytes)).toEqual(['blocksSkipped'])
  })

  test('whose source fails says so', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield archive.subarray(0, 2048)
      await Promise.resolve()
      throw new Error('cable pulled')
    }
    expect(await kindsOf(broken())).toEqual(['sourceFailed'])
  })
})

describe('limits', () => {
  test('a large entry is refused before it is read', async () => {
    const big: Draft = { name: 'Unixt_1_Sig-1_Log-Aud.log', content: new Uint8Array(2000) }
    const report = await verifyArchive(tarOf([info, big]), { limits: { entryBytes: 1999 } })
    expect(report.findings[0]).toMatchObject({ kind: 'entryTooLarge', entry: big.name })
    expect(report.firstWrong).toBe(big.name)
  })

  test('an entry of just the size allowed is read', async () => {
    const just: Draft = { name: 'readme.txt', content: new Uint8Array(2000) }
    expect(await kindsOf(tarOf([info, just]), { entryBytes: 2000 })).toEqual(['entryUnknown'])
  })

  test('too many entries are refused at the first one too many', async () => {
    const report = await verifyArchive(archive, { limits: { entries: 5 } })
    expect(report.findings[0]).toMatchObject({ kind: 'tooManyEntries', position: 5 })
  })

  test('an endless source is cut off', async () => {
    let given = 0
    function* endless(): Generator<Uint8Array> {
      yield archive.subarray(0, archive.length - END)
      for (;;) {
        given += 65_536
        yield new Uint8Array(65_536)
      }
    }
    expect(await kindsOf(endless(), { totalBytes: 1 << 20 })).toContain('archiveTooLarge')
    expect(given).toBeLessThan(2 << 20)
  })

  test('logs waiting for a certificate that never comes are bounded', async () => {
    const report = await verifyArchive(tarOf([info, ...logs]), { limits: { pendingBytes: 500 } })
    expect(report.findings[0]).toMatchObject({ kind: 'tooManyPending', entry: logs[2]?.name })
  })
})

describe('other entries', () => {
  test('what is no part of an archive is a warning', async () => {
    const report = await verifyArchive(
      tarOf([info, ...certificates(), { name: 'readme.txt', content: Buffer.from('hi') }, ...logs]),
    )
    expect(report.valid).toBe(true)
    expect(report.findings).toContainEqual(
      expect.objectContaining({ kind: 'entryUnknown', entry: 'readme.txt' }),
    )
  })

  test('an archive of another writer, with a folder and a link, is read', async () => {
    const packed = pack()
    packed.entry({ name: 'folder', type: 'directory' })
    packed.entry({ name: 'link', type: 'symlink', linkname: 'info.csv' })
    for (const { name, content } of [info, ...certificates(), ...logs]) packed.entry({ name }, content)
    packed.finalize()
    const chunks: Uint8Array[] = []
    for await (const chunk of packed) if (chunk instanceof Uint8Array) chunks.push(chunk)
    expect(await kindsOf(chunks)).toEqual(['entryNotFile', 'entryNotFile'])
  })
})

test('mutated archives never throw', fuzzTimeout, async () => {
  const mutation = fc.record({
    at: fc.integer({ min: 0, max: archive.length - 1 }),
    byte: fc.integer({ min: 0, max: 255 }),
  })
  const property = fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 8 }), async (mutations) => {
    const bytes = Uint8Array.from(archive)
    for (const { at, byte } of mutations) bytes[at] = byte
    const report = await verifyArchive(bytes)
    expect(report.verified).toBeLessThanOrEqual(6)
  })
  await fc.assert(property, { numRuns: fuzzRuns(150), seed: 4 })
})

test('random blocks never throw', fuzzTimeout, async () => {
  const property = fc.asyncProperty(
    fc.uint8Array({ minLength: 1, maxLength: 3000, size: 'max' }),
    async (bytes) => {
      expect((await verifyArchive(bytes)).valid).toBe(false)
    },
  )
  await fc.assert(property, { numRuns: fuzzRuns(100), seed: 5 })
})
