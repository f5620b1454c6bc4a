import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { instantSchema } from '@brotkasten/domain/schema'
import * as v from 'valibot'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { brotkasten } from '../../test/command-line.ts'
import { type DemoPlace, DemoProcess, demoPlace } from '../../test/demo-process.ts'
import { tempFolder } from '../../test/temp-folder.ts'
import { ask, Till } from '../../test/till.ts'
import { call } from '../http/call.ts'
import { readConfig } from './config.ts'
import { checkPorts } from './ports.ts'

const PAIR = /http:\/\/localhost:(\d+)\/\?pair=(\S+)/
const receipts = v.object({ receipts: v.array(v.unknown()) })

/** A demo of one's own, ended when the test is over, whatever happened. */
function begin(place: DemoPlace, ...words: string[]): DemoProcess {
  const demo = new DemoProcess(place, ...words)
  onTestFinished(async () => {
    await demo.end()
  })
  return demo
}

const page = async (url: string) => (await fetch(url)).text()
const isAlive = (pid: number) => existsSync(`/proc/${pid}`)
const url = (port: number) => `http://127.0.0.1:${port}/`

/** Everything a start leaves behind must be gone: processes and listeners. */
async function expectNothingLeft(place: DemoPlace, children: readonly number[]) {
  expect(children.filter(isAlive)).toEqual([])
  const config = readConfig(place.env)
  expect(config.ok && (await checkPorts(config.value))).toEqual({ ok: true, value: null })
}

async function headquarters(place: DemoPlace) {
  const body = { name: 'zentrale', password: 'sonnenkorn-2026' }
  const answer = await call(v.unknown(), url(place.centrePort), '/api/login', { body })
  if (!answer.ok) throw new Error(JSON.stringify(answer.error))
  const { cookie } = answer.value
  return <S extends v.GenericSchema>(schema: S, path: string, sent?: unknown) =>
    ask(
      schema,
      url(place.centrePort),
      path,
      sent === undefined ? { headers: { cookie } } : { headers: { cookie }, body: sent },
    )
}

test('npm start sells, ends without a trace, and the next start finds everything again', async () => {
  const place = await demoPlace(join(tempFolder(), 'data'))
  const demo = begin(place)
  const summary = await demo.summary()
  const [, boxPort, code = ''] = PAIR.exec(summary) ?? []
  expect(Number(boxPort)).toBe(place.boxPort)
  expect(await page(url(place.boxPort))).toContain('<script')
  expect(await page(url(place.centrePort))).toContain('<script')

  const till = await Till.pair(url(place.boxPort), code)
  const sale = await till.sellOne('11', '1111', 'Brötchen')
  expect(sale).toMatchObject({ repeated: false, receipt: { gross: 50 } })
  const centre = await headquarters(place)
  await vi.waitFor(
    async () =>
      expect(await centre(receipts, '/api/branches/filiale-marktplatz/receipts')).toMatchObject({
        receipts: [{ gross: 50 }],
      }),
    { timeout: 20_000, interval: 100 },
  )
  const children = demo.children()
  expect(children).toHaveLength(2)
  expect(await demo.end()).toBe(0)
  await expectNothingLeft(place, children)

  const again = begin(place)
  const [, , nextCode = ''] = PAIR.exec(await again.summary()) ?? []
  const sameTill = await Till.pair(url(place.boxPort), nextCode)
  expect(sameTill.registerName).toBe(till.registerName)
  expect(await sameTill.receiptCount()).toBe(1)
  expect(await again.end('SIGTERM')).toBe(0)
  expect(again.text).not.toContain('Building')
})

test('the command line works at the demo’s box and centre', async () => {
  const place = await demoPlace(join(tempFolder(), 'data'))
  const demo = begin(place)
  await demo.summary()
  const box = url(place.boxPort)
  await vi.waitFor(async () => expect((await brotkasten('status', '--box', box)).code).toBe(0), {
    timeout: 10_000,
    interval: 100,
  })
  expect((await brotkasten('terminal', 'code', '--box', box)).out).toContain(`${box}?pair=`)
  expect((await brotkasten('device', 'add', 'bake-monitor', '--box', box)).out).toContain('bake-monitor')

  const centre = await headquarters(place)
  const schema = v.object({ code: v.string(), expiresAt: instantSchema })
  const { code } = await centre(schema, '/api/enrolment-codes', { branchId: 'filiale-bahnhof' })
  const enrol = (data: string, typed: string) =>
    brotkasten('box', 'enrol', '--centre', url(place.centrePort), '--code', typed, '--data', data, '--json')
  const data = tempFolder()
  const enrolled = await enrol(data, code.toLowerCase())
  expect(JSON.parse(enrolled.out)).toMatchObject({ branchName: 'Bahnhof' })
  expect(JSON.parse((await enrol(data, code)).out)).toMatchObject({ error: { kind: 'alreadyBox' } })
  expect(JSON.parse((await enrol(tempFolder(), code)).out)).toMatchObject({ error: { kind: 'codeUsed' } })
  expect(JSON.parse((await enrol(tempFolder(), 'AAAA-AAAA')).out)).toMatchObject({
    error: { kind: 'codeUnknown' },
  })
})

describe('npm start', () => {
  test('names a taken port and its variable, and leaves nothing running', async () => {
    const place = await demoPlace(join(tempFolder(), 'data'))
    const server = createServer().listen(place.boxPort, '127.0.0.1')
    onTestFinished(() => {
      server.close()
    })
    await once(server, 'listening')
    const demo = begin(place)
    expect(await demo.exitCode()).toBe(1)
    expect(demo.text).toContain(`Port ${place.boxPort} is taken`)
    expect(demo.text).toContain('BOX_PORT=')
  })

  test('ends as a whole with the last words of a program that dies', async () => {
    const place = await demoPlace(join(tempFolder(), 'data'))
    const demo = begin(place)
    await demo.summary()
    const children = demo.children()
    const [centre = 0] = children
    process.kill(centre, 'SIGKILL')
    expect(await demo.exitCode()).toBe(1)
    expect(demo.text).toMatch(/The centre ended by SIGKILL\. Its last words .*centre\.log/)
    await expectNothingLeft(place, children)
  })

  test('ends cleanly when it is stopped before it is ready', async () => {
    const place = await demoPlace(join(tempFolder(), 'data'))
    const demo = begin(place)
    await vi.waitFor(() => expect(demo.children().length).toBeGreaterThan(0), {
      timeout: 10_000,
      interval: 5,
    })
    const children = demo.children()
    expect(await demo.end()).toBe(0)
    await expectNothingLeft(place, children)
  })

  test('begins anew with --fresh and says what it deleted', async () => {
    const place = await demoPlace(join(tempFolder(), 'data'))
    const first = begin(place)
    const [, , code = ''] = PAIR.exec(await first.summary()) ?? []
    await (await Till.pair(url(place.boxPort), code)).sellOne('11', '1111', 'Brötchen')
    await first.end()
    const second = begin(place, '--fresh')
    const [, , newCode = ''] = PAIR.exec(await second.summary()) ?? []
    expect(second.text).toContain(`deleted the demo data in ${place.dataDir}`)
    expect(await (await Till.pair(url(place.boxPort), newCode)).receiptCount()).toBe(0)
  })

  test('refuses an option it does not know', async () => {
    const demo = begin(await demoPlace(tempFolder()), '--frehs')
    expect(await demo.exitCode()).toBe(1)
    expect(demo.text).toContain('--fresh')
  })
})
