import { describe, expect, test } from 'vitest'
import { text } from '../transport/bytes.ts'
import { CLIENT, must, SECRETS, stickBench } from './emulator/bench.fixture.ts'
import { FACTORY_CLIENT, MANAGEMENT_CLIENT } from './session.ts'

const SALE = {
  clientId: CLIENT,
  processType: 'Kassenbeleg-V1',
  processData: 'Beleg^0.00_2.55_0.00_0.00_0.00^2.55:Bar',
}

async function ready() {
  const bench = stickBench()
  must(await bench.provision())
  const tse = bench.driver()
  const identity = must(await tse.open(bench.now()))
  must(await tse.registerClient(CLIENT))
  bench.line.sent.length = 0
  return { ...bench, tse, identity }
}

/** Command numbers that went over the line. */
const commandsIn = (sent: readonly Uint8Array[]): string[] => sent.map((bytes) => text(bytes.subarray(2, 5)))

describe('provisioning', () => {
  test('of a new stick tests it under the client of the factory, then registers its own, initialises and sets the time', async () => {
    const bench = stickBench()
    must(await bench.provision())
    const { state } = bench.element
    expect([...state.clients]).toEqual([MANAGEMENT_CLIENT])
    expect(state.lifecycle).toBe('active')
    const clients = bench.line.sent.filter((bytes) => text(bytes.subarray(2, 5)) === '509').map(text)
    expect(clients.some((frame) => frame.includes(FACTORY_CLIENT))).toBe(true)
    expect(commandsIn(bench.line.sent).filter((code) => !['509', '001'].includes(code))).toEqual([
      '003',
      '112',
      '112',
      '109',
      '400',
      '106',
      '112',
      '112',
      '100',
      '101',
      '401',
    ])
  })

  test('again changes nothing', async () => {
    const bench = stickBench()
    must(await bench.provision())
    must(await bench.provision())
    expect([...bench.element.state.clients]).toEqual([MANAGEMENT_CLIENT])
  })
})

describe('opening', () => {
  test('switches the status frames off first', async () => {
    const bench = stickBench()
    must(await bench.provision())
    bench.line.sent.length = 0
    bench.line.received.length = 0
    must(await bench.driver().open(bench.now()))
    expect(commandsIn(bench.line.sent)[0]).toBe('003')
  })

  test('tells who the stick is', async () => {
    const { identity, element } = await ready()
    expect(identity).toMatchObject({
      emulated: true,
      serial: element.identity.serialHex,
      algorithm: 'ecdsa-plain-SHA384',
      certificationId: null,
    })
    expect(identity.certificates).toHaveLength(3)
  })

  test('of a stick that was never initialised says so', async () => {
    const bench = stickBench()
    expect(await bench.driver().open(bench.now())).toMatchObject({ error: { kind: 'notReady' } })
  })

  test('with a wrong PIN fails, and the PIN is never sent twice', async () => {
    const bench = stickBench()
    must(await bench.provision())
    const wrong = { ...SECRETS, timeAdmin: { user: 'TimeAdmin', pin: '00000000' } }
    const tse = bench.driver({ secrets: wrong })
    for (let again = 0; again < 5; again += 1)
      expect(await tse.open(bench.now())).toMatchObject({ error: { kind: 'pin' } })
    expect(bench.element.state.vault.users.TimeAdmin?.pinTries).toBe(2)
  })
})

describe('a sale', () => {
  test('is set client, init, end at start; init, data, end at finish', async () => {
    const { tse, line } = await ready()
    const { transactionNumber } = must(await tse.startTransaction(CLIENT))
    must(await tse.finishTransaction({ ...SALE, transactionNumber }))
    expect(commandsIn(line.sent)).toEqual(['509', '200', '201', '204', '206', '205'])
  })

  test('of more than 512 bytes goes in numbered packets', async () => {
    const { tse, line } = await ready()
    const { transactionNumber } = must(await tse.startTransaction(CLIENT))
    line.sent.length = 0
    must(await tse.finishTransaction({ ...SALE, processData: 'x'.repeat(1300), transactionNumber }))
    expect(commandsIn(line.sent)).toEqual(['204', '206', '206', '206', '205'])
  })

  test('that is refused is voided in the stick, and the next one works', async () => {
    const { tse, line, stick } = await ready()
    expect(await tse.finishTransaction({ ...SALE, transactionNumber: 77 })).toMatchObject({
      error: { kind: 'unknownTransaction', detail: 'finishEnd: no such transaction (0108)' },
    })
    expect(commandsIn(line.sent).slice(-3)).toEqual(['001', '001', '207'])
    expect(stick.core.open).toBeNull()
    expect((await tse.startTransaction(CLIENT)).ok).toBe(true)
  })

  test.each([['silence'], ['noise']] as const)(
    'answered by %s is a time-out, and the log tells what happened',
    async (kind) => {
      const { tse, stick } = await ready()
      const { transactionNumber } = must(await tse.startTransaction(CLIENT))
      stick.faults.push({ command: 'finishEnd', kind, executes: true })
      const failed = await tse.finishTransaction({ ...SALE, transactionNumber })
      expect(failed).toEqual({
        ok: false,
        error: { kind: 'timeout', detail: 'no answer to finishEnd within 2000 ms' },
      })
      expect(must(await tse.readTransaction(transactionNumber))?.finish).toMatchObject(SALE)
    },
  )

  test('goes on after the time or the self-test ran out', async () => {
    const { tse, deviceTime } = await ready()
    deviceTime.advance(1_801_000)
    expect((await tse.startTransaction(CLIENT)).ok).toBe(true)
    deviceTime.advance(26 * 3_600_000)
    expect((await tse.startTransaction(CLIENT)).ok).toBe(true)
  })

  test('with a process type that is not ASCII is refused before anything is signed', async () => {
    const { tse, element } = await ready()
    const { transactionNumber } = must(await tse.startTransaction(CLIENT))
    const before = element.state.signatureCounter
    expect(await tse.finishTransaction({ ...SALE, processType: 'Ü', transactionNumber })).toMatchObject({
      error: { kind: 'refused' },
    })
    expect(element.state.signatureCounter).toBe(before)
  })
})

test('a stick pulled after any of many bytes loses no transaction and doubles none', async () => {
  const { tse, line, stick, element, now } = await ready()
  for (let cut = 0; cut < 900; cut += 13) {
    line.unplugAfter(cut)
    const processData = `cut after ${cut}`
    const back = async (): Promise<void> => {
      line.unplug()
      stick.powerCycle()
      line.replug()
      must(await tse.open(now()))
    }
    const started = await tse.startTransaction(CLIENT)
    if (!started.ok) await back()
    const [orphan] = started.ok ? [] : must(await tse.status()).openTransactions
    const transactionNumber = started.ok
      ? started.value.transactionNumber
      : (orphan ?? must(await tse.startTransaction(CLIENT)).transactionNumber)
    const finish = { ...SALE, processData, transactionNumber }
    const finished = await tse.finishTransaction(finish)
    if (!finished.ok) await back()
    const stored = must(await tse.readTransaction(transactionNumber))
    if (stored?.finish === null) must(await tse.finishTransaction(finish))
    expect(must(await tse.readTransaction(transactionNumber))?.finish?.processData).toBe(processData)
    line.replug()
  }
  expect(element.state.open.size).toBe(0)
  expect(element.state.transactionCounter).toBe(Math.ceil(900 / 13))
}, 30_000)

test('a lost line is opened anew by the second command', async () => {
  const { tse, line, stick } = await ready()
  line.unplug()
  stick.powerCycle()
  expect(await tse.startTransaction(CLIENT)).toMatchObject({ error: { kind: 'unreachable' } })
  expect(await tse.startTransaction(CLIENT)).toMatchObject({ error: { kind: 'unreachable' } })
  line.replug()
  expect((await tse.startTransaction(CLIENT)).ok).toBe(true)
})

test('an export that nobody reads to its end frees the buffer', async () => {
  const { tse, line } = await ready()
  for await (const piece of tse.exportArchive({})) {
    expect(piece.length).toBeGreaterThan(0)
    break
  }
  expect(commandsIn(line.sent).at(-1)).toBe('309')
})
