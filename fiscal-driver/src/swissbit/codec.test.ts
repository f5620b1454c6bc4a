import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concat, fromHex, padTo, utf8 } from '../transport/bytes.ts'
import { COMMANDS, type CommandName, decodeForm, encodeForm, type RequestOf } from './commands.ts'
import {
  decodeCommand,
  encodeAnswer,
  encodeCommand,
  encodeState,
  FETCH,
  readMailbox,
  storeFile,
} from './mailbox.ts'
import { firstSecrets } from './secrets.ts'
import { readStatusBlock, writeStatusBlock } from './status-block.ts'
import { stretches } from './store.ts'

const CLIENT_HEX = '09 46494c30372d4b3032'
const client = 'FIL07-K02'
const SERIAL = fromHex('c48a01f49fd0f2cc404bc3cbbc80e91457a3d41bb429a695243de4c61794155c')

const block = <N extends CommandName>(name: N, values: RequestOf<N>): Uint8Array =>
  encodeCommand(
    COMMANDS[name].opcode,
    encodeForm<(typeof COMMANDS)[N]['request']>(COMMANDS[name].request, values),
  )

describe('a command equals the worked example', () => {
  const openStart = {
    event: 0,
    client,
    transactionNumber: 0,
    dataLength: 0,
    processType: utf8(''),
    additionalLength: 0,
  }
  const openFinish = {
    event: 2,
    client,
    transactionNumber: 4711,
    dataLength: 40,
    processType: utf8('Kassenbeleg-V1'),
    additionalLength: 0,
  }
  test.each([
    ['self-test', block('selfTest', { client }), `000c 4000 ${CLIENT_HEX}`],
    ['login', block('login', { user: 2, pin: '98765' }), '0009 2000 02 05 3938373635'],
    ['update time', block('updateTime', { time: 0x6b0357d0 }), '000a 8000 000000006b0357d0'],
    ['register', block('registerClient', { client }), `000c 4100 ${CLIENT_HEX}`],
    [
      'change PUK',
      block('changePuk', { old: '111111', next: '123456' }),
      '0010 2300 06 313131313131 06 313233343536',
    ],
    [
      'change PIN',
      block('changePin', { user: 1, old: '11111', next: '12345' }),
      '000f 2400 01 05 3131313131 05 3132333435',
    ],
    ['open at start', block('openTransaction', openStart), `002d 9000 00 ${CLIENT_HEX} ${'00'.repeat(32)}`],
    [
      'open at finish',
      block('openTransaction', openFinish),
      `003b 9000 02 ${CLIENT_HEX} 0000000000001267 0000000000000028 000000000000000e 4b617373656e62656c65672d5631 0000000000000000`,
    ],
    ['close', block('closeTransaction', {}), '0002 9500'],
    ['fetch', encodeCommand(FETCH, new Uint8Array(0)), '0002 8300'],
  ])('%s', (_, bytes, expected) => {
    expect(bytes).toEqual(padTo(fromHex(expected), 512))
  })
})

describe('the mailbox', () => {
  const window = (digits: string): Uint8Array => padTo(fromHex(digits), 512)

  test('shows the worked examples', () => {
    expect(readMailbox(window('0000002b f3'))).toEqual({ state: 'busy', counter: 43 })
    expect(readMailbox(window('0000002b fd'))).toEqual({ state: 'waiting', counter: 43 })
    expect(readMailbox(window('0000002b ff 000a 0000000000001234 0000'))).toEqual({
      state: 'present',
      counter: 43,
      data: fromHex('0000000000001234'),
      status: 0,
    })
    expect(readMailbox(window('0000002d ff 0002 1054'))).toMatchObject({ state: 'present', status: 0x1054 })
  })

  test('of the answer to a close carries number, serial, time, counter and signature', () => {
    const signature = new Uint8Array(96).fill(7)
    const data = concat([
      fromHex('0000000000001267'),
      SERIAL,
      fromHex('000000006b0357fa 00000000000024cf 0000000000000060'),
      signature,
    ])
    const answer = readMailbox(padTo(encodeAnswer(0x2c, data, 0), 512))
    if (answer.state !== 'present') throw new Error(answer.state)
    expect(decodeForm(COMMANDS.closeTransaction.reply, answer.data)).toEqual({
      fault: null,
      values: {
        transactionNumber: 4711,
        serial: SERIAL,
        logTime: 0x6b0357fa,
        signatureCounter: 9423,
        signature,
      },
    })
  })

  test('with an unknown state or a lying length is garbage', () => {
    expect(readMailbox(window('0000002b 00')).state).toBe('garbage')
    expect(readMailbox(window('0000002b ff 0001')).state).toBe('garbage')
    expect(readMailbox(window('0000002b ff ffff')).state).toBe('garbage')
    expect(readMailbox(fromHex('0000')).state).toBe('garbage')
  })

  test('gives back what the device puts there, and never throws', () => {
    fc.assert(
      fc.property(
        fc.nat(0xffff_ffff),
        fc.uint8Array({ maxLength: 503 }),
        fc.nat(0xffff),
        (counter, data, status) => {
          const shown = padTo(encodeAnswer(counter, data, status), 512)
          expect(readMailbox(shown)).toEqual({ state: 'present', counter, data, status })
          expect(readMailbox(padTo(encodeState(counter, 'busy'), 512))).toEqual({ state: 'busy', counter })
        },
      ),
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20 }), (noise) => {
        expect(() => readMailbox(noise)).not.toThrow()
        for (const { reply } of Object.values(COMMANDS)) expect(() => decodeForm(reply, noise)).not.toThrow()
      }),
    )
  })
})

test('a command comes back from its block, and a cut or lying one does not', () => {
  fc.assert(
    fc.property(fc.nat(255), fc.uint8Array({ maxLength: 508 }), (opcode, parameters) => {
      expect(decodeCommand(encodeCommand(opcode, parameters))).toEqual({ opcode, parameters })
    }),
  )
  expect(decodeCommand(fromHex('000c 4000 09'))).toBeNull()
  expect(decodeCommand(padTo(fromHex('ffff 4000'), 512))).toBeNull()
  expect(decodeCommand(padTo(fromHex('0002 4001'), 512))).toBeNull()
  expect(() => encodeCommand(1, new Uint8Array(509))).toThrow(RangeError)
})

test('names are read with 31 or 32 bytes each, whatever the device uses', () => {
  const list = (width: number): Uint8Array =>
    concat([Uint8Array.of(2), padTo(utf8('K1'), width), padTo(utf8('K2'), width)])
  for (const width of [31, 32]) {
    expect(decodeForm(COMMANDS.listClients.reply, list(width)).values.clients).toEqual(['K1', 'K2'])
  }
})

describe('the status block', () => {
  const status = {
    timeValid: true,
    selfTestPassed: false,
    life: 1,
    pinChanged: { puk: true, admin: false, timeAdmin: true },
    selfTestDueIn: 90_000,
    signatures: 7,
    maxSignatures: 20_000_000,
    clients: 2,
    maxClients: 100,
    certificateEnd: 1_900_000_000,
    archiveSize: 8_589_934_592,
    version: '1.2.3',
    publicKey: new Uint8Array(97).fill(4),
    timeUpdateDueIn: 1800,
    serial: SERIAL,
    description: 'BSI-K-TR-0412-2020',
  }

  test('has its fields where the public sources say', () => {
    const written = writeStatusBlock(status)
    expect(written.subarray(0, 7)).toEqual(utf8('GMISRLS'))
    expect([written[0x1c], written[0x1d], written[0x20]]).toEqual([1, 1, 5])
    expect(written.subarray(0x48, 0x50)).toEqual(fromHex('0000000200000000'))
    expect(written[0x6a]).toBe(97)
    expect(written.subarray(0x100, 0x120)).toEqual(SERIAL)
    expect(readStatusBlock(written)).toEqual(status)
  })

  test('without its mark, cut off, or with a key that is too long is none', () => {
    const written = writeStatusBlock(status)
    expect(readStatusBlock(written.subarray(0, 511))).toBeNull()
    expect(readStatusBlock(written.with(0, 0))).toBeNull()
    expect(readStatusBlock(written.with(0x6a, 200))).toBeNull()
  })
})

test('the first secrets follow from the serial as in the worked example', () => {
  expect(firstSecrets(SERIAL)).toEqual({ puk: '900410', adminPin: '85438', timeAdminPin: '69806' })
})

describe('the store', () => {
  const gib = 1024 ** 3

  test('continues in the next file after each GiB', () => {
    expect(stretches(gib - 512, 1024)).toEqual([
      { file: 'TSE_TAR.001', position: gib - 512, length: 512 },
      { file: 'TSE_TAR.002', position: 0, length: 512 },
    ])
    expect(storeFile(12)).toBe('TSE_TAR.012')
  })

  test('is covered without gap or overlap', () => {
    fc.assert(
      fc.property(fc.nat(8_000_000), fc.integer({ min: 1, max: 5_000_000 }), (from, length) => {
        const found = stretches(from * 512, length * 512)
        expect(found.reduce((sum, part) => sum + part.length, 0)).toBe(length * 512)
        expect(found.every(({ position, length: part }) => position + part <= gib)).toBe(true)
      }),
    )
  })
})
