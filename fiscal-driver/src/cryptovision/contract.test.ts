import { tseContract } from '../contract/tse-contract.ts'
import { COMMANDS } from './commands.ts'
import { CARD_CONFIG, cardBench, must } from './emulator/bench.fixture.ts'

const CODES = { start: COMMANDS.startTransaction.code, finish: COMMANDS.finishTransaction.code }

tseContract('the CryptoVision driver on the emulated card', async (limits) => {
  const config = { ...CARD_CONFIG, limits: { ...CARD_CONFIG.limits, ...limits } }
  const bench = cardBench({ config })
  bench.volumes.unmountStale()
  must(await bench.provision([]))
  return {
    tse: bench.driver(),
    now: bench.now,
    restart: async () => {
      bench.volumes.unplug()
      bench.replug()
    },
    loseAnswer: (of) => bench.card.faults.add({ kind: 'deviceTimeout', code: CODES[of], executes: true }),
    dispose: async () => {},
  }
})
