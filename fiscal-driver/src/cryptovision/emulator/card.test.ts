import { describe, expect, test } from 'vitest'
import { concat, padTo, utf8 } from '../../transport/bytes.ts'
import { encodeError } from '../answer.ts'
import { COMMANDS, EXPORTS, encodeCommand, STATUS, UNSET } from '../commands.ts'
import { codeOf, type ErrorName } from '../errors.ts'
import { ANSWER_HEADER, encodeRequest, readWindow, WINDOW_FILE } from '../frame.ts'
import { HOST_TOKEN, RECORDED } from '../vectors.fixture.ts'
import { CLIENT, cardBench, must, readyBench, SECRETS } from './bench.fixture.ts'
import type { EmulatedCard } from './card.ts'

const fileOf = (card: EmulatedCard) => card.files.get(WINDOW_FILE) ?? expect.fail()

/** Writes a block and looks until the answer is there; everything the window showed. */
async function show(card: EmulatedCard, block: Uint8Array): Promise<Uint8Array[]> {
  const file = fileOf(card)
  file.write(0, padTo(block, 512))
  const shown: Uint8Array[] = []
  for (let polls = 0; polls < 10; polls += 1) {
    await new Promise((resolve) => setImmediate(resolve))
    shown.push(file.read(0, 8192).slice())
    const state = readWindow(shown.at(-1) ?? new Uint8Array(0), HOST_TOKEN).kind
    if (state !== 'busy' && state !== 'untaken') break
  }
  return shown
}

async function answer(card: EmulatedCard, command: Uint8Array): Promise<Uint8Array> {
  const shown = await show(card, encodeRequest({ token: HOST_TOKEN, mode: 0, command }))
  const state = readWindow(shown.at(-1) ?? new Uint8Array(0), HOST_TOKEN)
  return state.kind === 'answer' && state.bytes !== null ? state.bytes : expect.fail()
}

const refused = (name: ErrorName): Uint8Array => encodeError(codeOf(name))
const done = Uint8Array.of(0, 0)
const lifecycle = encodeCommand(COMMANDS.getStatus, { id: STATUS.lifecycle })

describe('the window is edited in place, as in the recorded traffic:', () => {
  test('suspend off leaves the mode behind its empty answer', async () => {
    const shown = await show(cardBench().card, RECORDED.disableSuspend)
    expect(shown.at(-1)?.subarray(0, 36)).toEqual(RECORDED.disableSuspendDone)
  })

  test('the busy marker leaves mode and command of the host standing', async () => {
    const [untaken, busy] = await show(cardBench().card, RECORDED.start)
    expect(untaken?.subarray(0, RECORDED.start.length)).toEqual(RECORDED.start)
    expect(busy?.subarray(0, RECORDED.startBusy.length)).toEqual(RECORDED.startBusy)
  })

  test('behind a short answer stands the tail of the command', async () => {
    const { card } = cardBench()
    await show(card, RECORDED.start)
    const shown = await show(card, RECORDED.login)
    const end = readWindow(shown.at(-1) ?? new Uint8Array(0), HOST_TOKEN)
    if (end.kind !== 'answer' || end.bytes === null) throw new Error(end.kind)
    const behind = ANSWER_HEADER + end.bytes.length
    expect(shown.at(-1)?.subarray(behind, RECORDED.login.length)).toEqual(RECORDED.login.subarray(behind))
  })

  test('a block without the magic is ordinary data and answers nothing', async () => {
    const { card } = cardBench()
    const shown = await show(card, utf8('just a file'))
    expect(shown[0]?.subarray(0, 11)).toEqual(utf8('just a file'))
  })
})

describe('commands', () => {
  test('come only after Start, and again after a power cut', async () => {
    const { card } = cardBench()
    expect(await answer(card, lifecycle)).toEqual(refused('startMissing'))
    await answer(card, encodeCommand(COMMANDS.start, {}))
    expect(await answer(card, lifecycle)).toEqual(concat([Uint8Array.of(0, 4, 2, 0, 1), Uint8Array.of(1)]))
    card.powerOff()
    expect(await answer(card, lifecycle)).toEqual(refused('startMissing'))
  })

  test('that are unknown or malformed are refused', async () => {
    const { card } = cardBench()
    await answer(card, encodeCommand(COMMANDS.start, {}))
    expect(await answer(card, utf8('nonsense'))).toEqual(refused('commandInvalid'))
    expect(await answer(card, encodeCommand({ code: 0x1a, request: {} }, {}))).toEqual(
      refused('commandInvalid'),
    )
    expect(await answer(card, encodeCommand({ code: 0x0c, request: {} }, {}))).toEqual(
      refused('commandInvalid'),
    )
  })

  test('a surplus request for a fragment is answered by nothing', async () => {
    const { card } = await readyBench()
    await answer(card, encodeCommand(COMMANDS.start, {}))
    await answer(card, lifecycle)
    expect(await answer(card, Uint8Array.of(0xc5))).toEqual(new Uint8Array(0))
    expect(await answer(card, Uint8Array.of(0xc4))).toEqual(done)
  })

  test('after the cancellation of an export no fragment comes', async () => {
    const { card } = await readyBench()
    const everything = {
      client: '',
      transactionNumber: null,
      firstTransaction: 0,
      lastTransaction: UNSET,
      from: 0,
      to: UNSET,
      maxRecords: 0,
    }
    const first = await answer(card, encodeCommand(EXPORTS.exportData, everything))
    expect(first).toHaveLength(8158)
    await answer(card, Uint8Array.of(0xc4))
    expect(await answer(card, Uint8Array.of(0xc5))).toEqual(new Uint8Array(0))
  })

  test('more than one selector of an export is refused', async () => {
    const { card } = await readyBench()
    const mixed = {
      client: '',
      transactionNumber: 1,
      firstTransaction: 1,
      lastTransaction: 2,
      from: 0,
      to: UNSET,
      maxRecords: 0,
    }
    expect(await answer(card, encodeCommand(EXPORTS.exportData, mixed))).toEqual(refused('parameterMismatch'))
  })
})

describe('users', () => {
  const login = (user: string, pin: string) => encodeCommand(COMMANDS.authenticate, { user, pin: utf8(pin) })
  const setTime = encodeCommand(COMMANDS.updateTime, { time: 1_795_348_800 })

  test('TimeAdmin is logged out after two seconds, Admin after ten minutes', async () => {
    const { card, clock } = await readyBench()
    await answer(card, login('TimeAdmin', SECRETS.timeAdminPin))
    clock.advance(1900)
    expect(await answer(card, setTime)).toEqual(done)
    clock.advance(100)
    expect(await answer(card, setTime)).toEqual(refused('notAuthenticated'))
    await answer(card, login('Admin', SECRETS.adminPin))
    clock.advance(599_000)
    expect(await answer(card, setTime)).toEqual(done)
    clock.advance(1000)
    expect(await answer(card, setTime)).toEqual(refused('notAuthenticated'))
  })

  test('are blocked after three misses, and come back by PUK with another PIN', async () => {
    const { card } = await readyBench()
    const results: (number | undefined)[] = []
    for (let miss = 0; miss < 4; miss += 1) results.push((await answer(card, login('Admin', '00000000')))[5])
    expect(results).toEqual([1, 1, 2, 2])
    const unblock = (pin: string) =>
      encodeCommand(COMMANDS.unblock, { user: 'Admin', puk: utf8(SECRETS.adminPuk), newPin: utf8(pin) })
    expect((await answer(card, unblock(SECRETS.adminPin)))[5]).toBe(4)
    expect((await answer(card, unblock('55555555')))[5]).toBe(0)
    expect((await answer(card, login('Admin', '55555555')))[5]).toBe(0)
  })
})

test('stored data are erased only after they have left the card', async () => {
  const { card, tse } = await readyBench()
  const erase = encodeCommand(COMMANDS.erase, {})
  await answer(card, encodeCommand(COMMANDS.authenticate, { user: 'Admin', pin: utf8(SECRETS.adminPin) }))
  expect(await answer(card, erase)).toEqual(refused('unexportedData'))
  for await (const chunk of tse.exportArchive({})) expect(chunk.length % 512).toBe(0)
  expect(await answer(card, erase)).toEqual(done)
})

test('a locked card signs nothing until it is unlocked', async () => {
  const { card, tse } = await readyBench()
  await answer(card, encodeCommand(COMMANDS.authenticate, { user: 'Admin', pin: utf8(SECRETS.adminPin) }))
  await answer(card, encodeCommand(COMMANDS.deactivate, {}))
  expect(await tse.startTransaction(CLIENT)).toMatchObject({ error: { kind: 'disabled', code: 0x801b } })
  expect(must(await tse.status()).lifecycle).toBe('disabled')
  await answer(card, encodeCommand(COMMANDS.activate, {}))
  expect((await tse.startTransaction(CLIENT)).ok).toBe(true)
})
