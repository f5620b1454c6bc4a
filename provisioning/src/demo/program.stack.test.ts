import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { tempFolder } from '../../test/temp-folder.ts'
import { Program } from './program.ts'

function program(source: string, patienceMs?: number) {
  const folder = tempFolder()
  const script = join(folder, 'script.ts')
  writeFileSync(script, source)
  const logFile = join(folder, 'program.log')
  const options = { name: 'script', script, env: { GREETING: 'Guten Morgen' }, logFile }
  return new Program(patienceMs === undefined ? options : { ...options, patienceMs })
}
const awake = (child: Program) =>
  vi.waitFor(() => expect(child.lastWords()).toContain('awake'), { timeout: 10_000 })

test('a program gets its environment and leaves its last words', async () => {
  const child = program('console.log(process.env.GREETING); process.exit(3)')
  expect(await child.ended).toBe('with code 3')
  expect(child.lastWords()).toBe('Guten Morgen')
  expect(child.running).toBe(false)
})

test('a program that ends when asked ends well', async () => {
  const child = program(
    "setInterval(() => {}, 1e6); process.on('SIGTERM', () => process.exit(0)); console.log('awake')",
  )
  await awake(child)
  await child.stop()
  expect(await child.ended).toBe('with code 0')
})

test('a program that does not listen is ended all the same', async () => {
  const child = program(
    "setInterval(() => {}, 1e6); process.on('SIGTERM', () => {}); console.log('awake')",
    50,
  )
  await awake(child)
  await child.stop()
  expect(await child.ended).toBe('by SIGKILL')
})

test('the log of an earlier run is not taken for last words', async () => {
  const first = program("console.log('early'); process.exit(1)")
  await first.ended
  const script = join(first.logFile, '../script.ts')
  const second = new Program({ name: 'script', script, env: {}, logFile: first.logFile })
  await second.ended
  expect(second.lastWords()).toBe('early')
})
