import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tempFolder } from '../../test/temp-folder.ts'
import { deleteDemoData, openDataFolder } from './data-folder.ts'

test('a new folder becomes the demo’s, and stays it', async () => {
  const root = join(tempFolder(), 'data')
  expect((await openDataFolder(root)).ok).toBe(true)
  expect((await openDataFolder(root)).ok).toBe(true)
})

test('a folder with something else in it is not touched', async () => {
  const root = tempFolder()
  writeFileSync(join(root, 'thesis.txt'), '')
  expect(await openDataFolder(root)).toMatchObject({ ok: false })
  expect(await deleteDemoData(root)).toMatchObject({ ok: false })
  expect(readdirSync(root)).toEqual(['thesis.txt'])
})

test('beginning anew deletes what the demo made and nothing else', async () => {
  const root = tempFolder()
  const folder = await openDataFolder(root)
  if (!folder.ok) throw new Error(folder.error.message)
  for (const path of [folder.value.centre, folder.value.box]) mkdirSync(path)
  writeFileSync(join(root, 'thesis.txt'), '')
  expect(await deleteDemoData(root)).toEqual({ ok: true, value: true })
  expect(readdirSync(root)).toEqual(['thesis.txt'])
})

test('where nothing is, nothing is deleted', async () => {
  const root = join(tempFolder(), 'never')
  expect(await deleteDemoData(root)).toEqual({ ok: true, value: false })
  expect(existsSync(root)).toBe(false)
})

test('a folder that cannot be made is a failure with the variable', async () => {
  const file = join(tempFolder(), 'file')
  writeFileSync(file, '')
  expect(await openDataFolder(join(file, 'data'))).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('DATA_DIR') },
  })
})
