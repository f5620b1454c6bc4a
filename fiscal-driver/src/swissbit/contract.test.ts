import { tseContract } from '../contract/tse-contract.ts'
import { must, swissbitBench } from './emulator/bench.fixture.ts'

tseContract(
  'the raw Swissbit driver on the emulated device',
  async () => {
    const bench = swissbitBench()
    must(await bench.provision())
    return {
      tse: bench.driver(),
      now: bench.now,
      restart: async () => bench.replug(),
      // Start and finish end in the same command; the one that comes next is the one that was asked for.
      loseAnswer: () => bench.stick.faults.push({ command: 'closeTransaction', kind: 'lost' }),
      dispose: async () => {},
    }
  },
  // The most open transactions cannot be read from the device; what exceeding it does is tested beside the driver.
  { limitsChoosable: false, runs: 10 },
)
