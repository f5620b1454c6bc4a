import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { openSoftwareTse } from '@brotkasten/fiscal-driver/software/software-tse'
import { extract } from 'tar-stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { brotkasten, brotkastenReading } from '../../../test/command-line.ts'

/** The example of DSFinV-K, annex I, signed by a device on brainpoolP384r1. */
const OFFICIAL =
  'V0;AMA-2642;Kassenbeleg-V1;Beleg^4.05_3.00_0.00_0.00_0.00^7.05:Bar;13;44131;2019-11-22T11:29:48.000Z;2019-11-22T11:29:49.000Z;ecdsa-plain-SHA384;unixTime;K8zsZ6NjsBzo/Yd3Hba84aH3oT+c4Og5VcfJ7s6Dxz7UmAwtcKmzW16OkS/lm8pDE/37JHoRlYofUTLNF+9bY5Jv7C2P4nuEaHwlVarbiJs3bYlgQmIXQDZnf+8FhfBm;BBXNYQErM4d9sk9Iy+0T6A4sdTocijml5X78Gq/At2uXTcs/3bZNNpyuHd+dpmY59yLh0xZcr9osHhkDAxsQumgjmtb3d9GIVnTaPCslEki84P1iHPiHKHfcszeQajPk3A=='

let folder = ''
let tar: Buffer
const files = new Map<string, string>()
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'brotkasten-verify-'))
  const tse = openSoftwareTse({
    folder: join(folder, 'tse'),
    clock: () => new Date('2026-11-22T08:00:00Z'),
    fsync: false,
  })
  await tse.open(new Date('2026-11-22T08:00:00Z'))
  await tse.registerClient('BK-1')
  const started = await tse.startTransaction('BK-1')
  if (!started.ok) throw new Error(started.error.detail)
  const { transactionNumber } = started.value
  const processData = 'Beleg^0.00_1.90_0.00_0.00_0.00^1.90:Bar'
  await tse.finishTransaction({
    clientId: 'BK-1',
    transactionNumber,
    processType: 'Kassenbeleg-V1',
    processData,
  })
  tar = await buffer(Readable.from(tse.exportArchive({})))
  await tse.close()
  writeFileSync(join(folder, 'archive.tar'), tar)
  const entries = Readable.from([tar]).pipe(extract())
  for await (const entry of entries) {
    const path = join(folder, entry.header.name)
    writeFileSync(path, await buffer(entry))
    files.set(entry.header.name, path)
  }
})
afterAll(() => rmSync(folder, { recursive: true }))

const json = (text: string) => JSON.parse(text) as Record<string, unknown>
const logs = () => [...files].filter(([name]) => name.endsWith('.log')).map(([, path]) => path)

describe('verify qr', () => {
  test('answers one line of JSON for each line, with the promised fields', async () => {
    const { out, code } = await brotkastenReading(`${OFFICIAL}\n`, 'verify', 'qr')
    expect(code).toBe(0)
    expect(Object.keys(json(out))).toEqual([
      'valid',
      'reason',
      'curve',
      'hash',
      'signatureEncoding',
      'transactionNumber',
      'signatureCounter',
      'clientId',
      'processData',
      'startTimeProven',
    ])
    expect(json(out)).toMatchObject({
      valid: true,
      reason: null,
      curve: 'brainpoolP384r1',
      transactionNumber: 13,
      signatureCounter: 44131,
      clientId: 'AMA-2642',
    })
  })

  test('ends with 1 where one of several is not valid, and still answers all', async () => {
    const forged = OFFICIAL.replace('7.05:Bar', '7.06:Bar')
    const { out, code } = await brotkastenReading(
      `${OFFICIAL}\n${forged}\nhello\n${OFFICIAL}\n`,
      'verify',
      'qr',
    )
    const verdicts = out
      .trim()
      .split('\n')
      .map((line) => json(line).valid)
    expect({ verdicts, code }).toEqual({ verdicts: [true, false, false, true], code: 1 })
  })

  test('an enormous line is not valid and does no harm', async () => {
    const { out, code } = await brotkastenReading(`V0;${'x'.repeat(1_000_000)}\n`, 'verify', 'qr')
    expect({ valid: json(out).valid, code }).toEqual({ valid: false, code: 1 })
  })
})

describe('verify log', () => {
  test('finds the certificates beside the messages', async () => {
    const { out, code } = await brotkasten('--json', 'verify', 'log', ...logs())
    expect(code).toBe(0)
    expect(json(out)).toMatchObject({ valid: true })
  })

  test('names a message that was altered, and one cut short', async () => {
    const finish = logs().find((path) => path.includes('Finish')) ?? ''
    const bytes = readFileSync(finish)
    const [altered, cut] = [join(folder, 'altered.log'), join(folder, 'cut.log')]
    writeFileSync(altered, Buffer.from(bytes.toString('latin1').replace('1.90:Bar', '1.80:Bar'), 'latin1'))
    writeFileSync(cut, bytes.subarray(0, 40))
    const { out, code } = await brotkasten(
      '--json',
      'verify',
      'log',
      altered,
      cut,
      join(folder, 'missing.log'),
    )
    expect(code).toBe(1)
    expect(json(out)).toMatchObject({
      messages: [
        { valid: false, reason: 'signature' },
        { valid: false, reason: expect.stringMatching(/^malformed/) },
        { valid: false, reason: expect.stringMatching(/^unreadable/) },
      ],
    })
  })
})

describe('verify tar', () => {
  test('is content with a whole archive', async () => {
    const { out, code } = await brotkasten('verify', 'tar', join(folder, 'archive.tar'))
    expect({ out, code }).toMatchObject({ code: 0, out: expect.stringMatching(/In Ordnung/) })
  })

  test('is not with one that broke off, and says so', async () => {
    writeFileSync(join(folder, 'torn.tar'), tar.subarray(0, tar.length - 2_000))
    const { out, code } = await brotkasten('--json', 'verify', 'tar', join(folder, 'torn.tar'))
    expect({ ...json(out), code }).toMatchObject({ code: 1, valid: false })
  })
})

describe('verify dsfinvk', () => {
  test('names what is missing in a folder that is no export', async () => {
    const { out, code } = await brotkasten('--json', 'verify', 'dsfinvk', folder)
    expect({ ...json(out), code }).toMatchObject({ code: 1, valid: false, findings: [{ rule: 'readable' }] })
  })

  test('names what breaks an export that was cut', async () => {
    writeFileSync(join(folder, 'cut.zip'), 'PK')
    const { out, code } = await brotkasten('--json', 'verify', 'dsfinvk', join(folder, 'cut.zip'))
    expect({ ...json(out), code }).toMatchObject({ code: 1, valid: false, findings: [{ rule: 'readable' }] })
  })
})
