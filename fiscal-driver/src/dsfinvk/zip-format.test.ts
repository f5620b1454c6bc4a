import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import yauzl from 'yauzl'
import { packZip } from './pack-zip.ts'
import { tempFolder, unpacked } from './test-package.fixture.ts'
import { type ZipEntry, ZipFormat } from './zip-format.ts'

const madeAt = new Date('2026-11-22T18:30:42Z')
const files = { 'index.xml': '<DataSet />', 'überlang.csv': 'Straße;'.repeat(5000), 'leer.csv': '' }
const packed = Object.entries(files).map(([name, content]) => ({ name, content }))

test.each([
  ['an ordinary ZIP', undefined],
  ['a ZIP64, its fields used from the first byte on', 1],
])('%s reads back with its sizes, sums and time', async (_name, largest) => {
  await using folder = await tempFolder()
  const path = join(folder.path, 'a.zip')
  await packZip(packed, new ZipFormat(madeAt, largest), createWriteStream(path))
  expect(await unpacked(path)).toEqual(files)
  const zip = await yauzl.openPromise(path)
  for await (const entry of zip.eachEntry()) {
    expect(entry.getLastModDate({ timezone: 'UTC' })).toEqual(madeAt)
    expect(entry.uncompressedSize).toBe(Buffer.byteLength(files[entry.fileName as keyof typeof files]))
    const local = await zip.readLocalFileHeaderPromise(entry)
    expect([local.crc32, local.generalPurposeBitFlag]).toEqual([entry.crc32, 0x0800])
  }
})

test('beyond four gigabytes sizes and places stand in their ZIP64 fields', () => {
  const entry: ZipEntry = { name: 'lines.csv', crc32: 7, bytes: 9_000_000_000, packedBytes: 5_000_000_000 }
  const format = new ZipFormat(madeAt)
  const header = format.localHeader(entry)
  expect([header.readUInt32LE(18), header.readUInt32LE(22)]).toEqual([0xffff_ffff, 0xffff_ffff])
  expect(header.readBigUInt64LE(30 + 9 + 4)).toBe(9_000_000_000n)
  expect(header.readBigUInt64LE(30 + 9 + 12)).toBe(5_000_000_000n)
  const directory = format.directory([[entry, 6_000_000_000]], 11_000_000_000)
  expect(directory.readBigUInt64LE(46 + 9 + 20)).toBe(6_000_000_000n)
  expect(directory.readUInt32LE(directory.length - 6)).toBe(0xffff_ffff)
  expect(directory.readBigUInt64LE(directory.length - 22 - 20 - 8)).toBe(11_000_000_000n)
})
