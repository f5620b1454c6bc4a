import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { tempFolder } from '../../test/temp-folder.ts'
import { hashOf } from './app-hash.ts'

function sources() {
  const root = tempFolder()
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  write('app/src/main.ts', 'one')
  write('app/index.html', 'page')
  write('lock.json', '{}')
  return { root, write, hash: () => hashOf(root, ['app', 'lock.json', 'missing']) }
}

test('the same content has the same hash, whenever it was written', async () => {
  const { root, hash } = sources()
  const before = await hash()
  utimesSync(join(root, 'app/src/main.ts'), 0, 0)
  expect(await hash()).toBe(before)
})

test.each([
  ['a changed file', (root: string) => writeFileSync(join(root, 'app/src/main.ts'), 'two')],
  ['a new file', (root: string) => writeFileSync(join(root, 'app/src/new.ts'), '')],
  ['a deleted file', (root: string) => rmSync(join(root, 'app/index.html'))],
  ['a file beside the app', (root: string) => writeFileSync(join(root, 'lock.json'), '[]')],
])('%s changes the hash', async (_, change) => {
  const { root, hash } = sources()
  const before = await hash()
  change(root)
  expect(await hash()).not.toBe(before)
})

test('what is built, installed or only a test does not count', async () => {
  const { write, hash } = sources()
  const before = await hash()
  write('app/dist/main.js', 'built')
  write('app/node_modules/x/index.js', 'installed')
  write('app/src/main.test.ts', 'tested')
  expect(await hash()).toBe(before)
})
