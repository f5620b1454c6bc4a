import { type Command, CommanderError } from 'commander'
import type { Output } from './report.ts'

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': 'Aufruf:',
  'Arguments:': 'Angaben:',
  'Options:': 'Optionen:',
  'Global Options:': 'Überall:',
  'Commands:': 'Befehle:',
}

const SENTENCES: Readonly<Record<string, (what: string) => string>> = {
  'commander.unknownCommand': (what) => `Den Befehl „${what}“ gibt es nicht.`,
  'commander.unknownOption': (what) => `Die Option „${what}“ gibt es nicht.`,
  'commander.missingArgument': (what) => `Es fehlt die Angabe <${what}>.`,
  'commander.missingMandatoryOptionValue': (what) => `Es fehlt ${what}.`,
  'commander.optionMissingArgument': (what) => `Hinter ${what} fehlt der Wert.`,
  'commander.excessArguments': () => 'Das sind zu viele Angaben.',
}

/** Help in German, and errors as exceptions in place of an ended process. */
export function german(program: Command, output: Output): void {
  program
    .exitOverride()
    .configureHelp({ showGlobalOptions: true, styleTitle: (title) => TITLES[title] ?? title })
    .configureOutput({
      writeOut: (text) => output.out(text),
      writeErr: (text) => output.err(text),
      // Errors are printed by whoever catches them: as JSON where that was asked for.
      outputError: () => undefined,
    })
    .helpOption('-h, --help', 'zeigt diese Hilfe')
    .helpCommand(false)
}

/** The sentence for a wrong call, or null where commander only stopped after printing help or version. */
export function wrongCall(error: unknown): string | null {
  if (!(error instanceof CommanderError)) throw error
  const { code, message } = error
  if (code === 'commander.helpDisplayed' || code === 'commander.version' || code === 'commander.help')
    return null
  const what = /'([^']*)'/.exec(message)?.[1] ?? ''
  // The reason of an invalid value is ours and stands at the end: "error: option '--box <url>' argument 'x' is invalid. …"
  const own = /is invalid\. (.*)$/.exec(message)?.[1]
  const sentence = own === undefined ? SENTENCES[code]?.(what) : `${what}: ${own}`
  return `${sentence ?? message} Hilfe: npx brotkasten --help`
}

/** A command that only holds others. */
export const group = (program: Command, name: string, description: string): Command =>
  program.command(name).description(description).helpCommand(false)
