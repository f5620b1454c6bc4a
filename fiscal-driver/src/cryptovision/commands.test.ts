import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromHex, utf8 } from '../transport/bytes.ts'
import { encodeError, encodeExport, encodeParameters, readAnswer } from './answer.ts'
import {
  CANCEL_FRAGMENTS,
  COMMANDS,
  decodeArea,
  EXPORTS,
  encodeArea,
  encodeCommand,
  NEXT_FRAGMENT,
  STATUS,
  splitCommand,
  UNSET,
} from './commands.ts'
import { ERRORS, failureOf } from './errors.ts'
import { asLongs, asNumber, asText } from './fields.ts'
import { ANSWER_HEADER, encodeRequest, REQUEST_HEADER } from './frame.ts'
import { CARD_SERIAL, COMPUTED, HOST_TOKEN, RECORDED } from './vectors.fixture.ts'

const EMPTY = new Uint8Array(0)
const client = 'FIL07-K02'

/** The block a command makes, without its trailing padding beyond the expected bytes. */
const blockOf = (command: Uint8Array): Uint8Array =>
  encodeRequest({ token: HOST_TOKEN, mode: 0, command }).subarray(0, REQUEST_HEADER + command.length)

/** The parameter area of an answer block. */
const areaOf = (block: Uint8Array): Uint8Array => {
  const answer = readAnswer(block.subarray(ANSWER_HEADER))
  return answer.kind === 'parameters' ? answer.first : EMPTY
}

describe('a command equals the recorded bytes of a real card', () => {
  test.each([
    ['start', encodeCommand(COMMANDS.start, {}), RECORDED.start],
    [
      'login',
      encodeCommand(COMMANDS.authenticate, { user: 'TimeAdmin', pin: utf8('22222222') }),
      RECORDED.login,
    ],
    ['update time', encodeCommand(COMMANDS.updateTime, { time: 1_589_724_000 }), RECORDED.updateTime],
    ['logout', encodeCommand(COMMANDS.logout, { user: 'TimeAdmin' }), RECORDED.logout],
    ['export all', encodeCommand(EXPORTS.exportData, exportRequest(UNSET)), RECORDED.exportAll],
    ['next fragment', NEXT_FRAGMENT, RECORDED.next],
    ['cancel', CANCEL_FRAGMENTS, RECORDED.cancel],
  ])('%s', (_, command, block) => {
    expect(blockOf(command)).toEqual(block)
  })
})

describe('a command equals the bytes computed from the protocol text', () => {
  test.each([
    ['pin states', encodeCommand(COMMANDS.getPinStates, {}), COMPUTED.getPinStates],
    [
      'PUK of the second version',
      encodeCommand(COMMANDS.initializePuk, { user: 'Admin', puk: utf8('0123456789') }),
      COMPUTED.initializePuk,
    ],
    [
      'unblock',
      encodeCommand(COMMANDS.unblock, { user: 'Admin', puk: utf8('0123456789'), newPin: utf8('12345678') }),
      COMPUTED.unblock,
    ],
    [
      'PINs of the first version',
      encodeCommand(COMMANDS.initializePins, {
        adminPuk: utf8('0123456789'),
        adminPin: utf8('12345678'),
        timePuk: utf8('9876543210'),
        timePin: utf8('87654321'),
      }),
      COMPUTED.initializePins,
    ],
    [
      'map a client',
      encodeCommand(COMMANDS.mapClient, { client, keySerial: CARD_SERIAL }),
      COMPUTED.mapClient,
    ],
    ['unmap a client', encodeCommand(COMMANDS.mapClient, { client, keySerial: EMPTY }), COMPUTED.unmapClient],
    ['life cycle', encodeCommand(COMMANDS.getStatus, { id: STATUS.lifecycle }), COMPUTED.lifecycle],
    [
      'start a transaction',
      encodeCommand(COMMANDS.startTransaction, {
        client,
        processData: EMPTY,
        processType: '',
        additionalData: EMPTY,
      }),
      COMPUTED.startTransaction,
    ],
    [
      'finish',
      encodeCommand(COMMANDS.finishTransaction, {
        transactionNumber: 4711,
        client,
        processData: utf8('Beleg^5.00_7.45_0.00_0.00_0.00^12.45:Bar'),
        processType: 'Kassenbeleg-V1',
        additionalData: EMPTY,
      }),
      COMPUTED.finish,
    ],
    ['export one transaction', encodeCommand(EXPORTS.exportData, exportRequest(4711)), COMPUTED.exportOne],
    [
      'export more',
      encodeCommand(EXPORTS.exportMore, {
        keySerial: CARD_SERIAL,
        previousCounter: 9000,
        maxRecords: 10_000,
      }),
      COMPUTED.exportMore,
    ],
  ])('%s', (_, command, block) => {
    expect(blockOf(command)).toEqual(block)
  })
})

describe('an answer', () => {
  test('of a recorded start names firmware and unique id', () => {
    const { values, fault } = decodeArea(COMMANDS.start.reply, areaOf(RECORDED.startDone), true)
    expect(fault).toBeNull()
    expect(values.firmware).toBe('462076 Dec 18 2019 00:11:50')
    expect(values.uniqueId).toEqual(fromHex('0103d047f5001b8559efc7f5aaf54c67'))
  })

  test('of a recorded login carries result and tries left', () => {
    const read = (block: Uint8Array) => decodeArea(COMMANDS.authenticate.reply, areaOf(block), true).values
    expect(read(RECORDED.loginDone)).toEqual({ result: 0, retries: 3 })
    expect(read(RECORDED.loginWrongPin)).toEqual({ result: 1, retries: 2 })
  })

  test('of a finish carries counter, time, signature and serial', () => {
    const { values, fault } = decodeArea(COMMANDS.finishTransaction.reply, areaOf(COMPUTED.finishDone), true)
    expect(fault).toBeNull()
    expect(values).toEqual({
      signatureCounter: 9423,
      logTime: 0x6b0357fa,
      signature: COMPUTED.signature,
      serial: CARD_SERIAL,
    })
  })

  test('of a start also carries the transaction number', () => {
    const { values } = decodeArea(
      COMMANDS.startTransaction.reply,
      areaOf(COMPUTED.startTransactionDone),
      true,
    )
    expect(values).toMatchObject({ transactionNumber: 4711, signatureCounter: 9422, logTime: 0x6b0357d0 })
  })

  test('without content is done', () => {
    expect(readAnswer(RECORDED.updateTimeDone.subarray(ANSWER_HEADER))).toEqual({
      kind: 'parameters',
      total: 0,
      first: EMPTY,
    })
  })

  test('with 8xxx is an error and with 9000 an export', () => {
    expect(readAnswer(RECORDED.updateTimeNotLoggedIn.subarray(ANSWER_HEADER))).toEqual({
      kind: 'error',
      code: 0x8008,
    })
    expect(readAnswer(RECORDED.exportFirst.subarray(ANSWER_HEADER))).toEqual({
      kind: 'export',
      total: 19_968,
      first: utf8('info.csv'),
    })
  })

  test('of one byte, or beyond 9000, is garbage', () => {
    expect(readAnswer(Uint8Array.of(0)).kind).toBe('garbage')
    expect(readAnswer(Uint8Array.of(0x90, 0x01)).kind).toBe('garbage')
    expect(readAnswer(fromHex('9000 00000000')).kind).toBe('garbage')
    expect(readAnswer(fromHex('9000 ffffffffffffffff')).kind).toBe('garbage')
  })

  test('never yields more than announced', () => {
    expect(readAnswer(fromHex('0002 01020304'))).toEqual({
      kind: 'parameters',
      total: 2,
      first: Uint8Array.of(1, 2),
    })
  })

  test('comes back from its bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(readAnswer(encodeParameters(bytes))).toEqual({
          kind: 'parameters',
          total: bytes.length,
          first: bytes,
        })
        expect(readAnswer(encodeExport(bytes))).toEqual({ kind: 'export', total: bytes.length, first: bytes })
      }),
    )
  })
})

describe('a parameter', () => {
  const readNumber = (area: string) =>
    decodeArea({ value: COMMANDS.updateTime.request.time }, fromHex(area), true)

  test('that is a number may have any width', () => {
    expect(readNumber('020001 07').values.value).toBe(7)
    expect(readNumber('020005 00ffffffff').values.value).toBe(0xffff_ffff)
    expect(readNumber('020008 0000000000001267').values.value).toBe(4711)
    expect(readNumber('020000').fault).toContain('a number of 0 bytes')
    expect(readNumber('020008 ffffffffffffffff').fault).not.toBeNull()
  })

  test('that is a list of longs is read by the outer length', () => {
    const list = (inner: string) =>
      asLongs(
        decodeArea(COMMANDS.getStatus.reply, fromHex(`05 ${inner} 00001267 000012a1`), true).values.value,
      )
    expect(list('0008')).toEqual([4711, 4769])
    expect(list('0002')).toEqual([4711, 4769])
    expect(list('00ff')).toEqual([4711, 4769])
  })

  test('of unknown type can be read as number or text', () => {
    const value = (area: string) => decodeArea(COMMANDS.getConfig.reply, fromHex(area), true).values.value
    expect(asNumber(value('010001 03'))).toBe(3)
    expect(asNumber(value('020002 0102'))).toBe(0x102)
    expect(asNumber(value('040001 33'))).toBeNull()
    expect(asText(value('040004 30333734'))).toBe('0374')
  })

  test('with a lying length or another type is a fault', () => {
    const { request } = COMMANDS.logout
    expect(decodeArea(request, fromHex('04ffff 41'), true).fault).toContain('65535 bytes announced')
    expect(decodeArea(request, fromHex('020001 41'), true).fault).toContain('type 4 expected')
    expect(decodeArea(request, fromHex('040001 41 00'), true).fault).toContain('1 bytes too many')
    expect(decodeArea(request, fromHex('040001 41 00'), false).fault).toBeNull()
    expect(decodeArea(request, EMPTY, true).fault).not.toBeNull()
  })
})

test('a command that is cut anywhere is no command', () => {
  const whole = encodeCommand(COMMANDS.logout, { user: 'Admin' })
  for (let length = 0; length < whole.length; length += 1)
    expect(splitCommand(whole.subarray(0, length))).toBeNull()
  expect(splitCommand(whole)?.code).toBe(5)
})

test('every finish comes back from its bytes', () => {
  const printable = fc.string({ maxLength: 60 })
  const finish = fc.record({
    transactionNumber: fc.nat(),
    client: printable,
    processData: fc.uint8Array(),
    processType: printable,
    additionalData: fc.constant(EMPTY),
  })
  fc.assert(
    fc.property(finish, (values) => {
      const split = splitCommand(encodeCommand(COMMANDS.finishTransaction, values))
      expect(decodeArea(COMMANDS.finishTransaction.request, split?.area ?? EMPTY, true)).toEqual({
        values,
        fault: null,
      })
    }),
  )
})

test('no area makes the reader throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (noise) => {
      for (const { request, reply } of Object.values(COMMANDS)) {
        expect(() => [decodeArea(request, noise, true), decodeArea(reply, noise, false)]).not.toThrow()
      }
    }),
  )
})

test('an area of a reply comes back from its bytes', () => {
  const values = { signatureCounter: 1, logTime: 2, signature: COMPUTED.signature, serial: CARD_SERIAL }
  const { reply } = COMMANDS.finishTransaction
  expect(decodeArea(reply, encodeArea(reply, values), true)).toEqual({ values, fault: null })
})

describe('an error code', () => {
  test('is known to the box by kind and named with the code of the card', () => {
    expect(failureOf(0x8012, 'start')).toEqual({
      kind: 'unknownClient',
      detail: 'start: client unknown (8012)',
      code: 0x8012,
    })
    expect(failureOf(0x800d, 'start').kind).toBe('expired')
    expect(failureOf(0x8fff, 'start')).toMatchObject({ kind: 'refused', code: 0x8fff })
  })

  test('exists for all 31 published values', () => {
    const codes = Object.values(ERRORS).map(([code]) => code)
    expect(codes).toEqual(Array.from({ length: 31 }, (_, at) => 0x8000 + at))
    expect(encodeError(0x801e)).toEqual(Uint8Array.of(0x80, 0x1e))
  })
})

function exportRequest(transactionNumber: number) {
  return {
    client: '',
    transactionNumber,
    firstTransaction: 0,
    lastTransaction: UNSET,
    from: 0,
    to: UNSET,
    maxRecords: 0,
  }
}
