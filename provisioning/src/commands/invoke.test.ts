import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { brotkasten } from '../../test/command-line.ts'

describe('a wrong call', () => {
  test.each([
    [['box', 'enrol'], 'Es fehlt --centre <url>.'],
    [['bake'], 'Den Befehl „bake“ gibt es nicht.'],
    [['status', '--boxx', 'a'], 'Die Option „--boxx“ gibt es nicht.'],
    [['device', 'add'], 'Es fehlt die Angabe <id>.'],
    [['device', 'add', 'a', 'b'], 'Das sind zu viele Angaben.'],
    [['status', '--box'], 'Hinter --box <url> fehlt der Wert.'],
    [['status', '--box', 'http://['], '--box <url>: Das ist keine Adresse.'],
  ])('%j says what is wrong and how to get help', async (words, sentence) => {
    expect(await brotkasten(...words)).toEqual({
      out: '',
      err: `${sentence} Hilfe: npx brotkasten --help\n`,
      code: 1,
    })
  })

  test('is JSON where that was asked for', async () => {
    const { out, code } = await brotkasten('bake', '--json')
    expect(JSON.parse(out)).toMatchObject({ error: { kind: 'usage' } })
    expect(code).toBe(1)
  })
})

test('help is German, names every command and ends well', async () => {
  const { out, code } = await brotkasten('--help')
  expect(code).toBe(0)
  for (const word of ['Aufruf:', 'box', 'terminal', 'device', 'status']) expect(out).toContain(word)
})

test('without a command there is help, but nothing was done', async () => {
  const { err, code } = await brotkasten()
  expect(err).toContain('Befehle:')
  expect(code).toBe(1)
})

test('the file that npx runs runs', () => {
  const bin = join(import.meta.dirname, '../../bin/brotkasten.js')
  expect(execFileSync(process.execPath, [bin, '--version'], { encoding: 'utf8' })).toBe('0.1.0\n')
})
