import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fuzzRuns, fuzzTimeout } from '../codec/fuzz.fixture.ts'
import { context, integer, octetString, oid, sequence, text, tlv } from '../codec/write-der.ts'
import { encodeMessage, encodeSigned } from './encode-log.ts'
import type { LogContent, LogHeader, LogMessage, TransactionContent } from './log-message.ts'
import { parseUtcTime } from './log-time.ts'
import { parseLog } from './parse-log.ts'
import { realFinish, realFinishSigned } from './real-logs.fixture.ts'

const read = (bytes: Uint8Array): LogMessage => {
  const message = parseLog(bytes)
  if (!message.ok)
    throw new Error(`${message.error.element}: ${message.error.kind} at ${message.error.offset}`)
  return message.value
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

describe('a real message of a fiskaly device', () => {
  const message = read(realFinish)

  test('decodes', () => {
    expect(message).toMatchObject({
      version: 2,
      signatureCounter: 16,
      logTime: new Date('2021-07-28T12:38:59Z'),
      logTimeFormat: 'unixTime',
      algorithmOid: '0.4.0.127.0.7.1.1.4.1.3',
      content: {
        kind: 'transaction',
        operation: 'Finish',
        clientId: '1063641',
        processType: 'Kassenbeleg-V1',
        externalData: null,
        transactionNumber: 1,
        internalData: null,
      },
    })
    expect(hex(message.serial)).toBe('e11e1a155b6166b2f1844e8f063ae44837869bfa5689dfb7bae8524444d54e52')
    expect(message.signature.length).toBe(64)
  })

  test('keeps processData as bytes', () => {
    const content = message.content as TransactionContent
    expect(Buffer.from(content.processData).toString()).toBe('Beleg^62.00_0.00_0.00_0.00_0.00^66.30:Bar')
  })

  test('signs the stored bytes without frame and signature', () => {
    expect(hex(message.signedBytes)).toBe(realFinishSigned)
    expect(message.signedBytes.buffer).toBe(realFinish.buffer) // a view, not a copy
  })

  test('is written again byte for byte from what was read', () => {
    expect(hex(encodeMessage(encodeSigned(message.content, message), message.signature))).toBe(
      hex(realFinish),
    )
  })
})

const header: LogHeader = {
  version: 2,
  serial: new Uint8Array(32).fill(7),
  algorithmOid: '0.4.0.127.0.7.1.1.4.1.4',
  signatureCounter: 44131,
  logTime: new Date('2026-11-23T05:00:07.250Z'),
  logTimeFormat: 'generalizedTimeWithMilliseconds',
}

const finish: TransactionContent = {
  kind: 'transaction',
  operation: 'Finish',
  clientId: 'ERS 1',
  processData: Buffer.from('Käse'),
  processType: 'Kassenbeleg-V1',
  externalData: null,
  transactionNumber: 300,
  internalData: null,
}

const signature = new Uint8Array(96).fill(9)

const stored = (
  content: LogContent,
  changed: Partial<LogHeader> = {},
  form?: 'primitive' | 'constructed',
): Uint8Array => encodeMessage(encodeSigned(content, { ...header, ...changed }, form), signature)

describe('forms devices use', () => {
  test('constructed processData of indefinite length reads the same and signs other bytes', () => {
    const primitive = read(stored(finish))
    const constructed = read(stored(finish, {}, 'constructed'))
    expect(constructed.content).toEqual({ ...finish, processData: Buffer.from('Käse') })
    expect(constructed.content).toEqual(primitive.content)
    expect(hex(constructed.signedBytes)).not.toBe(hex(primitive.signedBytes))
    expect(hex(constructed.signedBytes)).toContain('a28004054bc3a473650000')
  })

  test.each([
    ['absent', null],
    ['empty', ''],
    ['a blank', ' '],
  ])('a processType that is %s at Start is kept so', (_, processType) => {
    const start: TransactionContent = {
      ...finish,
      operation: 'Start',
      processData: new Uint8Array(0),
      processType,
    }
    expect(read(stored(start)).content).toMatchObject({ operation: 'Start', processType })
  })

  test('external and internal data are read', () => {
    const content = { ...finish, externalData: Uint8Array.of(1), internalData: Uint8Array.of(2, 3) }
    expect(read(stored(content)).content).toMatchObject({
      externalData: Buffer.of(1),
      internalData: Buffer.of(2, 3),
    })
  })

  test('system logs carry operation and data', () => {
    const content: LogContent = {
      kind: 'system',
      operation: 'updateTime',
      data: Uint8Array.of(0x81, 1, 5),
      origin: null,
      user: null,
    }
    expect(read(stored(content)).content).toEqual({ ...content, data: Buffer.from(content.data) })
  })

  test('audit logs carry their data behind the algorithm', () => {
    const message = read(stored({ kind: 'audit', data: Uint8Array.of(4, 5) }))
    expect(message).toMatchObject({
      signatureCounter: 44131,
      content: { kind: 'audit', data: Buffer.of(4, 5) },
    })
  })

  test.each([
    ['unixTime', '02046b03c857', '2026-11-23T05:00:07.000Z'],
    ['utcTime', '170b323631313233303530305a', '2026-11-23T05:00:00.000Z'],
    ['utcTimeWithSeconds', '170d3236313132333035303030375a', '2026-11-23T05:00:07.000Z'],
    ['generalizedTime', '180f32303236313132333035303030375a', '2026-11-23T05:00:07.000Z'],
    [
      'generalizedTimeWithMilliseconds',
      '181332303236313132333035303030372e3235305a',
      '2026-11-23T05:00:07.250Z',
    ],
  ] as const)('%s is written as %s and read as %s', (logTimeFormat, bytes, time) => {
    const message = read(stored(finish, { logTimeFormat }))
    expect(hex(message.signedBytes).endsWith(bytes)).toBe(true)
    expect(message).toMatchObject({ logTimeFormat, logTime: new Date(time) })
  })

  test.each([
    ['491231235959Z', '2049-12-31T23:59:59.000Z'],
    ['500101000000Z', '1950-01-01T00:00:00.000Z'],
  ])('a UTCTime %s is in the century of %s', (value, time) => {
    expect(parseUtcTime(value)?.at).toEqual(new Date(time))
  })

  test('processData of any length around the steps of the length octets is read back', () => {
    for (const size of [0, 127, 128, 255, 256, 65_535, 65_536]) {
      const processData = Buffer.alloc(size, 0x42)
      for (const form of ['primitive', 'constructed'] as const) {
        expect(read(stored({ ...finish, processData }, {}, form)).content).toMatchObject({ processData })
      }
    }
  })

  test('any content comes back as it was written', () => {
    const bytes = fc.uint8Array({ maxLength: 300 }).map((given) => Buffer.from(given))
    const content: fc.Arbitrary<LogContent> = fc.record({
      kind: fc.constant('transaction' as const),
      operation: fc.constantFrom('Start', 'Update', 'Finish'),
      clientId: fc.string({ minLength: 1, maxLength: 40 }),
      processData: bytes,
      processType: fc.option(fc.string({ unit: 'grapheme', maxLength: 40 }), { nil: null }),
      externalData: fc.option(bytes, { nil: null }),
      transactionNumber: fc.maxSafeNat(),
      internalData: fc.option(bytes, { nil: null }),
    })
    const property = fc.property(
      content,
      fc.maxSafeNat(),
      fc.constantFrom('primitive', 'constructed'),
      (given, signatureCounter, form) => {
        const message = read(stored(given, { signatureCounter }, form))
        expect(message.content).toEqual(given)
        expect(message.signatureCounter).toBe(signatureCounter)
        expect(Buffer.concat([message.signedBytes, octetString(signature)]).length).toBe(
          message.signedBytes.length + 98,
        )
      },
    )
    fc.assert(property, { numRuns: 300, seed: 4 })
  })
})

describe('version 3', () => {
  const tail = [
    octetString(header.serial),
    sequence(oid(header.algorithmOid)),
    integer(5),
    integer(1_800_000_000),
    octetString(signature),
  ]
  const prefix = '0.4.0.127.0.7.3.7.1'

  test('operation types begin with a small letter', () => {
    const message = read(stored(finish, { version: 3 }))
    expect(message).toMatchObject({ version: 3, content: { operation: 'Finish', transactionNumber: 300 } })
    expect(Buffer.from(message.signedBytes).includes('finishTransaction')).toBe(true)
  })

  test('system logs carry origin, user and data', () => {
    const content: LogContent = {
      kind: 'system',
      operation: 'updateTime',
      data: Uint8Array.of(1),
      origin: 'device',
      user: 'TimeAdmin',
    }
    expect(read(stored(content, { version: 3 })).content).toEqual({ ...content, data: Buffer.of(1) })
  })

  test('unknown elements are passed over', () => {
    const odd = [
      context(0, text('startTransaction')),
      context(1, text('K1')),
      context(5, Uint8Array.of(9)),
      context(9, text('?')),
    ]
    const bytes = sequence(integer(3), oid(`${prefix}.1`), ...odd, ...tail)
    expect(read(bytes).content).toMatchObject({ operation: 'Start', clientId: 'K1', transactionNumber: 9 })
    const strict = sequence(integer(2), oid(`${prefix}.1`), ...odd, ...tail)
    expect(parseLog(strict)).toMatchObject({ ok: false, error: { element: 'certifiedData', kind: 'badTag' } })
  })
})

describe('what is no message', () => {
  const parts = {
    version: integer(2),
    type: oid('0.4.0.127.0.7.3.7.1.1'),
    operation: context(0, text('FinishTransaction')),
    client: context(1, text('K1')),
    data: context(2, text('x')),
    kind: context(3, text('y')),
    number: context(5, Uint8Array.of(1)),
    serial: octetString(header.serial),
    algorithm: sequence(oid(header.algorithmOid)),
    counter: integer(1),
    time: integer(1_800_000_000),
    signature: octetString(signature),
  }
  const build = (changed: Partial<Record<keyof typeof parts, Uint8Array>>): Uint8Array =>
    sequence(...Object.values({ ...parts, ...changed }))
  const nothing = new Uint8Array(0)

  test('the message all others are made from is one', () => {
    expect(parseLog(build({}))).toMatchObject({ ok: true })
  })

  test.each<[string, Partial<Record<keyof typeof parts, Uint8Array>>, string]>([
    ['version 1', { version: integer(1) }, 'version'],
    ['version 4', { version: integer(4) }, 'version'],
    ['another type', { type: oid('0.4.0.127.0.7.3.7.1.4') }, 'certifiedDataType'],
    ['no type', { type: nothing }, 'certifiedDataType'],
    ['an unknown operation', { operation: context(0, text('CancelTransaction')) }, 'certifiedData'],
    ['an operation named like a method', { operation: context(0, text('constructor')) }, 'certifiedData'],
    ['no client', { client: nothing }, 'certifiedData'],
    ['no transaction number', { number: nothing }, 'certifiedData'],
    ['elements out of order', { kind: context(2, text('x')), data: context(3, text('y')) }, 'certifiedData'],
    ['an element twice', { kind: context(2, text('x')) }, 'certifiedData'],
    ['broken UTF-8', { client: context(1, Uint8Array.of(0xff)) }, 'certifiedData'],
    ['a constructed client', { client: tlv(0xa1, octetString(text('K1'))) }, 'certifiedData'],
    ['a short serial', { serial: octetString(new Uint8Array(31)) }, 'serialNumber'],
    ['no serial', { serial: nothing }, 'message'],
    ['an algorithm without identifier', { algorithm: sequence(integer(1)) }, 'signatureAlgorithm'],
    ['a negative counter', { counter: Uint8Array.of(2, 1, 0x80) }, 'signatureCounter'],
    ['a time of no kind', { time: octetString(text('now')) }, 'logTime'],
    ['a 31st of April', { time: tlv(0x18, text('20260431000000Z')) }, 'logTime'],
    ['a second 60', { time: tlv(0x17, text('261231235960Z')) }, 'logTime'],
    ['a time beyond the year 9999', { time: integer(253_402_300_800) }, 'logTime'],
    ['no signature', { signature: nothing }, 'message'],
    [
      'audit data in a transaction',
      { algorithm: Buffer.concat([parts.algorithm, octetString(text('a'))]) },
      'seAuditData',
    ],
    ['a surplus element', { signature: Buffer.concat([parts.signature, integer(1)]) }, 'message'],
  ])('%s is refused by name', (_, changed, element) => {
    expect(parseLog(build(changed))).toMatchObject({ ok: false, error: { element } })
  })

  test('bytes behind the message are refused', () => {
    expect(parseLog(Buffer.concat([build({}), Uint8Array.of(0)]))).toMatchObject({
      error: { element: 'message', kind: 'tooMany' },
    })
  })

  test('an audit log without its data is refused', () => {
    const bytes = build({
      type: oid('0.4.0.127.0.7.3.7.1.3'),
      operation: nothing,
      client: nothing,
      data: nothing,
      kind: nothing,
      number: nothing,
    })
    expect(parseLog(bytes)).toMatchObject({ error: { element: 'seAuditData' } })
  })

  test('every shortened message is refused', () => {
    const whole = build({})
    for (let length = 0; length < whole.length; length++)
      expect(parseLog(whole.subarray(0, length)).ok).toBe(false)
  })

  test('mutated messages are read or refused, nothing else', fuzzTimeout, () => {
    const mutation = fc.record({ at: fc.nat(realFinish.length - 1), byte: fc.nat(255) })
    const property = fc.property(fc.array(mutation, { minLength: 1, maxLength: 6 }), (mutations) => {
      const bytes = Uint8Array.from(realFinish)
      for (const { at, byte } of mutations) bytes[at] = byte
      const message = parseLog(bytes)
      if (message.ok) expect(message.value.signedBytes.length).toBeLessThan(bytes.length)
      else expect(message.error.element).not.toBe('')
    })
    fc.assert(property, { numRuns: fuzzRuns(2000), seed: 5 })
  })

  test('random bytes are no message', fuzzTimeout, () => {
    const property = fc.property(fc.uint8Array({ maxLength: 300, size: 'max' }), (bytes) => {
      expect(parseLog(bytes).ok).toBe(false)
    })
    fc.assert(property, { numRuns: fuzzRuns(1000), seed: 6 })
  })
})
