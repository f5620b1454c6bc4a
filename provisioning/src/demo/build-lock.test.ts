import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tempFolder } from '../../test/temp-folder.ts'
import { exclusively } from './build-lock.ts'

/** No process has it: above the largest process id of Linux. */
const NOBODY = 4_194_305

test('one works after the other', async () => {
  const lock = join(tempFolder(), 'cache/build.lock')
  const seen: string[] = []
  const work = (name: string) =>
    exclusively(lock, async () => {
      seen.push(`${name} begins`)
      await new Promise(setImmediate)
      seen.push(`${name} ends`)
    })
  await Promise.all([work('a'), work('b')])
  const [first] = seen[0]?.split(' ') ?? []
  const second = first === 'a' ? 'b' : 'a'
  expect(seen).toEqual([`${first} begins`, `${first} ends`, `${second} begins`, `${second} ends`])
})

test('the lock is gone when the work failed', async () => {
  const lock = join(tempFolder(), 'build.lock')
  await expect(exclusively(lock, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(existsSync(lock)).toBe(false)
})

test('the lock of a dead process counts for nothing', async () => {
  const lock = join(tempFolder(), 'build.lock')
  writeFileSync(lock, String(NOBODY))
  expect(await exclusively(lock, async () => 'done')).toBe('done')
})
