import { describe, expect, test } from 'vitest'
import { padTo } from '../transport/bytes.ts'
import { SkippingClock } from '../transport/clock.ts'
import { type EmulatedFile, MemoryVolumes } from '../transport/memory-volumes.ts'
import { encodeParameters } from './answer.ts'
import { openWindow } from './card-link.ts'
import { COMMANDS, encodeCommand } from './commands.ts'
import { Exchange } from './exchange.ts'
import { encodeAnswer, WINDOW_FILE, WINDOW_SIZE } from './frame.ts'
import { call, callExport } from './talk.ts'
import { answerBlock, HOST_TOKEN, RECORDED } from './vectors.fixture.ts'

/** A window that plays what a card showed: per write, the blocks of the reads that follow; the last one stays. */
class Recording implements EmulatedFile {
  readonly size = WINDOW_SIZE
  readonly written: Uint8Array[] = []
  #window = new Uint8Array(WINDOW_SIZE)
  #scenes: (readonly Uint8Array[])[]
  #shown: readonly Uint8Array[] = []

  constructor(...scenes: readonly (readonly Uint8Array[])[]) {
    this.#scenes = [...scenes]
  }

  read(position: number, length: number): Uint8Array {
    const [next, ...rest] = this.#shown
    if (next !== undefined && position === 0) {
      this.#window.set(next)
      if (rest.length > 0) this.#shown = rest
    }
    return this.#window.subarray(position, position + length)
  }

  write(position: number, bytes: Uint8Array): void {
    this.#window.set(bytes, position)
    this.written.push(bytes)
    this.#shown = this.#scenes.shift() ?? []
  }
}

async function exchangeWith(file: Recording, timeout = 1000) {
  const clock = new SkippingClock()
  const volumes = new MemoryVolumes({ files: new Map([[WINDOW_FILE, file]]) })
  const window = await openWindow(volumes)
  if (!window.ok) throw new Error(window.error.detail)
  const pacing = { clock, timeout, pollEvery: 10, freshToken: () => HOST_TOKEN }
  return { exchange: new Exchange(window.value, pacing), clock, volumes }
}

const zeros = new Uint8Array(WINDOW_SIZE)
const commandBytes = encodeCommand(COMMANDS.start, {})

test('a recorded session is written and read byte for byte', async () => {
  const card = new Recording(
    [RECORDED.disableSuspendDone],
    [RECORDED.startBusy, RECORDED.startBusy, RECORDED.startDone],
    [RECORDED.loginDone],
    [RECORDED.updateTimeDone],
    [RECORDED.updateTimeDone],
  )
  const { exchange } = await exchangeWith(card)
  await exchange.round('disable suspend', Uint8Array.of(0, 0), 'disableSuspend')
  const started = await call(exchange, 'start', {})
  const login = await call(exchange, 'authenticate', {
    user: 'TimeAdmin',
    pin: new TextEncoder().encode('22222222'),
  })
  const time = await call(exchange, 'updateTime', { time: 0x5ec14360 })
  await call(exchange, 'logout', { user: 'TimeAdmin' })

  expect(started).toMatchObject({ ok: true, value: { firmware: '462076 Dec 18 2019 00:11:50' } })
  expect(login).toEqual({ ok: true, value: { result: 0, retries: 3 } })
  expect(time).toEqual({ ok: true, value: {} })
  const { disableSuspend, start, login: auth, updateTime, logout } = RECORDED
  expect(card.written).toEqual(
    [disableSuspend, start, auth, updateTime, logout].map((block) => padTo(block, 512)),
  )
})

describe('waiting for an answer', () => {
  test('goes on while the card has not looked, shows zeros or is busy', async () => {
    const { exchange, clock } = await exchangeWith(
      new Recording([RECORDED.start, zeros, RECORDED.startBusy, RECORDED.startDone]),
    )
    expect((await exchange.round('start', commandBytes)).ok).toBe(true)
    expect(clock.now()).toBe(30)
  })

  test('ends with a time-out that names the command and what was seen', async () => {
    const { exchange, clock } = await exchangeWith(new Recording([RECORDED.startBusy]), 500)
    expect(await exchange.round('start', commandBytes)).toEqual({
      ok: false,
      error: { kind: 'timeout', detail: 'start: busy for 500 ms' },
    })
    expect(clock.now()).toBe(500)
  })

  test('does not take the late answer to an earlier command for its own', async () => {
    const card = new Recording([RECORDED.startBusy], [RECORDED.loginDone])
    const { exchange } = await exchangeWith(card, 50)
    await exchange.round('start', commandBytes)
    const second = await exchange.round('login', commandBytes)
    expect(second).toMatchObject({ error: { kind: 'busy' } })
    expect(card.written).toHaveLength(1)
    expect(await exchange.round('login', commandBytes)).toMatchObject({ ok: true })
  })

  test('starts only when a card that was left busy has finished', async () => {
    const card = new Recording(
      [RECORDED.startBusy, RECORDED.startBusy, RECORDED.loginDone],
      [RECORDED.startDone],
    )
    card.write(0, zeros)
    const { exchange } = await exchangeWith(card)
    expect(await call(exchange, 'start', {})).toMatchObject({
      ok: true,
      value: { uniqueId: expect.anything() },
    })
  })

  test.each([
    ['the time-out of the card itself', answerBlock('ff45'), 'timeout'],
    ['an error of the SD layer', answerBlock('ff10'), 'garbage'],
    ['a length beyond the window', answerBlock('2000'), 'garbage'],
    ['a block without magic', padTo(Uint8Array.of(1, 2, 3), 512), 'garbage'],
    ['an error code', answerBlock('0002 8009'), 'notReady'],
    ['an empty answer', answerBlock('0000'), 'garbage'],
    ['a parameter that lies about its length', answerBlock('0007 0005 04ffff 41'), 'garbage'],
    ['an answer that is an export', RECORDED.exportFirst, 'garbage'],
  ])('ends at %s', async (_, block, kind) => {
    const { exchange } = await exchangeWith(new Recording([padTo(block, WINDOW_SIZE)]))
    expect(await call(exchange, 'start', {})).toMatchObject({ ok: false, error: { kind } })
  })

  test('fails when the stick is gone', async () => {
    const { exchange, volumes } = await exchangeWith(new Recording())
    volumes.unplug()
    expect(await exchange.round('start', commandBytes)).toMatchObject({ error: { kind: 'unreachable' } })
  })
})

describe('a fragmented answer', () => {
  const area = encodeParameters(byteArray(20_000))
  const fragments = [area.subarray(0, 8158), area.subarray(8158, 16_316), area.subarray(16_316)]

  test('is put together from raw fragments', async () => {
    const card = new Recording(...fragments.map((part) => [encodeAnswer(part)]))
    const { exchange } = await exchangeWith(card)
    const answer = await call(exchange, 'getCertificates', {})
    expect(answer.ok && answer.value.tar).toEqual(new Uint8Array(20_000).fill(7))
    expect(card.written.slice(1)).toEqual([RECORDED.next, RECORDED.next].map((block) => padTo(block, 512)))
  })

  test('that ends early is garbage, and the rest is cancelled', async () => {
    const card = new Recording(...fragments.slice(0, 2).map((part) => [encodeAnswer(part)]), [
      answerBlock('0000'),
    ])
    const { exchange } = await exchangeWith(card)
    expect(await call(exchange, 'getCertificates', {})).toMatchObject({
      error: { kind: 'garbage', detail: 'getCertificates: ended after 16314 of 20003 bytes' },
    })
    expect(card.written.at(-1)).toEqual(padTo(RECORDED.cancel, 512))
  })

  test('that turns into an error code is that error, and the rest is cancelled', async () => {
    const card = new Recording([encodeAnswer(area.subarray(0, 8158))], [answerBlock('0002 801c')])
    const { exchange } = await exchangeWith(card)
    expect(await call(exchange, 'getCertificates', {})).toMatchObject({
      error: { kind: 'refused', code: 0x801c },
    })
    expect(card.written.at(-1)).toEqual(padTo(RECORDED.cancel, 512))
  })

  test('of an export ends at the announced total, not at the surplus bytes behind it', async () => {
    const card = new Recording([answerBlock('0012 9000 0000000000000008 0102030405060708')])
    const { exchange } = await exchangeWith(card)
    const tar = await callExport(exchange, 'exportMore', {
      keySerial: new Uint8Array(32),
      previousCounter: 0,
      maxRecords: 1,
    })
    expect(tar.ok && tar.value).toEqual(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8))
  })

  test('of an export that announces absurd lengths is cancelled before anything is stored', async () => {
    const card = new Recording([answerBlock('000a 9000 001fffffffffffff')])
    const { exchange } = await exchangeWith(card)
    const request = { keySerial: new Uint8Array(32), previousCounter: 0, maxRecords: 1 }
    expect(await callExport(exchange, 'exportMore', request)).toMatchObject({ error: { kind: 'garbage' } })
    expect(card.written.at(-1)).toEqual(padTo(RECORDED.cancel, 512))
  })
})

/** The area of one byte array of the given length. */
function byteArray(length: number): Uint8Array {
  const area = new Uint8Array(3 + length).fill(7)
  area.set([2, length >> 8, length & 255])
  return area
}
