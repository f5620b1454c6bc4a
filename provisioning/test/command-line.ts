import { Readable } from 'node:stream'
import { invoke } from '../src/commands/invoke.ts'

/** Runs `brotkasten …` in this process; answers what a shell would see. */
export const brotkasten = (...words: string[]) => brotkastenReading('', ...words)

/** The same with a text on standard input. */
export async function brotkastenReading(input: string, ...words: string[]) {
  const seen = { out: '', err: '', code: 0 }
  await invoke(words, {
    input: Readable.from(input === '' ? [] : [input]),
    out: (text) => {
      seen.out += text
    },
    err: (text) => {
      seen.err += text
    },
    exit: (code) => {
      seen.code = code
    },
  })
  return seen
}
