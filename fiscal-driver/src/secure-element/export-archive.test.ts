import { describe, expect, test } from 'vitest'
import { ArchiveFailure } from '../archive-failure.ts'
import { verifyArchive } from '../verify/verify-archive.ts'
import { empty, inService, later, must, NOW, outcome, sale, sell } from './element.fixture.ts'
import { exportArchive } from './export-archive.ts'
import type { SecureElement } from './secure-element.ts'
import { memoryStore } from './store.ts'
import { ustarHeader } from './ustar.ts'

const info = { description: 'A "quoted" device', manufacturer: 'Brotkasten', version: '1' }

const read = async (
  element: SecureElement,
  range: Parameters<typeof exportArchive>[1] = {},
): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of exportArchive(element, range, info, NOW)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

describe('an archive', () => {
  test('holds info, certificates and logs, and verifies', async () => {
    const element = inService()
    sell(element)
    const report = await verifyArchive(await read(element), { filtered: false })
    expect(report).toMatchObject({ valid: true, info, entries: 11, messages: 7, verified: 7 })
  })

  test('of a time holds both its ends', async () => {
    const element = inService()
    for (const second of [10, 20, 30, 40]) sell(element, later(second))
    const seen: number[] = []
    const range = { from: new Date('2026-11-23T05:00:20Z'), to: new Date('2026-11-23T05:00:30Z') }
    const onMessage = ({ signatureCounter }: { signatureCounter: number | null }) =>
      seen.push(signatureCounter ?? 0)
    await verifyArchive(await read(element, range), { onMessage })
    expect(seen).toEqual([8, 9, 10, 11])
  })

  test('of a client holds its transactions, and what the device did to itself', async () => {
    const element = inService()
    sell(element)
    must(element.start(empty('B'), NOW))
    const seen: number[] = []
    const onMessage = ({ signatureCounter }: { signatureCounter: number | null }) =>
      seen.push(signatureCounter ?? 0)
    await verifyArchive(await read(element, { clientId: 'B' }), { onMessage })
    expect(seen).toEqual([1, 2, 3, 4, 5, 8])
  })

  test('does not hold what is signed while it is read', async () => {
    const element = inService()
    const chunks = exportArchive(element, {}, info, NOW)
    const first = await chunks.next()
    sell(element)
    expect(first.done).toBe(false)
    const report = await verifyArchive(first.value ?? new Uint8Array(0))
    expect(report.messages).toBe(5)
  })

  test('is given in chunks, whatever its size', async () => {
    const element = inService()
    for (let index = 0; index < 100; index++) sell(element)
    const sizes: number[] = []
    for await (const chunk of exportArchive(element, {}, info, NOW)) sizes.push(chunk.length)
    expect(sizes.length).toBeGreaterThan(2)
    expect(Math.max(...sizes)).toBeLessThan(70_000)
  })

  test('read to its end frees the memory for erasing, a part of it does not', async () => {
    const element = inService()
    sell(element)
    await read(element, { clientId: 'A' })
    expect(outcome(element.deleteStoredData('Admin', NOW))).toBe('refused')
    for await (const _ of exportArchive(element, {}, info, NOW)) break
    expect(outcome(element.deleteStoredData('Admin', NOW))).toBe('refused')
    await read(element)
    expect(outcome(element.deleteStoredData('Admin', NOW))).toBe('ok')
  })

  test('after erasing begins with the erasing itself', async () => {
    const element = inService()
    sell(element)
    element.markExported(element.state.signatureCounter)
    must(element.deleteStoredData('Admin', NOW))
    must(element.start(empty(), NOW))
    must(element.finish(2, sale, NOW))
    const report = await verifyArchive(await read(element), { filtered: false })
    expect(report).toMatchObject({ valid: true, devices: [{ firstCounter: 8, lastCounter: 10 }] })
  })

  test('of a memory that cannot be read breaks off by name', async () => {
    const store = memoryStore()
    const element = inService({}, store)
    sell(element)
    store.read = () => ({ ok: false, error: { kind: 'io', detail: 'unplugged' } })
    await expect(read(element)).rejects.toThrow(ArchiveFailure)
  })
})

describe('headers', () => {
  test('are those of devices: ustar, read-only, owner 0', () => {
    const header = Buffer.from(ustarHeader('info.csv', 300, new Date('2020-08-13T00:00:00Z')))
    expect(header.toString('latin1', 0, 8)).toBe('info.csv')
    expect(header.toString('latin1', 100, 107)).toBe('0100444')
    expect(header.toString('latin1', 124, 135)).toBe('00000000454')
    expect(header.toString('latin1', 257, 265)).toBe('ustar\x0000')
  })

  test('do not cut a name', () => {
    expect(() => ustarHeader('x'.repeat(101), 0, NOW)).toThrow(RangeError)
  })
})
