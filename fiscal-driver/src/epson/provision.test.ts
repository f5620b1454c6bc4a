import { expect, test } from 'vitest'
import { CLIENT, must, printerBench, SECRETS } from './emulator/bench.fixture.ts'
import { provisionEpson } from './provision.ts'

const secrets = { ...SECRETS, puk: '123456' }

test('a new TSE is set up once, and works afterwards', async () => {
  const { line, clock, now, element, driver } = printerBench({ blank: true })
  const wanted = { at: line.dial, secrets, now: now(), clock }
  must(await provisionEpson(wanted))
  must(await provisionEpson(wanted))
  expect(element.state.lifecycle).toBe('active')
  const tse = driver()
  must(await tse.open(now()))
  must(await tse.registerClient(CLIENT))
  expect((await tse.startTransaction(CLIENT)).ok).toBe(true)
})

test('setting up that breaks off anywhere is simply repeated', async () => {
  for (let cut = 100; cut < 6000; cut += 317) {
    const { line, clock, now, element } = printerBench({ blank: true })
    const wanted = { at: line.dial, secrets, now: now(), clock, timeout: 1000 }
    line.unplugAfter(cut)
    await provisionEpson(wanted)
    line.unplug()
    line.replug()
    must(await provisionEpson(wanted))
    expect(element.state.lifecycle).toBe('active')
  }
})
