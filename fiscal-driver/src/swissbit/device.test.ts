import { describe, expect, test } from 'vitest'
import { openSwissbitRaw } from './device.ts'
import { CLIENT, must, SECRETS, SWISSBIT_CONFIG, swissbitBench } from './emulator/bench.fixture.ts'
import { MAILBOX_FILE } from './mailbox.ts'
import { MANAGEMENT_CLIENT } from './session.ts'

const SALE = {
  clientId: CLIENT,
  processType: 'Kassenbeleg-V1',
  processData: 'Beleg^0.00_2.55_0.00_0.00_0.00^2.55:Bar',
}

async function ready(...options: Parameters<typeof swissbitBench>) {
  const bench = swissbitBench(...options)
  must(await bench.provision())
  const tse = bench.driver()
  const identity = must(await tse.open(bench.now()))
  must(await tse.registerClient(CLIENT))
  bench.volumes.trace.length = 0
  return { ...bench, tse, identity }
}

/** Opcodes that were written to the mailbox, without the fetches. */
const opcodesIn = (trace: readonly { kind: string; file: string; bytes: Uint8Array }[]): string[] =>
  trace
    .filter(({ kind, file }) => kind === 'write' && file === MAILBOX_FILE)
    .map(({ bytes }) => (bytes[2] ?? 0).toString(16))
    .filter((opcode) => opcode !== '83')

test('the raw driver is off unless it is asked for', async () => {
  const bench = swissbitBench()
  expect(openSwissbitRaw({ volumes: bench.volumes, secrets: SECRETS, experimental: false })).toBeNull()
})

describe('provisioning', () => {
  test('follows the published order', async () => {
    const bench = swissbitBench()
    must(await bench.provision())
    expect(opcodesIn(bench.volumes.trace)).toEqual([
      '40',
      '20',
      '23',
      '20',
      '24',
      '20',
      '24',
      '20',
      '41',
      '40',
      '60',
      '70',
      '20',
      '80',
    ])
    expect([...bench.element.state.clients]).toEqual([MANAGEMENT_CLIENT])
  })

  test('that was interrupted anywhere is simply repeated', async () => {
    for (let cut = 700; cut < 40_000; cut += 3001) {
      const bench = swissbitBench()
      bench.volumes.unplugAfter(cut)
      await bench.provision()
      bench.replug()
      must(await bench.provision())
      must(await bench.driver().open(bench.now()))
    }
  })

  test('with a wrong seed costs one try of a PIN and none of the PUK', async () => {
    const bench = swissbitBench()
    expect(await bench.provision({ seed: 'Somebody' })).toMatchObject({ error: { kind: 'pin' } })
    const { admin } = bench.element.state.vault.users
    expect(admin).toMatchObject({ pinTries: 2, pukTries: 3 })
    expect(opcodesIn(bench.volumes.trace)).not.toContain('23')
  })
})

describe('a sale', () => {
  test('is open and close at start; open, data and close at finish', async () => {
    const { tse, volumes } = await ready()
    const { transactionNumber } = must(await tse.startTransaction(CLIENT))
    must(await tse.finishTransaction({ ...SALE, transactionNumber }))
    const writes = volumes.trace.filter(({ kind, bytes }) => kind === 'write' && bytes[2] !== 0x83)
    expect(
      writes.map(({ file, bytes }) => (file === MAILBOX_FILE ? (bytes[2] ?? 0).toString(16) : file)),
    ).toEqual(['90', '95', '90', 'TSE_TAR.001', '95'])
  })

  test('goes on where the device has not seen all data yet', async () => {
    const { tse, stick } = await ready()
    const { transactionNumber } = must(await tse.startTransaction(CLIENT))
    stick.core.slowCloses = 2
    must(await tse.finishTransaction({ ...SALE, transactionNumber }))
    stick.core.slowCloses = 1000
    expect(await tse.startTransaction(CLIENT)).toMatchObject({ error: { kind: 'busy', code: 0x1006 } })
  })

  test('goes on after the time or the self-test ran out', async () => {
    const { tse, deviceTime, volumes } = await ready()
    deviceTime.advance(1_801_000)
    must(await tse.startTransaction(CLIENT))
    deviceTime.advance(26 * 3_600_000)
    volumes.trace.length = 0
    must(await tse.startTransaction(CLIENT))
    expect(opcodesIn(volumes.trace)).toEqual(['90', '95', '40', '80', '90', '95'])
  })

  test('beyond the open transactions allowed is full', async () => {
    const config = { ...SWISSBIT_CONFIG, limits: { ...SWISSBIT_CONFIG.limits, openTransactions: 1 } }
    const { tse } = await ready(config)
    must(await tse.startTransaction(CLIENT))
    expect(await tse.startTransaction(CLIENT)).toMatchObject({ error: { kind: 'full', code: 0x1009 } })
  })

  test('works with a device that answers without being asked to', async () => {
    const { tse, volumes } = await ready(SWISSBIT_CONFIG, false)
    must(await tse.startTransaction(CLIENT))
    expect(volumes.trace.some(({ kind, bytes }) => kind === 'write' && bytes[2] === 0x83)).toBe(false)
  })

  test.each([
    ['lost', 'timeout'],
    ['busy', 'timeout'],
    ['garbage', 'garbage'],
    ['lyingLength', 'garbage'],
  ] as const)('whose answer is %s fails as %s, and the store tells what happened', async (kind, expected) => {
    const { tse, stick, replug } = await ready()
    const { transactionNumber } = must(await tse.startTransaction(CLIENT))
    stick.faults.push({ command: 'closeTransaction', kind })
    expect(await tse.finishTransaction({ ...SALE, transactionNumber })).toMatchObject({
      error: { kind: expected },
    })
    replug()
    expect(must(await tse.readTransaction(transactionNumber))?.finish).toMatchObject(SALE)
  })
})

test('a transaction is found however far back in the store', async () => {
  const { tse } = await ready()
  const processData = 'x'.repeat(4000)
  for (let sale = 1; sale <= 80; sale += 1) {
    const { transactionNumber } = must(await tse.startTransaction(CLIENT))
    must(await tse.finishTransaction({ ...SALE, processData: `${sale} ${processData}`, transactionNumber }))
  }
  for (const number of [1, 40, 80]) {
    expect(must(await tse.readTransaction(number))?.finish?.processData).toBe(`${number} ${processData}`)
  }
  expect(must(await tse.readTransaction(81))).toBeNull()
})

test('a device pulled after any of many bytes loses no transaction and doubles none', async () => {
  const { tse, volumes, element, replug, now } = await ready()
  let cut = 0
  for (; cut < 9000; cut += 151) {
    volumes.unplugAfter(cut)
    const processData = `cut after ${cut}`
    const back = async (): Promise<void> => {
      replug()
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
    await back()
    const stored = must(await tse.readTransaction(transactionNumber))
    if (!finished.ok && stored?.finish === null) must(await tse.finishTransaction(finish))
    expect(must(await tse.readTransaction(transactionNumber))?.finish?.processData).toBe(processData)
  }
  expect(element.state.open.size).toBe(0)
  expect(element.state.transactionCounter).toBe(cut / 151)
}, 60_000)

test('a wrong PIN is never sent twice', async () => {
  const bench = swissbitBench()
  must(await bench.provision())
  const tse = bench.driver({ secrets: { adminPin: '00000', timeAdminPin: '00000' } })
  for (let again = 0; again < 5; again += 1)
    expect(await tse.open(bench.now())).toMatchObject({ error: { kind: 'pin' } })
  const { timeAdmin } = bench.element.state.vault.users
  expect(timeAdmin?.pinTries).toBe(2)
})

test('the archive is read without the mailbox', async () => {
  const { tse, volumes } = await ready()
  must(await tse.startTransaction(CLIENT))
  volumes.trace.length = 0
  let bytes = 0
  for await (const piece of tse.exportArchive({})) bytes += piece.length
  expect(bytes % 512).toBe(0)
  expect(volumes.trace.filter(({ kind }) => kind === 'write')).toEqual([])
})
