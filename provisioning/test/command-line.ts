import { invoke } from '../src/commands/invoke.ts'

/** Runs `brotkasten …` in this process; answers what a shell would see. */
export async function brotkasten(...words: string[]) {
  const seen = { out: '', err: '', code: 0 }
  await invoke(words, {
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
