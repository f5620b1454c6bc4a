import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe } from 'vitest'
import { tseContract } from '../contract/tse-contract.ts'
import { ManualClock } from '../transport/clock.ts'
import { hasPty, ptyWith } from '../transport/pty.fixture.ts'
import { must, STICK_CONFIG, stickBench } from './emulator/bench.fixture.ts'

const COMMANDS = { start: 'startEnd', finish: 'finishEnd' } as const

tseContract('the Diebold Nixdorf driver on the emulated stick', async (limits) => {
  const bench = stickBench({ ...STICK_CONFIG, limits: { ...STICK_CONFIG.limits, ...limits } })
  bench.line.chunk = 700
  must(await bench.provision())
  return {
    tse: bench.driver(),
    now: bench.now,
    restart: async () => {
      bench.line.unplug()
      bench.stick.powerCycle()
      bench.line.replug()
    },
    loseAnswer: (of) => bench.stick.faults.push({ command: COMMANDS[of], kind: 'silence', executes: true }),
    dispose: async () => {},
  }
})

describe.skipIf(!hasPty)('behind a pseudo terminal [needs util-linux script and /dev/ptmx]', () => {
  tseContract(
    'the Diebold Nixdorf driver on the emulated stick over a serial line',
    async (limits) => {
      const bench = stickBench({ ...STICK_CONFIG, limits: { ...STICK_CONFIG.limits, ...limits } })
      must(await bench.provision())
      const clock = new ManualClock()
      bench.stick.onSilence = () => clock.skip()
      const folder = mkdtempSync(join(tmpdir(), 'serial-by-path-'))
      const path = join(folder, 'stick')
      let pty = await ptyWith(bench.stick)
      symlinkSync(pty.path, path)
      const tse = bench.driver({ at: { path }, clock })
      return {
        tse,
        now: bench.now,
        restart: async () => {
          pty.stop()
          rmSync(path)
          bench.stick.powerCycle()
          pty = await ptyWith(bench.stick)
          symlinkSync(pty.path, path)
        },
        loseAnswer: (of) =>
          bench.stick.faults.push({ command: COMMANDS[of], kind: 'silence', executes: true }),
        dispose: async () => {
          await tse.close()
          pty.stop()
          rmSync(folder, { recursive: true })
        },
      }
    },
    { runs: 4 },
  )
})
