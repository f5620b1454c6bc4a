import { X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { tarEntries } from '../archive/tar.ts'
import { importPoint } from '../crypto/public-key.ts'
import { concat, fromHex, hex } from '../transport/bytes.ts'
import { verifyLog } from '../verify/verify-log.ts'
import { COMMANDS, EXPORTS } from './commands.ts'
import { CARD_CONFIG, CLIENT, cardBench, must, readyBench, SECRETS } from './emulator/bench.fixture.ts'
import { REQUEST_HEADER, WINDOW_FILE } from './frame.ts'

const SALE = {
  clientId: CLIENT,
  processType: 'Kassenbeleg-V1',
  processData: 'Beleg^5.00_7.45_0.00_0.00_0.00^12.45:Bar',
}

/** Codes of the commands that were written, suspend modes as `S`. */
const commandsIn = (trace: readonly { kind: string; bytes: Uint8Array }[]): string[] =>
  trace
    .filter(({ kind }) => kind === 'write')
    .map(({ bytes }) => {
      if (hex(bytes.subarray(34, 36)) !== '0000') return hex(bytes.subarray(34, 36))
      const code = hex(bytes.subarray(REQUEST_HEADER + 2, REQUEST_HEADER + 4))
      const id = hex(bytes.subarray(REQUEST_HEADER + 9, REQUEST_HEADER + 11))
      return ['0011', '0012', '0018'].includes(code) ? `${code}.${Number.parseInt(id, 16)}` : code
    })

describe('opening', () => {
  test('follows the order of the maker, and sets the time where none is set', async () => {
    const bench = cardBench()
    must(await bench.provision())
    bench.volumes.trace.length = 0
    must(await bench.driver().open(bench.now()))
    expect(commandsIn(bench.volumes.trace)).toEqual([
      '5344',
      '0000',
      '0012.4',
      '0003',
      '0007',
      '0005',
      '0008',
      '0018.2',
      '0017',
      '000e',
      '0011.1',
      '0011.4',
      '0011.5',
      '0011.6',
      '0011.7',
      '0011.8',
    ])
  })

  test('tells who the card is', async () => {
    const { identity, element } = await readyBench()
    expect(identity).toMatchObject({
      emulated: true,
      serial: element.identity.serialHex,
      algorithm: 'ecdsa-plain-SHA256',
      logTimeFormat: 'unixTime',
      certificationId: null,
    })
    expect(identity.certificates).toHaveLength(3)
    const [leaf, sub] = identity.certificates.map((der) => new X509Certificate(der))
    expect(leaf?.verify(sub?.publicKey ?? expect.fail())).toBe(true)
  })

  test('again neither starts over nor signs anything while the time is fresh', async () => {
    const { tse, element, volumes, now } = await readyBench()
    const before = element.state.signatureCounter
    volumes.trace.length = 0
    must(await tse.open(now()))
    expect(element.state.signatureCounter).toBe(before)
    expect(commandsIn(volumes.trace)).toEqual(['0012.4'])
  })

  test('again after a power cut that nobody noticed brings the card back to work', async () => {
    const { tse, card, now } = await readyBench()
    card.powerOff()
    must(await tse.open(now()))
    expect((await tse.startTransaction(CLIENT)).ok).toBe(true)
  })

  test('fails where no volume carries the mark', async () => {
    const bench = cardBench()
    bench.volumes.unplug()
    bench.volumes.unmountStale()
    const failed = await bench.driver().open(bench.now())
    expect(failed).toEqual({
      ok: false,
      error: { kind: 'unreachable', detail: `no volume with ${WINDOW_FILE}` },
    })
  })

  test('fails on a card that was never initialised', async () => {
    const bench = cardBench()
    expect(await bench.driver().open(bench.now())).toMatchObject({ error: { kind: 'notReady' } })
  })

  test('comes before everything else', async () => {
    const bench = cardBench()
    expect(await bench.driver().status()).toMatchObject({
      error: { kind: 'notReady', detail: 'status before open' },
    })
    expect(bench.volumes.trace).toEqual([])
  })
})

describe('provisioning', () => {
  test.each([1, 2] as const)(
    'of generation %i sets PINs, initialises, sets the time and maps the tills',
    async (generation) => {
      const bench = cardBench({ generation })
      must(await bench.provision([CLIENT, 'FIL07-K03']))
      expect([...bench.element.state.clients]).toEqual([CLIENT, 'FIL07-K03'])
      expect(bench.element.state.lifecycle).toBe('active')
      expect(commandsIn(bench.volumes.trace).slice(-2)).toEqual(['00ff', '5345'])
      const pins = commandsIn(bench.volumes.trace).filter((code) => code === '0002')
      expect(pins).toHaveLength(generation === 1 ? 1 : 2)
    },
  )

  test('that was interrupted anywhere is simply repeated', async () => {
    const whole = cardBench()
    must(await whole.provision())
    const bytes = whole.volumes.trace.reduce((sum, { bytes }) => sum + bytes.length, 0)
    for (let cut = 700; cut < bytes; cut += 1501) {
      const bench = cardBench()
      bench.volumes.unplugAfter(cut)
      await bench.provision()
      bench.volumes.unplug()
      bench.replug()
      must(await bench.provision())
      expect([...bench.element.state.clients]).toEqual([CLIENT])
      must(await bench.driver().open(bench.now()))
    }
  })

  test('never sends a PUK to a card that has one', async () => {
    const bench = cardBench()
    must(await bench.provision())
    bench.volumes.trace.length = 0
    must(await bench.provision())
    expect(commandsIn(bench.volumes.trace)).not.toContain('0002')
    expect(commandsIn(bench.volumes.trace)).not.toContain('0004')
  })
})

describe('a sale', () => {
  test('is signed by start and finish, and reads back as it was signed', async () => {
    const { tse, identity } = await readyBench()
    const start = must(await tse.startTransaction(CLIENT))
    const finish = must(await tse.finishTransaction({ ...SALE, transactionNumber: start.transactionNumber }))
    expect(finish.signatureCounter).toBe(start.signatureCounter + 1)
    const stored = must(await tse.readTransaction(start.transactionNumber))
    expect(stored).toMatchObject({
      clientId: CLIENT,
      start: { ...start, message: expect.any(Uint8Array) },
      finish: { ...finish, ...SALE, message: expect.any(Uint8Array) },
    })
    const key = must2(importPoint(identity.publicKey))
    expect(verifyLog(stored?.finish?.message ?? new Uint8Array(0), key)).toMatchObject({ valid: true })
  })

  test('sends empty data and type at start', async () => {
    const { tse, volumes } = await readyBench()
    volumes.trace.length = 0
    must(await tse.startTransaction(CLIENT))
    const [written] = volumes.trace.filter(({ kind }) => kind === 'write')
    const expected = fromHex('5c54000a0015 040009 46494c30372d4b3032 020000 040000 020000')
    expect(written?.bytes.subarray(REQUEST_HEADER, REQUEST_HEADER + expected.length)).toEqual(expected)
  })

  test('of an unknown till, or of a number never started, is refused in the words of the card', async () => {
    const { tse } = await readyBench()
    expect(await tse.startTransaction('NOBODY')).toMatchObject({
      error: { kind: 'unknownClient', code: 0x8012 },
    })
    expect(await tse.finishTransaction({ ...SALE, transactionNumber: 99 })).toMatchObject({
      error: { kind: 'unknownTransaction', code: 0x800e },
    })
    expect(await tse.readTransaction(99)).toEqual({ ok: true, value: null })
  })

  test('with more data than the window takes is refused without troubling the card', async () => {
    const { tse, volumes } = await readyBench()
    volumes.trace.length = 0
    const long = { ...SALE, transactionNumber: 1, processData: 'x'.repeat(7000) }
    expect(await tse.finishTransaction(long)).toMatchObject({ error: { kind: 'refused' } })
    expect(volumes.trace).toEqual([])
  })

  test('queues behind another: one command at a time', async () => {
    const { tse } = await readyBench()
    const starts = await Promise.all(Array.from({ length: 8 }, () => tse.startTransaction(CLIENT)))
    expect(starts.map((start) => must(start).transactionNumber)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  })
})

describe('the clock of the card', () => {
  test('is set again before a sale when the card asks for it', async () => {
    const { tse, clock, element, volumes } = await readyBench()
    expect(must(await tse.status()).timeUpdateDueIn).toBe(1800)
    clock.advance(1_801_000)
    volumes.trace.length = 0
    const start = must(await tse.startTransaction(CLIENT))
    expect(commandsIn(volumes.trace)).toEqual(['0003', '0007', '0005', '000a'])
    expect(start.logTime.getTime()).toBeGreaterThan(Date.parse('2026-11-22T12:30:00Z'))
    expect(element.state.open.size).toBe(1)
  })

  test('is set when the card says it has none, and the sale goes on', async () => {
    const { tse, card, volumes } = await readyBench()
    card.core.element.powerCycle()
    volumes.trace.length = 0
    must(await tse.startTransaction(CLIENT))
    expect(commandsIn(volumes.trace)).toEqual(['000a', '0003', '0007', '0005', '000a'])
  })

  test('is set between login and logout with nothing else in between', async () => {
    const { tse, volumes, now } = await readyBench()
    volumes.trace.length = 0
    await Promise.all([tse.updateTime(now()), tse.startTransaction(CLIENT), tse.updateTime(now())])
    expect(commandsIn(volumes.trace)).toEqual(['0003', '0007', '0005', '000a', '0003', '0007', '0005'])
  })

  test('cannot be set with a wrong PIN, which is never tried twice', async () => {
    const bench = cardBench()
    must(await bench.provision())
    const tse = bench.driver({ pins: { admin: SECRETS.adminPin, timeAdmin: '00000000' } })
    expect(await tse.open(bench.now())).toMatchObject({
      error: { kind: 'pin', detail: 'TimeAdmin: wrong PIN, 2 tries left' },
    })
    for (let again = 0; again < 5; again += 1) await tse.open(bench.now())
    expect(bench.element.state.vault.users.TimeAdmin?.pinTries).toBe(2)
  })
})

describe('tills', () => {
  test('are mapped once and unmapped again', async () => {
    const { tse, element } = await readyBench()
    must(await tse.registerClient('FIL07-K09'))
    const counter = element.state.signatureCounter
    must(await tse.registerClient('FIL07-K09'))
    expect(element.state.signatureCounter).toBe(counter)
    expect(must(await tse.status()).clients).toEqual([CLIENT, 'FIL07-K09'])
    must(await tse.deregisterClient('FIL07-K09'))
    expect(must(await tse.status()).clients).toEqual([CLIENT])
    expect(await tse.deregisterClient('FIL07-K09')).toMatchObject({ error: { kind: 'unknownClient' } })
  })

  test('beyond the limit of the card are refused as full', async () => {
    const config = { ...CARD_CONFIG, limits: { ...CARD_CONFIG.limits, clients: 1 } }
    const { tse } = await readyBench({ config })
    expect(await tse.registerClient('FIL07-K09')).toMatchObject({ error: { kind: 'full' } })
    expect(await tse.registerClient('x'.repeat(31))).toMatchObject({ error: { kind: 'refused' } })
  })
})

describe('the archive', () => {
  test('in slices equals the one of a whole export', async () => {
    const bench = await readyBench()
    for (let sale = 0; sale < 5; sale += 1) {
      const { transactionNumber } = must(await bench.tse.startTransaction(CLIENT))
      must(await bench.tse.finishTransaction({ ...SALE, transactionNumber }))
    }
    const sliced = await archiveOf(bench.driver({ slice: { records: 3, bytes: 4096 } }), bench.now())
    expect(sliced.length % 512).toBe(0)
    expect(sliced.subarray(-1024).every((byte) => byte === 0)).toBe(true)
    const names = must2(tarEntries(sliced)).map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    const counters = names.flatMap((name) => /_Sig-(\d+)_/.exec(name)?.[1] ?? []).map(Number)
    expect(counters).toEqual(Array.from({ length: bench.element.state.signatureCounter }, (_, at) => at + 1))
    expect(names.slice(0, 4)).toEqual([
      'info.csv',
      ...Array.from({ length: 3 }, () => expect.stringMatching(/_X509\.cer$/)),
    ])
  })

  test('of a time range holds just the logs of that range', async () => {
    const bench = await readyBench()
    must(await bench.tse.startTransaction(CLIENT))
    bench.clock.advance(7_200_000)
    const from = new Date(bench.now().getTime() - 60_000)
    const { transactionNumber } = must(await bench.tse.startTransaction(CLIENT))
    const chunks = await collect(bench.tse.exportArchive({ from, clientId: CLIENT }))
    const names = must2(tarEntries(concat(chunks))).map(({ name }) => name)
    expect(names.filter((name) => name.includes('Log-Tra'))).toEqual([
      expect.stringContaining(`_Log-Tra_No-${transactionNumber}_Start_Client-${CLIENT}.log`),
    ])
  })

  test('lets sales through between two slices', async () => {
    const bench = await readyBench()
    const tse = bench.tse
    for (let sale = 0; sale < 4; sale += 1) must(await tse.startTransaction(CLIENT))
    const sliced = bench.driver({ slice: { records: 1, bytes: 4096 } })
    must(await sliced.open(bench.now()))
    const archive = sliced.exportArchive({})[Symbol.asyncIterator]()
    await archive.next()
    expect((await sliced.startTransaction(CLIENT)).ok).toBe(true)
    await archive.return?.()
  })

  test('that timed out leaves the card alone for 65 seconds, then starts afresh', async () => {
    const { tse, card, clock, volumes } = await readyBench()
    card.faults.add({ kind: 'busy', code: EXPORTS.exportMore.code, executes: true })
    await expect(collect(tse.exportArchive({}))).rejects.toThrow('exportMore: busy for 1000 ms')
    expect(await tse.startTransaction(CLIENT)).toMatchObject({ error: { kind: 'busy' } })
    clock.advance(63_000)
    expect(await tse.startTransaction(CLIENT)).toMatchObject({ error: { kind: 'busy' } })
    clock.advance(2_000)
    volumes.unplug()
    volumes.plug(card)
    volumes.trace.length = 0
    expect((await tse.startTransaction(CLIENT)).ok).toBe(true)
    expect(commandsIn(volumes.trace).slice(0, 2)).toEqual(['5344', '0000'])
  })
})

describe('a fault', () => {
  const { finishTransaction, startTransaction } = COMMANDS
  test.each([
    ['busy for ever', { kind: 'busy', executes: false }, 'timeout'],
    ['untaken for ever', { kind: 'untaken', executes: false }, 'timeout'],
    ['a time-out of the card', { kind: 'deviceTimeout', executes: true }, 'timeout'],
    ['an error of the SD layer', { kind: 'sdError', executes: false }, 'garbage'],
    ['noise', { kind: 'garbage', executes: true }, 'garbage'],
    ['a torn answer', { kind: 'torn', executes: true }, 'garbage'],
    ['a lying length', { kind: 'lyingLength', executes: true }, 'garbage'],
    ['a power loss after signing', { kind: 'powerLoss', executes: true }, 'unreachable'],
  ] as const)('of %s is a failure of that kind, and the card is found again', async (_, fault, kind) => {
    const bench = await readyBench()
    const { transactionNumber } = must(await bench.tse.startTransaction(CLIENT))
    bench.card.faults.add({ ...fault, code: finishTransaction.code })
    const failed = await bench.tse.finishTransaction({ ...SALE, transactionNumber })
    expect(failed).toMatchObject({ ok: false, error: { kind } })
    bench.volumes.unplug()
    bench.replug()
    const stored = must(await bench.tse.readTransaction(transactionNumber))
    expect(stored?.finish !== null).toBe(fault.executes)
  })

  test('that passes is waited out', async () => {
    const { tse, card } = await readyBench()
    card.faults.add({ kind: 'busy', code: startTransaction.code, executes: true, polls: 50 })
    expect((await tse.startTransaction(CLIENT)).ok).toBe(true)
  })
})

describe('after an unplug', () => {
  test('the next command fails, the one after it finds the card under its new name', async () => {
    const bench = await readyBench()
    bench.volumes.unplug()
    expect(await bench.tse.startTransaction(CLIENT)).toMatchObject({ error: { kind: 'unreachable' } })
    expect(await bench.tse.status()).toMatchObject({ error: { kind: 'unreachable' } })
    bench.replug()
    expect((await bench.tse.startTransaction(CLIENT)).ok).toBe(true)
  })

  test('a stale mount in front of the real one is passed over', async () => {
    const bench = await readyBench()
    bench.volumes.unplug()
    bench.replug()
    const names = (await bench.volumes.list()).map(({ name }) => name)
    expect(names).toEqual(['/mnt/stick-1', '/mnt/stick-2'])
    await bench.tse.status()
    expect(must(await bench.tse.status()).lifecycle).toBe('active')
  })

  test('closing is quiet', async () => {
    const bench = await readyBench()
    bench.volumes.unplug()
    await expect(bench.tse.close()).resolves.toBeUndefined()
  })
})

test('closing shuts the card down and lets it sleep', async () => {
  const { tse, volumes } = await readyBench()
  volumes.trace.length = 0
  await tse.close()
  expect(commandsIn(volumes.trace)).toEqual(['00ff', '5345'])
})

async function archiveOf(
  tse: ReturnType<ReturnType<typeof cardBench>['driver']>,
  now: Date,
): Promise<Uint8Array> {
  must(await tse.open(now))
  return concat(await collect(tse.exportArchive({})))
}

async function collect(archive: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = []
  for await (const chunk of archive) chunks.push(chunk)
  return chunks
}

/** The value of a result whose failure is a plain word. */
function must2<T>(result: { ok: true; value: T } | { ok: false; error: string }): T {
  if (!result.ok) throw new Error(result.error)
  return result.value
}
