import { describe, expect, test } from 'vitest'
import { tarEntries } from '../archive/tar.ts'
import { concat, hex, text } from '../transport/bytes.ts'
import { CLIENT, EPSON_CONFIG, must, printerBench } from './emulator/bench.fixture.ts'

const SALE = {
  clientId: CLIENT,
  processType: 'Kassenbeleg-V1',
  processData: 'Beleg^0.00_2.55_0.00_0.00_0.00^2.55:Bar',
}

async function ready(options: Parameters<typeof printerBench>[0] = {}) {
  const bench = printerBench(options)
  const tse = bench.driver()
  const identity = must(await tse.open(bench.now()))
  must(await tse.registerClient(CLIENT))
  return { ...bench, tse, identity }
}

/** Names of the functions that went over the line. */
const functionsIn = (sent: readonly Uint8Array[]): string[] =>
  sent.flatMap((bytes) => /&quot;function&quot;:&quot;(\w+)&quot;/.exec(text(bytes))?.[1] ?? [])

describe('opening', () => {
  test('opens the device, tests it, sets its time and reads who it is', async () => {
    const { line, identity, element } = await ready()
    expect(text(line.sent[0] ?? new Uint8Array(0))).toBe(
      '<open_device><device_id>local_TSE</device_id><data><type>type_storage</type></data></open_device>\0',
    )
    expect(functionsIn(line.sent).slice(0, 7)).toEqual([
      'GetStorageInfo',
      'RunTSESelfTest',
      'GetChallenge',
      'AuthenticateUserForTimeAdmin',
      'UpdateTime',
      'LogOutForTimeAdmin',
      'GetLogMessageCertificate',
    ])
    expect(identity).toMatchObject({
      emulated: true,
      serial: element.identity.serialHex,
      algorithm: 'ecdsa-plain-SHA384',
      certificationId: null,
    })
    expect(identity.certificates.map(hex)).toEqual(element.identity.certificates.map(hex))
  })

  test('asks for the storage as COMMON first and carries its vendor afterwards', async () => {
    const { line } = await ready()
    const storages = line.sent.flatMap((bytes) => /storage&quot;:(\{.*?\})/.exec(text(bytes))?.[1] ?? [])
    expect(storages[0]).toBe('{&quot;type&quot;:&quot;COMMON&quot;,&quot;vendor&quot;:&quot;&quot;}')
    expect(storages[1]).toBe('{&quot;type&quot;:&quot;TSE&quot;,&quot;vendor&quot;:&quot;TSE1&quot;}')
  })

  test('closes a device that an earlier connection left open', async () => {
    const bench = printerBench()
    must(await bench.driver().open(bench.now()))
    must(await bench.driver().open(bench.now()))
    expect(bench.line.sent.filter((bytes) => text(bytes).startsWith('<close_device>'))).toHaveLength(1)
  })

  test('binds a TSE that comes from another printer', async () => {
    const bench = printerBench()
    bench.element.setSetting('host', 'printer-2')
    must(await bench.driver().open(bench.now()))
    expect(functionsIn(bench.line.sent)).toContain('SetUpForPrinter')
  })

  test('of a TSE that nobody set up says so', async () => {
    const bench = printerBench({ blank: true })
    expect(await bench.driver().open(bench.now())).toEqual({
      ok: false,
      error: { kind: 'notReady', detail: 'the device is UNINITIALIZED' },
    })
  })

  test('with a wrong PIN fails, and the PIN is never sent twice', async () => {
    const bench = printerBench()
    const tse = bench.driver({ secrets: { adminPin: '00000', timeAdminPin: '00000' } })
    for (let again = 0; again < 5; again += 1)
      expect(await tse.open(bench.now())).toMatchObject({ error: { kind: 'pin' } })
    expect(bench.element.state.vault.users.TimeAdmin?.pinTries).toBe(2)
  })

  test('where nothing listens is unreachable', async () => {
    const bench = printerBench()
    bench.line.plugged = false
    expect(await bench.driver().open(bench.now())).toMatchObject({ error: { kind: 'unreachable' } })
  })
})

describe('signing', () => {
  test('goes on after the time ran out, because nothing was signed yet', async () => {
    const { tse, deviceTime, element } = await ready()
    deviceTime.advance(1_801_000)
    must(await tse.startTransaction(CLIENT))
    expect(element.state.open.size).toBe(1)
  })

  test('goes on after the self-test fell due', async () => {
    const { tse, deviceTime } = await ready()
    deviceTime.advance(26 * 3_600_000)
    expect((await tse.startTransaction(CLIENT)).ok).toBe(true)
  })

  test('logs a till in once per connection', async () => {
    const { tse, line } = await ready()
    line.sent.length = 0
    must(await tse.startTransaction(CLIENT))
    must(await tse.startTransaction(CLIENT))
    expect(functionsIn(line.sent)).toEqual(['StartTransaction', 'StartTransaction'])
  })

  test.each([
    ['silence', 'timeout'],
    ['hangUp', 'unreachable'],
    ['garbage', 'garbage'],
    ['brokenJson', 'garbage'],
  ] as const)(
    'answered by %s is a failure of kind %s, and the log tells what happened',
    async (kind, expected) => {
      const { tse, printer } = await ready()
      const { transactionNumber } = must(await tse.startTransaction(CLIENT))
      printer.faults.push({ functionName: 'FinishTransaction', kind, executes: true })
      const failed = await tse.finishTransaction({ ...SALE, transactionNumber })
      expect(failed).toMatchObject({ ok: false, error: { kind: expected } })
      expect(must(await tse.readTransaction(transactionNumber))?.finish).toMatchObject(SALE)
    },
  )

  test('is refused once the certificate has ended', async () => {
    const { tse, deviceTime, now } = await ready()
    deviceTime.advance(9 * 365 * 86_400_000)
    must(await tse.updateTime(now()))
    expect(await tse.startTransaction(CLIENT)).toMatchObject({ error: { kind: 'expired' } })
  })
})

describe('an export', () => {
  test('ends properly, and the device signs again', async () => {
    const { tse, line } = await ready()
    must(await tse.startTransaction(CLIENT))
    line.sent.length = 0
    const chunks: Uint8Array[] = []
    for await (const chunk of tse.exportArchive({})) chunks.push(chunk)
    expect(functionsIn(line.sent).at(-1)).toBe('FinalizeExport')
    const entries = tarEntries(concat(chunks))
    expect(entries.ok && entries.value[0]?.name).toBe('info.csv')
    expect((await tse.startTransaction(CLIENT)).ok).toBe(true)
  })

  test('that nobody reads to its end is cancelled', async () => {
    const { tse, line } = await ready()
    for await (const chunk of tse.exportArchive({})) {
      expect(chunk.length).toBeGreaterThan(0)
      break
    }
    expect(functionsIn(line.sent).at(-1)).toBe('CancelExport')
    expect((await tse.startTransaction(CLIENT)).ok).toBe(true)
  })

  test('that breaks off throws what the device said', async () => {
    const { tse, printer } = await ready()
    printer.faults.push({ functionName: 'GetExportData', kind: 'hangUp', executes: false })
    const read = async (): Promise<void> => {
      for await (const chunk of tse.exportArchive({})) expect(chunk).toBeInstanceOf(Uint8Array)
    }
    await expect(read()).rejects.toThrow('hung up')
    expect((await tse.startTransaction(CLIENT)).ok).toBe(true)
  })
})

test('reading the state costs no signatures', async () => {
  const { tse, element } = await ready()
  const before = element.state.signatureCounter
  const status = must(await tse.status())
  must(await tse.status())
  expect(element.state.signatureCounter).toBe(before)
  expect(status).toMatchObject({
    lifecycle: 'active',
    clients: [CLIENT],
    maxClients: EPSON_CONFIG.limits.clients,
    timeUpdateDueIn: 1800,
    signaturesLeft: EPSON_CONFIG.limits.signatures - before,
  })
})

test('closing logs the administrator out and closes the device', async () => {
  const { tse, line } = await ready()
  line.sent.length = 0
  await tse.close()
  expect(functionsIn(line.sent)).toEqual(['LogOutForAdmin'])
  expect(text(line.sent.at(-1) ?? new Uint8Array(0))).toContain('<close_device>')
})
