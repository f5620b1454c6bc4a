import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { padTo } from '../transport/bytes.ts'
import {
  ANSWER_HEADER,
  BLOCK_ROOM,
  busyHeader,
  decodeRequest,
  encodeAnswer,
  encodeRequest,
  MAGIC,
  MODES,
  readWindow,
  timeoutHeader,
  WINDOW_SIZE,
} from './frame.ts'
import { COMPUTED, HOST_TOKEN, RECORDED } from './vectors.fixture.ts'

const window = (start: Uint8Array): Uint8Array => padTo(start, WINDOW_SIZE)
const NOTHING = new Uint8Array(0)

test('the magic is the text the card listens for, followed by 01', () => {
  expect(new TextDecoder().decode(MAGIC.subarray(0, 27))).toBe('AdVancED SeCuRe SD/MMC CArd')
  expect(MAGIC.length).toBe(28)
  expect(MAGIC[27]).toBe(1)
})

describe('a request block', () => {
  test('equals the recorded "disable suspend"', () => {
    const block = encodeRequest({
      token: HOST_TOKEN,
      mode: MODES.disableSuspend,
      command: Uint8Array.of(0, 0),
    })
    expect(block).toEqual(padTo(RECORDED.disableSuspend, 512))
  })

  test('is padded with zeros to whole sectors', () => {
    const request = (length: number) => ({
      token: HOST_TOKEN,
      mode: 0,
      command: new Uint8Array(length).fill(7),
    })
    expect(encodeRequest(request(1)).length).toBe(512)
    expect(encodeRequest(request(476)).length).toBe(512)
    expect(encodeRequest(request(477)).length).toBe(1024)
    expect(encodeRequest(request(8156)).length).toBe(8192)
    expect(() => encodeRequest(request(8157))).toThrow(RangeError)
  })

  test('is not complete before its last command byte', () => {
    const whole = COMPUTED.finish
    for (let length = 0; length < whole.length; length += 1) {
      expect(decodeRequest(whole.subarray(0, length))).toBeNull()
    }
    expect(decodeRequest(whole)?.command.length).toBe(0x58)
  })

  test('with a length beyond the window is no request', () => {
    const lying = window(RECORDED.start)
    lying.set([0x1f, 0xdd], 32)
    expect(decodeRequest(lying)).toBeNull()
  })

  test('comes back from its bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 4, maxLength: 4 }),
        fc.constantFrom(...Object.values(MODES)),
        fc.uint8Array({ maxLength: 700 }),
        (token, mode, command) => {
          expect(decodeRequest(encodeRequest({ token, mode, command }))).toEqual({ token, mode, command })
        },
      ),
    )
  })
})

describe('the window', () => {
  test('shows an untaken request as long as the host token stands', () => {
    expect(readWindow(window(RECORDED.start), HOST_TOKEN)).toEqual({ kind: 'untaken' })
  })

  test('shows the recorded busy marker over the request', () => {
    expect(readWindow(window(RECORDED.startBusy), HOST_TOKEN)).toEqual({ kind: 'busy' })
    expect(busyHeader()).toEqual(RECORDED.startBusy.subarray(0, ANSWER_HEADER))
  })

  test('shows the recorded answers', () => {
    const answer = readWindow(window(RECORDED.startDone), HOST_TOKEN)
    expect(answer).toEqual({ kind: 'answer', bytes: RECORDED.startDone.subarray(ANSWER_HEADER), needed: 512 })
    const suspend = readWindow(window(RECORDED.disableSuspendDone), HOST_TOKEN)
    expect(suspend).toEqual({ kind: 'answer', bytes: NOTHING, needed: 512 })
  })

  test('asks for more sectors where the answer is longer than what was read', () => {
    const long = window(encodeAnswer(new Uint8Array(BLOCK_ROOM).fill(9)))
    expect(readWindow(long.subarray(0, 512), HOST_TOKEN)).toEqual({
      kind: 'answer',
      bytes: null,
      needed: 8192,
    })
    expect(readWindow(long, HOST_TOKEN)).toMatchObject({ kind: 'answer', needed: 8192 })
    const exact = window(encodeAnswer(new Uint8Array(512 - ANSWER_HEADER)))
    expect(readWindow(exact.subarray(0, 512), HOST_TOKEN)).toMatchObject({ kind: 'answer', needed: 512 })
  })

  test('full of zeros is blank, not garbage', () => {
    expect(readWindow(new Uint8Array(512), HOST_TOKEN)).toEqual({ kind: 'blank' })
  })

  test('without the magic is garbage', () => {
    const broken = window(RECORDED.startDone)
    broken[3] = 0
    expect(readWindow(broken, HOST_TOKEN)).toEqual({ kind: 'garbage', why: 'magic missing' })
    expect(readWindow(RECORDED.startDone.subarray(0, 33), HOST_TOKEN)).toMatchObject({ kind: 'garbage' })
  })

  test('shows time-outs and faults of the card', () => {
    const marked = (mark: number[]) => {
      const block = window(RECORDED.startDone)
      block.set(mark, 32)
      return readWindow(block, HOST_TOKEN)
    }
    expect(marked([0xff, 0x45])).toEqual({ kind: 'deviceTimeout' })
    expect(readWindow(window(timeoutHeader()), HOST_TOKEN)).toEqual({ kind: 'deviceTimeout' })
    expect(marked([0xff, 0x01])).toEqual({ kind: 'sdError', code: 0xff01 })
    expect(marked([0x1f, 0xdf])).toMatchObject({ kind: 'garbage' })
    expect(marked([0x80, 0x00])).toMatchObject({ kind: 'garbage' })
  })

  test('never yields more than it holds, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.nat(0xffff), (noise, length) => {
        const block = window(encodeAnswer(NOTHING)).subarray(0, 512 + noise.length)
        block.set(noise, 100)
        block.set([length >> 8, length & 255], 32)
        const state = readWindow(block, HOST_TOKEN)
        if (state.kind === 'answer') {
          expect(state.needed).toBeLessThanOrEqual(WINDOW_SIZE)
          expect(state.bytes?.length ?? length).toBe(length)
        }
      }),
    )
  })

  test('gives back every answer a card can put there', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: BLOCK_ROOM, size: 'max' }), (bytes) => {
        expect(readWindow(window(encodeAnswer(bytes)), HOST_TOKEN)).toMatchObject({ kind: 'answer', bytes })
      }),
    )
  })
})
