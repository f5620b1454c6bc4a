import type { Command } from 'commander'
import { type Output, print, type Report } from './report.ts'

/** What every command gets from outside. */
export interface Shell extends Output {
  /** Standard input. */
  readonly input: NodeJS.ReadableStream
  /** Told once per run: 0 only where all is well. */
  exit(code: number): void
}

/** Turns a function that answers a report into the action of a command. */
export const run =
  <A extends readonly unknown[]>(shell: Shell, work: (...args: A) => Promise<Report>) =>
  async (...args: readonly unknown[]): Promise<void> => {
    const command = args.at(-1) as Command
    const report = await work(...(args.slice(0, -1) as unknown as A))
    print(report, command.optsWithGlobals().json === true, shell)
    shell.exit(report.well ? 0 : 1)
  }

export const BOX_URL = 'http://localhost:8080'
