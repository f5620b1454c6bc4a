import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32, inflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { DeflateFile } from './deflate-file.ts'
import { tempFolder } from './test-package.fixture.ts'

test('what is deflated chunk by chunk inflates whole, and is summed up', async () => {
  await using folder = await tempFolder()
  const path = join(folder.path, 'a.deflated')
  const chunks = Array.from({ length: 50 }, (_, at) => Buffer.from(`${at};`.repeat(2000)))
  const file = new DeflateFile(path)
  for (const chunk of chunks) await file.write(chunk)
  await file.finish()
  const whole = Buffer.concat(chunks)
  expect(inflateRawSync(await readFile(path)).equals(whole)).toBe(true)
  expect([file.bytes, file.crc32]).toEqual([whole.length, crc32(whole)])
})

test('a disk that fails is named as the reason', async () => {
  await using folder = await tempFolder()
  const file = new DeflateFile(join(folder.path, 'nowhere', 'a.deflated'))
  const fill = async () => {
    for (let at = 0; at < 100; at++) await file.write(Buffer.alloc(64 * 1024, at))
    await file.finish()
  }
  await expect(fill()).rejects.toThrow('ENOENT')
  await file.abandon()
})

test('an abandoned file leaves nobody waiting', async () => {
  await using folder = await tempFolder()
  const file = new DeflateFile(join(folder.path, 'a.deflated'))
  await file.write(Buffer.alloc(1000))
  await file.abandon()
  await file.abandon()
  expect(file.bytes).toBe(1000)
})
