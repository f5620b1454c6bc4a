import { CommanderError } from 'commander'
import { wrongCall } from './german.ts'
import { brotkasten } from './program.ts'
import { failed, print } from './report.ts'
import type { Shell } from './run.ts'

/** Runs the command line with the words behind `brotkasten`. */
export async function invoke(words: readonly string[], shell: Shell): Promise<void> {
  try {
    await brotkasten(shell).parseAsync([...words], { from: 'user' })
  } catch (error) {
    const sentence = wrongCall(error)
    if (sentence !== null) print(failed('usage', sentence), words.includes('--json'), shell)
    shell.exit(error instanceof CommanderError ? error.exitCode : 1)
  }
}
