import { tseContract } from '../contract/tse-contract.ts'
import { systemClock } from '../transport/clock.ts'
import { serveTcp } from '../transport/serve-tcp.ts'
import { openEpson } from './device.ts'
import { EPSON_CONFIG, printerBench, SECRETS } from './emulator/bench.fixture.ts'

const FUNCTIONS = { start: 'StartTransaction', finish: 'FinishTransaction' } as const

const configWith = (limits: object = {}) => ({
  ...EPSON_CONFIG,
  limits: { ...EPSON_CONFIG.limits, ...limits },
})

tseContract('the Epson driver on the emulated printer', (limits) => {
  const bench = printerBench({ config: configWith(limits) })
  bench.line.chunk = 700
  return {
    tse: bench.driver(),
    now: bench.now,
    restart: async () => {
      bench.line.unplug()
      bench.printer.powerCycle()
      bench.line.replug()
    },
    loseAnswer: (of) =>
      bench.printer.faults.push({ functionName: FUNCTIONS[of], kind: 'silence', executes: true }),
    dispose: async () => {},
  }
})

tseContract(
  'the Epson driver on the emulated printer over TCP',
  async (limits) => {
    const bench = printerBench({ config: configWith(limits) })
    const server = await serveTcp(bench.printer)
    const tse = openEpson({
      at: { host: '127.0.0.1', port: server.port },
      secrets: SECRETS,
      clock: systemClock,
    })
    return {
      tse,
      now: bench.now,
      restart: async () => {
        bench.printer.powerCycle()
        server.dropAll()
      },
      loseAnswer: (of) =>
        bench.printer.faults.push({ functionName: FUNCTIONS[of], kind: 'hangUp', executes: true }),
      dispose: async () => {
        await tse.close()
        await server.close()
      },
    }
  },
  { runs: 8 },
)
