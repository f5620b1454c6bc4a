import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bigEndian, concat, fromHex, text, utf8 } from '../transport/bytes.ts'
import { Base64Parameters } from './base64-parameters.ts'
import { COMMANDS, decodeParameters, encodeParameters } from './commands.ts'
import { ERRORS, failureOf } from './errors.ts'
import {
  encodeAnswer,
  encodeRequest,
  encodeUnsolicited,
  type Frame,
  FrameReader,
  readAnswer,
  readBuffered,
  readRequest,
} from './frame.ts'

const ID = '3f2504e0-4f89-11d3-9a0c-0305e82c3301'
const hexOf = (value: string): string => Buffer.from(value, 'latin1').toString('hex')

/** Frames as recorded on a real stick; the id is made up. */
const RECORDED = {
  quiet: fromHex(`1b90 ${hexOf('003')} 1b92 ${hexOf('0')} 1b99 ${hexOf(ID)} 1b9d 1b9f`),
  quietDone: fromHex(`1b91 ${hexOf('003')} 1b99 ${hexOf(ID)} 1b9f`),
  status: fromHex(`1b91 ${hexOf('001')} 1b92 ${hexOf('0000')} 1b92 ${hexOf('00')} 1b99 ${hexOf(ID)} 1b9f`),
}

/** Answer fields of slot info of a new stick, as recorded in August 2020. */
const SLOT_INFO = [
  '03',
  '00',
  '0',
  '0001000300010004',
  '006979321856',
  '006979321856',
  '20.07.2027 23:59:59',
  '0019999994',
  'ecdsa-plain-SHA384',
]

const read = (...chunks: readonly Uint8Array[]): Frame[] => {
  const reader = new FrameReader('answers')
  return chunks.flatMap((chunk) => reader.feed(chunk).map(readAnswer))
}

const STATUS: Frame = {
  kind: 'answer',
  answer: { command: 1, parameters: [utf8('0000'), utf8('00')], id: ID },
}
const QUIET: Frame = { kind: 'answer', answer: { command: 3, parameters: [], id: ID } }
const kinds = (frames: readonly Frame[]): string[] => frames.map(({ kind }) => kind)

describe('a frame', () => {
  test('equals the recorded request that switches status frames off', () => {
    const parameters = encodeParameters(COMMANDS.setUnsolicited.request, { on: 0 }).map(text)
    expect(encodeRequest({ command: 3, parameters, id: ID, buffer: null })).toEqual(RECORDED.quiet)
  })

  test('for a buffered answer names the buffer', () => {
    const frame = encodeRequest({ command: 300, parameters: ['1'], id: ID, buffer: 2 })
    expect(frame.subarray(-5)).toEqual(fromHex(`1b9e ${hexOf('2')} 1b9f`))
    expect(text(frame.subarray(2, 5))).toBe('300')
  })

  test('with an ESC inside a parameter is a bug of the caller', () => {
    expect(() => encodeRequest({ command: 1, parameters: ['\x1b\x9f'], id: ID, buffer: null })).toThrow(
      RangeError,
    )
  })

  test('is read as recorded', () => {
    expect(read(RECORDED.status)).toEqual([STATUS])
    expect(read(RECORDED.quietDone)).toEqual([QUIET])
  })

  test('and a second one in the same chunk are both read', () => {
    expect(read(concat([RECORDED.status, RECORDED.quietDone]))).toEqual([STATUS, QUIET])
  })

  test('split at every position is read', () => {
    for (let at = 0; at <= RECORDED.status.length; at += 1) {
      expect(read(RECORDED.status.subarray(0, at), RECORDED.status.subarray(at))).toEqual([STATUS])
    }
  })

  test('after garbage is read', () => {
    expect(kinds(read(utf8('noise'), RECORDED.status))).toEqual(['garbage', 'answer'])
    expect(kinds(read(Uint8Array.of(0x1b, 0x9f, 0x1b), RECORDED.status)).at(-1)).toBe('answer')
  })

  test('that breaks off is given up when the next one begins', () => {
    for (let cut = 2; cut < RECORDED.status.length - 1; cut += 1) {
      expect(kinds(read(RECORDED.status.subarray(0, cut), RECORDED.quietDone))).toEqual(['garbage', 'answer'])
    }
  })

  test('without an id, or with another command than three digits, is garbage', () => {
    expect(kinds(read(fromHex(`1b91 ${hexOf('001')} 1b92 ${hexOf('00')} 1b9f`)))).toEqual(['garbage'])
    expect(kinds(read(fromHex(`1b91 ${hexOf('1')} 1b99 ${hexOf(ID)} 1b9f`)))).toEqual(['garbage'])
    expect(kinds(read(fromHex(`1b91 ${hexOf('001')} 1b93 00 1b99 ${hexOf(ID)} 1b9f`)))).toEqual(['garbage'])
  })

  test('of unsolicited status is dropped, with an end of its own or without', () => {
    expect(read(encodeUnsolicited('0100'), RECORDED.status)).toEqual([STATUS])
    expect(read(fromHex('1b6b 30313030'), RECORDED.status)).toEqual([STATUS])
  })

  test('that never ends is thrown away before it fills the memory', () => {
    const flood = concat([fromHex('1b91'), new Uint8Array(1024 * 1024 + 1).fill(0x41)])
    expect(kinds(read(flood, RECORDED.status)).at(-1)).toBe('answer')
  })
})

describe('a fetched buffer', () => {
  const inner = encodeAnswer({ command: 502, parameters: [utf8('K1'), utf8('K2')], id: ID })
  const outer = (size: number, data: Uint8Array): Uint8Array =>
    encodeAnswer({
      command: 4,
      parameters: [utf8('2'), utf8('0'), utf8('01'), utf8(String(size)), data],
      id: ID,
    })

  test('carries a whole frame with markers of its own', () => {
    const [frame] = read(outer(inner.length, inner))
    if (frame?.kind !== 'answer') throw new Error('no answer')
    const { values, fault } = decodeParameters(COMMANDS.fetchBuffer.reply, frame.answer.parameters)
    expect(fault).toBeNull()
    expect(readBuffered(values.data)).toMatchObject({
      answer: { command: 502, parameters: [utf8('K1'), utf8('K2')] },
    })
  })

  test('is read for any chunking', () => {
    const stream = concat([outer(inner.length, inner), RECORDED.status])
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length), { maxLength: 10 }), (cuts) => {
        const edges = [0, ...cuts.toSorted((a, b) => a - b), stream.length]
        const chunks = edges.slice(1).map((end, at) => stream.subarray(edges[at], end))
        const frames = read(...chunks)
        expect(frames).toHaveLength(2)
        expect(frames[1]).toEqual(STATUS)
      }),
    )
  })

  test('whose length lies costs itself, not the frames behind it', () => {
    for (const size of [0, 1, inner.length - 1, inner.length + 1]) {
      const frames = read(outer(size, inner), RECORDED.status)
      expect(frames.at(-1)).toEqual(STATUS)
      expect(frames.some((frame) => frame.kind === 'answer' && frame.answer.command === 4)).toBe(false)
    }
  })

  test('whose length is beyond everything is forgotten with the silence it causes', () => {
    const reader = new FrameReader('answers')
    expect(reader.feed(outer(999_999, inner))).toEqual([])
    reader.reset()
    expect(reader.feed(RECORDED.status).map(readAnswer)).toEqual([STATUS])
  })

  test('without a frame in it is garbage', () => {
    expect(readBuffered(utf8('nothing')).kind).toBe('garbage')
    expect(readBuffered(new Uint8Array(0)).kind).toBe('garbage')
  })
})

test('no bytes make the reader throw, and it finds the next real frame', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 60 }),
      fc.array(fc.constantFrom(0x1b, 0x91, 0x92, 0x99, 0x9f, 0x30)),
      (noise, marks) => {
        const reader = new FrameReader('answers')
        reader.feed(concat([noise, Uint8Array.from(marks)]))
        reader.reset()
        expect(reader.feed(RECORDED.status).map(readAnswer)).toEqual([STATUS])
      },
    ),
  )
})

test('a request comes back from its bytes', () => {
  const ascii = fc.string({
    unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
    maxLength: 20,
  })
  const requests = fc.record({
    command: fc.nat(999),
    parameters: fc.array(ascii, { maxLength: 5 }),
    id: fc.uuid(),
    buffer: fc.option(fc.nat(9)),
  })
  fc.assert(
    fc.property(requests, (request) => {
      expect(new FrameReader('requests').feed(encodeRequest(request)).map(readRequest)).toEqual([request])
    }),
  )
})

describe('the fields of an answer', () => {
  test('are those of the slot info of a real new stick', () => {
    const { values, fault } = decodeParameters(COMMANDS.slotInfo.reply, SLOT_INFO.map(utf8))
    expect(fault).toBeNull()
    expect(values).toEqual({
      slotState: 3,
      tseState: 0,
      vendor: 0,
      cryptoInfo: '0001000300010004',
      capacity: 6_979_321_856,
      free: 6_979_321_856,
      certificateEnd: new Date('2027-07-20T23:59:59Z'),
      signaturesLeft: 19_999_994,
      algorithm: 'ecdsa-plain-SHA384',
      more: [],
    })
  })

  test('may leave the capacity empty, as old firmware does', () => {
    const old = SLOT_INFO.with(4, '').with(5, '')
    expect(decodeParameters(COMMANDS.slotInfo.reply, old.map(utf8))).toMatchObject({
      fault: null,
      values: { capacity: 0 },
    })
  })

  test.each([
    [6, '2027-07-20', 'certificateEnd is no time'],
    [6, '32.07.2027 23:59:59', 'certificateEnd is no time'],
    [7, 'many', 'signaturesLeft is no number'],
    [0, '3', 'slotState is no hexadecimal number of 2 digits'],
  ])('are refused where field %i says "%s"', (at, value, why) => {
    expect(decodeParameters(COMMANDS.slotInfo.reply, SLOT_INFO.with(at, value).map(utf8)).fault).toBe(why)
  })

  test('that are missing are named', () => {
    expect(decodeParameters(COMMANDS.slotInfo.reply, []).fault).toBe('slotState missing')
  })

  test('write times in UTC, day first', () => {
    const [time] = encodeParameters(COMMANDS.updateTime.request, {
      time: new Date('2026-01-02T03:04:05.999Z'),
    })
    expect(text(time ?? new Uint8Array(0))).toBe('02.01.2026 03:04:05')
  })
})

describe('a stream of base64 parameters', () => {
  const tar = concat(Array.from({ length: 300 }, (_, at) => bigEndian(at, 2)))
  const stream = encodeAnswer({
    command: 300,
    parameters: [utf8(Buffer.from(tar).toString('base64'))],
    id: ID,
  })

  test('decodes to the same bytes for any packets', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length), { maxLength: 20 }), (cuts) => {
        const edges = [0, ...cuts.toSorted((a, b) => a - b), stream.length]
        const decoder = new Base64Parameters()
        const parts = edges.slice(1).map((end, at) => decoder.feed(stream.subarray(edges[at], end)))
        expect(concat(parts.map((part) => part ?? expect.fail()))).toEqual(tar)
        expect(decoder.isComplete).toBe(true)
      }),
    )
  })

  test('is complete only with its end', () => {
    const decoder = new Base64Parameters()
    decoder.feed(stream.subarray(0, -1))
    expect(decoder.isComplete).toBe(false)
  })

  test('that is no base64 is refused', () => {
    expect(new Base64Parameters().feed(fromHex(`1b91 333030 1b92 ${hexOf('****')}`))).toBeNull()
  })
})

test('a status word is known to the box by kind', () => {
  expect(failureOf(0x0102, 'startEnd')).toEqual({
    kind: 'expired',
    detail: 'startEnd: certificate expired (0102)',
    code: 0x0102,
  })
  expect(failureOf(0x7777, 'x').kind).toBe('refused')
  expect(Object.values(ERRORS)).toHaveLength(new Set(Object.values(ERRORS).map(([code]) => code)).size)
})
