import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openTar } from '../emulation/element-archive.ts'
import { createIdentity } from '../secure-element/identity.ts'
import { TAR_END } from '../secure-element/ustar.ts'
import { concat, utf8 } from '../transport/bytes.ts'
import { joinPem, splitCertificates } from './certificates.ts'
import { isSimulated } from './simulated.ts'
import { storedTransaction } from './stored-transaction.ts'
import { startOfTar, TarCutter, tarEntries } from './tar.ts'

const NOW = new Date('2026-11-22T12:00:00Z')
const files = [
  { name: 'info.csv', content: utf8('"description:","x"') },
  { name: 'empty.log', content: new Uint8Array(0) },
  { name: 'a-block.log', content: new Uint8Array(512).fill(1) },
  { name: 'more.log', content: new Uint8Array(1300).fill(2) },
]
const tar = openTar(files, NOW)
const plain = (entries: readonly { name: string; content: Uint8Array }[]) =>
  entries.map(({ name, content }) => ({ name, content: Uint8Array.from(content) }))

test('an archive comes back as the files it was made of, with or without its end', () => {
  for (const whole of [tar, concat([tar, TAR_END])]) {
    const entries = tarEntries(whole)
    expect(entries.ok && plain(entries.value)).toEqual(files)
    expect(entries.ok && concat(entries.value.map(({ blocks }) => blocks))).toEqual(Uint8Array.from(tar))
  }
})

test('an archive that is cut off, or has a broken header, is refused', () => {
  expect(tarEntries(tar.subarray(0, tar.length - 512)).ok).toBe(false)
  expect(tarEntries(Uint8Array.from(tar).with(3, 0x58)).ok).toBe(false)
  expect(tarEntries(Uint8Array.from(tar).with(124, 0x39)).ok).toBe(false)
})

test('an archive is cut into the same entries for any chunks', () => {
  const stream = Uint8Array.from(concat([tar, TAR_END]))
  fc.assert(
    fc.property(fc.array(fc.nat(stream.length), { maxLength: 12 }), (cuts) => {
      const edges = [0, ...cuts.toSorted((a, b) => a - b), stream.length]
      const cutter = new TarCutter()
      const found = edges.slice(1).flatMap((end, at) => {
        const entries = cutter.feed(stream.subarray(edges[at], end))
        return entries.ok ? plain(entries.value) : expect.fail()
      })
      expect(found).toEqual(files)
    }),
  )
})

test('the cutter refuses what is no archive instead of collecting it', () => {
  expect(new TarCutter().feed(new Uint8Array(1024).fill(7)).ok).toBe(false)
})

test('the first header of a piece is found at a block', () => {
  const piece = concat([new Uint8Array(1024).fill(0x75), tar])
  expect(startOfTar(piece)).toBe(1024)
  expect(startOfTar(new Uint8Array(1024))).toBe(1024)
})

test('a transaction log that cannot be read is a failure, not an absence', () => {
  const name = 'Unixt_1_Sig-1_Log-Tra_No-7_Finish_Client-x.log'
  const broken = { name, content: utf8('?'), blocks: new Uint8Array(0) }
  expect(storedTransaction([broken], 7)).toMatchObject({ ok: false })
  expect(storedTransaction([], 7)).toEqual({ ok: true, value: null })
})

test('certificates come apart from PEM and from DER, and ours are known as simulated', () => {
  const { certificates } = createIdentity({ curve: 'P-256', notBefore: NOW })
  const bytes = certificates.map((der) => Uint8Array.from(der))
  expect(splitCertificates(utf8(joinPem(bytes)))).toEqual(bytes)
  expect(splitCertificates(concat(bytes))).toEqual(bytes)
  expect(splitCertificates(concat(bytes).subarray(0, -1))).toEqual(bytes.slice(0, -1))
  expect(splitCertificates(new Uint8Array(0))).toEqual([])
  expect(isSimulated(bytes[0])).toBe(true)
  expect(isSimulated(undefined)).toBe(true)
  expect(isSimulated(utf8('no certificate'))).toBe(true)
})
