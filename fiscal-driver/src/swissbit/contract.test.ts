import { afterAll, describe, expect } from 'vitest'
import { tseContract } from '../contract/tse-contract.ts'
import { CardBox, fuseProblem } from '../cryptovision/emulator/fuse/box.fixture.ts'
import { volumesAt } from '../transport/mounted-volumes.ts'
import { openSwissbitRaw } from './device.ts'
import { must, SECRETS, swissbitBench } from './emulator/bench.fixture.ts'
import { provisionSwissbit } from './provision.ts'

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

const problem = await fuseProblem()

describe.skipIf(problem !== null)(`behind real files [${problem ?? 'by FUSE'}]`, () => {
  const box = problem === null ? new CardBox() : null
  afterAll(() => box?.close())
  const theBox = (): CardBox => box ?? expect.fail()
  let card = 0

  tseContract(
    'the raw Swissbit driver on a mounted device',
    async () => {
      card += 1
      const mine = card
      const folders = [theBox().nextFolder()]
      await theBox().order({ do: 'insert', card, folder: folders[0] ?? '', limits: {}, family: 'swissbit' })
      const volumes = { list: () => volumesAt(folders).list() }
      const options = {
        volumes,
        secrets: SECRETS,
        experimental: true,
        pacing: { pollEvery: 1, timeout: 3000 },
      }
      must(await provisionSwissbit({ ...options, now: new Date() }))
      const tse = openSwissbitRaw(options) ?? expect.fail()
      return {
        tse,
        now: () => new Date(),
        restart: async () => {
          const folder = theBox().nextFolder()
          await theBox().order({ do: 'replug', card: mine, folder })
          folders.push(folder)
        },
        loseAnswer: () => void theBox().order({ do: 'loseAnswer', card: mine, code: 0 }),
        dispose: async () => {
          await tse.close()
          for (const folder of folders) theBox().unmount(folder)
        },
      }
    },
    { limitsChoosable: false, runs: 3 },
  )
})
