import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EPSON_CONFIG, printerBench, SECRETS } from '@brotkasten/fiscal-driver/epson/emulator/bench.fixture'
import { serveTcp } from '@brotkasten/fiscal-driver/transport/serve-tcp'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openTestBox, saleOf } from '../testing/test-box.ts'
import { openDevice } from './open-device.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'brotkasten-device-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const software = { curve: 'P-256', latencyMs: 0 } as const
const clock = () => new Date()
const choose = (choice: unknown) => writeFileSync(join(folder, 'tse.json'), JSON.stringify(choice))

test('without a choice the simulator signs, and says that it is one', async () => {
  const tse = openDevice(folder, software, clock)
  expect(await tse.open(clock())).toMatchObject({
    ok: true,
    value: { emulated: true, certificationId: null },
  })
  await tse.close()
})

test('a box sells with the Epson TSE it was told of, over TCP', async () => {
  const bench = printerBench({ config: EPSON_CONFIG })
  const server = await serveTcp(bench.printer)
  choose({ device: 'epson', host: '127.0.0.1', port: server.port, secrets: SECRETS })
  const t = await openTestBox({ tse: openDevice(folder, software, clock), patienceMs: 20_000 })
  const sold = await t.box.deps.seller.sell(saleOf(), t.register, t.operator)
  expect(sold).toMatchObject({
    ok: true,
    value: { receipt: { tse: { state: 'signed', transactionNumber: 1 } } },
  })
  await t.close()
  await server.close()
})

describe('a damaged choice is no reason to fall back to the simulator', () => {
  test.each([
    ['an unknown device', { device: 'cloud' }, /device/],
    ['a missing PIN', { device: 'cryptovision', pins: { admin: '12345678' } }, /pins\.timeAdmin/],
    ['a port that is none', { device: 'epson', host: 'x', port: 0, secrets: SECRETS }, /port/],
  ])('%s', (_name, choice, message) => {
    choose(choice)
    expect(() => openDevice(folder, software, clock)).toThrow(message)
  })
})
