import { spawn } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bringUp, empty, inService, must, NOW, powerUp, sale, sell } from './element.fixture.ts'
import { storedLogs } from './export-archive.ts'
import { fileStore } from './file-store.ts'
import { encodeFrame } from './frame.ts'
import { createIdentity } from './identity.ts'
import { loadIdentity } from './identity-file.ts'
import { readTransaction } from './read-back.ts'
import { replay } from './replay.ts'
import type { SecureElement } from './secure-element.ts'

let folder = ''
let log = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'element-'))
  log = join(folder, 'log.bin')
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

const counters = (element: SecureElement): readonly number[] =>
  [...storedLogs(element)].map(({ message }) => message.signatureCounter)

const consecutive = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => index + 1)

/** An element in service with two sales and an open transaction, closed again. */
const prepare = async (): Promise<SecureElement> => {
  const element = inService({}, must(fileStore(folder)))
  sell(element)
  sell(element)
  must(element.start(empty('B'), NOW))
  await element.store.close()
  return element
}

describe('a closed memory', () => {
  test('gives the same state again', async () => {
    const before = await prepare()
    const after = powerUp(must(fileStore(folder)))
    const { transactions: _, ...left } = before.state
    expect(after.state).toMatchObject(left)
    expect(counters(after)).toEqual(consecutive(before.state.signatureCounter))
    expect(must(readTransaction(after, 2))?.finish?.processType).toBe(sale.processType)
    await after.store.close()
  })

  test('is closed once, however often it is asked', async () => {
    const store = must(fileStore(folder))
    await Promise.all([store.close(), store.close()])
    await expect(store.close()).resolves.toBeUndefined()
    expect(await store.flush()).toMatchObject({ ok: false, error: { kind: 'io' } })
  })

  test('is not read through a descriptor that may be another file by now', async () => {
    const element = await prepare()
    expect(element.store.read(8)).toMatchObject({ ok: false, error: { kind: 'io' } })
    expect(element.start(empty(), NOW)).toMatchObject({ ok: false, error: { kind: 'unreachable' } })
  })
})

describe('a torn last write', () => {
  test('is dropped at every byte, and no counter comes twice or is left out', async () => {
    const { state } = await prepare()
    const whole = readFileSync(log)
    const last = must(fileStore(folder))
    let lastFrame = 0
    must(last.scan((_, offset) => (lastFrame = offset)))
    await last.close()
    for (let length = lastFrame; length <= whole.length; length++) {
      writeFileSync(log, whole.subarray(0, length))
      const element = bringUp(powerUp(must(fileStore(folder))))
      const kept = length === whole.length ? state.signatureCounter : state.signatureCounter - 1
      expect(element.state.signatureCounter, `cut at ${length}`).toBe(kept + 2)
      expect(counters(element), `cut at ${length}`).toEqual(consecutive(kept + 2))
      await element.store.close()
    }
  })

  test('cut anywhere in the file leaves a whole beginning', async () => {
    await prepare()
    const whole = readFileSync(log)
    for (let length = 0; length < whole.length; length += 7) {
      writeFileSync(log, whole.subarray(0, length))
      const store = must(fileStore(folder))
      const state = must(replay(store))
      expect(state.open.size).toBeLessThanOrEqual(1)
      expect(statSync(log).size).toBe(store.end())
      await store.close()
    }
  })

  test.each([
    ['zeros', new Uint8Array(4096)],
    ['garbage', Uint8Array.from({ length: 700 }, (_, index) => (index * 89) % 251)],
    ['a length without end', Uint8Array.of(0, 0, 2, 0, 1, 2, 3, 4, 1, 5, 6)],
    [
      'a length beyond any command',
      Buffer.concat([Buffer.of(0, 0x20, 0, 0, 1, 2, 3, 4, 1), new Uint8Array(900).fill(7)]),
    ],
    ['half a header', Uint8Array.of(0, 0, 0)],
    [
      'a frame with a wrong sum',
      encodeFrame({ kind: 1, payload: new Uint8Array(50) }).map((byte, at) => (at === 20 ? 1 : byte)),
    ],
  ])('that left %s is dropped', async (_, tail) => {
    const { state } = await prepare()
    appendFileSync(log, tail)
    const element = powerUp(must(fileStore(folder)))
    expect(element.state.signatureCounter).toBe(state.signatureCounter)
    await element.store.close()
  })
})

describe('damage that is no torn write', () => {
  test('before intact messages is refused and left alone', async () => {
    await prepare()
    const bytes = readFileSync(log)
    bytes[40] = (bytes[40] ?? 0) ^ 1
    writeFileSync(log, bytes)
    expect(fileStore(folder)).toMatchObject({ ok: false, error: { kind: 'corrupt' } })
    expect(readFileSync(log)).toEqual(bytes)
  })

  test('a foreign file is refused and left alone', () => {
    writeFileSync(log, 'this is somebody else’s file')
    expect(fileStore(folder)).toMatchObject({ ok: false, error: { kind: 'corrupt' } })
    expect(readFileSync(log, 'utf8')).toContain('somebody')
  })

  test('a message left out is noticed', async () => {
    await prepare()
    const store = must(fileStore(folder))
    const places: number[] = []
    must(store.scan((_, offset) => places.push(offset)))
    await store.close()
    const bytes = readFileSync(log)
    writeFileSync(log, Buffer.concat([bytes.subarray(0, places[3]), bytes.subarray(places[4])]))
    const short = must(fileStore(folder))
    expect(replay(short)).toMatchObject({
      ok: false,
      error: { detail: expect.stringContaining('counter breaks') },
    })
    await short.close()
  })

  test('a second writer is noticed before a counter is used again', async () => {
    await prepare()
    const first = bringUp(powerUp(must(fileStore(folder))))
    const second = bringUp(powerUp(must(fileStore(folder))))
    expect(first.start(empty(), NOW)).toMatchObject({ ok: false, error: { kind: 'refused' } })
    expect(second.start(empty(), NOW)).toMatchObject({ ok: true })
    await Promise.all([first.store.close(), second.store.close()])
  })

  test('a file cut behind our back is noticed, too', async () => {
    await prepare()
    const element = bringUp(powerUp(must(fileStore(folder))))
    truncateSync(log, statSync(log).size - 1)
    expect(element.start(empty(), NOW)).toMatchObject({ ok: false })
    await element.store.close()
  })

  test('a folder that is a file cannot be used', () => {
    const path = join(folder, 'occupied')
    writeFileSync(path, '')
    expect(fileStore(path)).toMatchObject({ ok: false, error: { kind: 'io' } })
  })
})

describe('more messages than one reading takes', () => {
  test('are all found again, large ones, too', async () => {
    const element = inService({}, must(fileStore(folder)))
    const processData = Buffer.alloc(65_536, 0x42)
    for (let number = 1; number <= 40; number++) {
      must(element.start(empty(), NOW))
      must(element.finish(number, { ...sale, processData }, NOW))
    }
    await element.store.close()
    expect(statSync(log).size).toBeGreaterThan(2 << 20)
    const again = powerUp(must(fileStore(folder)))
    expect(counters(again)).toEqual(consecutive(element.state.signatureCounter))
    expect(must(readTransaction(again, 40))?.finish?.processData).toBe(processData.toString())
    await again.store.close()
  })
})

describe('the identity', () => {
  const options = { curve: 'P-256', notBefore: NOW } as const

  test('is made once and kept', () => {
    const first = must(loadIdentity(folder, options))
    expect(must(loadIdentity(folder, options)).serialHex).toBe(first.serialHex)
    expect(statSync(join(folder, 'identity.json')).mode & 0o077).toBe(0)
  })

  test.each([
    '',
    'null',
    '{}',
    '{"curve":"P-256","privateKey":5}',
    '{"curve":"P-256","privateKey":"x","certificates":[]}',
  ])('damaged to %j is refused, not replaced', (text) => {
    writeFileSync(join(folder, 'identity.json'), text)
    expect(loadIdentity(folder, options)).toMatchObject({ ok: false, error: { kind: 'corrupt' } })
    expect(readFileSync(join(folder, 'identity.json'), 'utf8')).toBe(text)
  })

  test('on a curve nobody knows is refused', () => {
    must(loadIdentity(folder, options))
    const path = join(folder, 'identity.json')
    writeFileSync(path, readFileSync(path, 'utf8').replace('P-256', 'toString'))
    expect(loadIdentity(folder, options)).toMatchObject({ ok: false })
  })

  test('has authorities that outlive it', () => {
    const { certificates } = createIdentity({ ...options, years: 3 })
    const read = certificates.map((der) => new X509Certificate(Buffer.from(der)))
    expect(read.map(({ ca }) => ca)).toEqual([false, true, true])
    expect(read.map(({ validToDate }) => validToDate.getUTCFullYear())).toEqual([2029, 2031, 2034])
  })

  test('with the key of another device is refused', () => {
    must(loadIdentity(folder, options))
    const elsewhere = join(folder, 'other')
    mkdirSync(elsewhere)
    must(loadIdentity(elsewhere, options))
    const own = JSON.parse(readFileSync(join(folder, 'identity.json'), 'utf8'))
    const foreign = JSON.parse(readFileSync(join(elsewhere, 'identity.json'), 'utf8'))
    writeFileSync(join(folder, 'identity.json'), JSON.stringify({ ...own, privateKey: foreign.privateKey }))
    expect(loadIdentity(folder, options)).toMatchObject({ ok: false })
  })

  test('lost from beside its messages is not made anew', async () => {
    await prepare()
    expect(loadIdentity(folder, options)).toMatchObject({ ok: false, error: { kind: 'corrupt' } })
  })

  test('half written by a power cut is written again', () => {
    writeFileSync(join(folder, 'identity.json.new'), '{"curve":')
    expect(loadIdentity(folder, options)).toMatchObject({ ok: true })
  })

  test('of each device is its own', () => {
    expect(createIdentity(options).serialHex).not.toBe(createIdentity(options).serialHex)
  })
})

describe('a killed program', () => {
  const child = join(import.meta.dirname, 'selling-child.fixture.ts')

  test('loses nothing it answered and repeats no counter', { timeout: 60_000 }, async () => {
    let answered = 0
    for (let round = 1; round <= 5; round++) {
      const program = spawn(process.execPath, [child, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
      let said = ''
      program.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString()
        // Killed in the middle of its work, at another count each round.
        if (said.split('\n').length > 20 * round + round) program.kill('SIGKILL')
      })
      await once(program, 'close')
      const lines = said.split('\n').slice(0, -1).map(Number)
      expect(lines[0]).toBeGreaterThan(answered)
      answered = lines.at(-1) ?? 0
      const copy = join(folder, `round-${round}`)
      mkdirSync(copy)
      copyFileSync(log, join(copy, 'log.bin'))
      const store = must(fileStore(copy))
      const stored: number[] = []
      must(store.scan(() => stored.push(stored.length + 1)))
      expect(must(replay(store)).signatureCounter).toBe(stored.length)
      expect(stored.length).toBeGreaterThanOrEqual(answered)
      await store.close()
    }
  })
})
