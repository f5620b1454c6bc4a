import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concat, utf8 } from '../transport/bytes.ts'
import { readForm } from '../transport/struct.ts'
import { failureOf } from './errors.ts'
import { encodeFrame, type Frame, FrameReader } from './frame.ts'
import { FUNCTIONS, toJson } from './functions.ts'
import { JsonReader } from './json-fields.ts'
import { element, parseXml, textOf } from './xml.ts'

const GREETING = '<connect><data><client_id>1</client_id></data></connect>'
const ANSWER = '<open_device><device_id>local_TSE</device_id><code>OK</code></open_device>'

const framesOf = (...chunks: readonly Uint8Array[]): Frame[] => {
  const reader = new FrameReader()
  return chunks.flatMap((chunk) => reader.feed(chunk))
}

const elements = (...texts: readonly string[]): Frame[] => texts.map((text) => ({ kind: 'element', text }))

describe('the frame reader', () => {
  test('reads one frame', () => {
    expect(framesOf(encodeFrame(GREETING))).toEqual(elements(GREETING))
  })

  test('reads two frames in one chunk', () => {
    expect(framesOf(concat([encodeFrame(GREETING), encodeFrame(ANSWER)]))).toEqual(elements(GREETING, ANSWER))
  })

  test('reads a frame split at every position', () => {
    const whole = encodeFrame(ANSWER)
    for (let at = 0; at <= whole.length; at += 1) {
      expect(framesOf(whole.subarray(0, at), whole.subarray(at))).toEqual(elements(ANSWER))
    }
  })

  test('waits for the NUL', () => {
    expect(framesOf(utf8(ANSWER))).toEqual([])
  })

  test('tolerates the quotation marks that known drivers put around the NUL', () => {
    expect(framesOf(utf8(`${GREETING}"\0"${ANSWER}"\0"`))).toEqual(elements(GREETING, ANSWER))
  })

  test('reports garbage and goes on with the next frame', () => {
    expect(framesOf(utf8('noise\0'), encodeFrame(ANSWER))).toEqual([
      { kind: 'garbage', why: '5 characters that are no element' },
      ...elements(ANSWER),
    ])
  })

  test('throws away what grows beyond every bound, and recovers', () => {
    const flood = new Uint8Array(1024 * 1024).fill(0x61)
    const frames = framesOf(...Array.from({ length: 9 }, () => flood), Uint8Array.of(0), encodeFrame(ANSWER))
    expect(frames.map(({ kind }) => kind)).toEqual(['garbage', 'element'])
  })

  test('gives the same frames for any chunking', () => {
    const stream = concat([encodeFrame(GREETING), encodeFrame(element('a', 'ü€🥨')), encodeFrame(ANSWER)])
    const cuts = fc.array(fc.nat(stream.length), { maxLength: 12 })
    fc.assert(
      fc.property(cuts, (at) => {
        const edges = [0, ...at.toSorted((a, b) => a - b), stream.length]
        const chunks = edges.slice(1).map((end, index) => stream.subarray(edges[index], end))
        expect(framesOf(...chunks)).toEqual(elements(GREETING, element('a', 'ü€🥨'), ANSWER))
      }),
    )
  })
})

describe('XML', () => {
  test('escapes quotes of JSON as entities and reads them back', () => {
    const written = element('requestdata', '{"a":"<&>\'"}')
    expect(written).toBe('<requestdata>{&quot;a&quot;:&quot;&lt;&amp;&gt;&apos;&quot;}</requestdata>')
    expect(parseXml(written)).toMatchObject({ name: 'requestdata', text: '{"a":"<&>\'"}' })
  })

  test('finds the text of an element at any depth', () => {
    const root = parseXml('<device_data><data><type>x</type><code>OK</code></data></device_data>')
    expect(root && textOf(root, 'code')).toBe('OK')
    expect(root && textOf(root, 'nothing')).toBeNull()
  })

  test('skips a declaration and reads empty elements and numeric entities', () => {
    const root = parseXml('<?xml version="1.0"?><a><b/><c>&#228;&#x20ac;&unknown;</c></a>')
    expect(root && textOf(root, 'b')).toBe('')
    expect(root && textOf(root, 'c')).toBe('ä€&unknown;')
  })

  test.each([
    ['nothing', ''],
    ['no element', 'text'],
    ['an open element', '<a>'],
    ['a wrong end', '<a></b>'],
    ['a surplus end', '<a></a></a>'],
    ['two roots', '<a></a><b></b>'],
    ['an element that never ends its tag', '<a'],
    ['too deep a tree', `${'<a>'.repeat(20)}${'</a>'.repeat(20)}`],
    ['too long a tree', `<a>${'<b></b>'.repeat(500)}</a>`],
  ])('refuses %s', (_, source) => {
    expect(parseXml(source)).toBeNull()
  })

  test('never throws', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('<', '>', '/', 'a', '&', ';', '#', 'x', ' ', '?') }),
        (source) => {
          expect(() => parseXml(source)).not.toThrow()
        },
      ),
    )
  })

  test('gives back every text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        expect(parseXml(element('a', value))?.text ?? value).toBe(value)
      }),
    )
  })
})

describe('the fields of a function', () => {
  const reply = FUNCTIONS.FinishTransaction.reply

  test('go to JSON as the known drivers send them', () => {
    const input = {
      transactionNumber: 7,
      clientId: 'K1',
      processData: utf8('Beleg^'),
      processType: 'Kassenbeleg-V1',
      additionalData: '',
    }
    expect(JSON.stringify(toJson(FUNCTIONS.FinishTransaction.request, input))).toBe(
      '{"transactionNumber":7,"clientId":"K1","processData":"QmVsZWde","processType":"Kassenbeleg-V1","additionalData":""}',
    )
  })

  test('write times in 24 hours', () => {
    const input = {
      userId: 'TimeAdmin',
      newDateTime: new Date('2026-11-22T15:04:05.678Z'),
      useTimeSync: false,
    }
    expect(toJson(FUNCTIONS.UpdateTime.request, input).newDateTime).toBe('2026-11-22T15:04:05Z')
  })

  test.each([
    ['a missing field', { logTime: '2026-11-22T15:04:05Z', signature: '' }, 'signatureCounter is no number'],
    [
      'a time of another form',
      { logTime: '22.11.2026', signatureCounter: 1, signature: '' },
      'logTime is no time',
    ],
    [
      'a 13th month',
      { logTime: '2026-13-22T15:04:05Z', signatureCounter: 1, signature: '' },
      'logTime is no time',
    ],
    [
      'a negative number',
      { logTime: '2026-11-22T15:04:05Z', signatureCounter: -1, signature: '' },
      'signatureCounter is no number',
    ],
    [
      'broken base64',
      { logTime: '2026-11-22T15:04:05Z', signatureCounter: 1, signature: '*' },
      'signature is no base64',
    ],
    ['a list', [], 'no object'],
    ['nothing', null, 'no object'],
  ])('refuse %s', (_, json, why) => {
    const reader = new JsonReader(json)
    readForm<unknown, JsonReader, typeof reply>(reply, reader)
    expect(reader.fault).toBe(why)
  })

  test('come back from their JSON', () => {
    const values = fc.record({
      signatureCounter: fc.nat(),
      signature: fc.uint8Array(),
      logTime: fc
        .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
        .map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000)),
    })
    fc.assert(
      fc.property(values, (expected) => {
        const reader = new JsonReader(JSON.parse(JSON.stringify(toJson(reply, expected))))
        expect(readForm<unknown, JsonReader, typeof reply>(reply, reader)).toEqual(expected)
        expect(reader.fault).toBeNull()
      }),
    )
  })
})

test('an error name is known to the box by kind; an unknown one is a refusal', () => {
  expect(failureOf('TSE1_ERROR_CERTIFICATE_EXPIRED', 'StartTransaction')).toEqual({
    kind: 'expired',
    detail: 'StartTransaction: TSE1_ERROR_CERTIFICATE_EXPIRED',
    code: 'TSE1_ERROR_CERTIFICATE_EXPIRED',
  })
  expect(failureOf('SOMETHING_NEW', 'x').kind).toBe('refused')
})
