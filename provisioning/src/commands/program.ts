import { Command } from 'commander'
import { SOFTWARE_VERSION } from '../version.ts'
import { boxCommands } from './box.ts'
import { deviceCommands } from './device.ts'
import { german } from './german.ts'
import type { Shell } from './run.ts'
import { statusCommand } from './status.ts'
import { terminalCommands } from './terminal.ts'
import { verifyCommands } from './verify/verify.ts'

/** The command line `brotkasten`: one file per command, put together here. */
export function brotkasten(shell: Shell): Command {
  const program = new Command('brotkasten')
    .description('Werkzeug für die Technik: Boxen, Kassen und Geräte einer Bäckerei')
    .version(SOFTWARE_VERSION, '-V, --version', 'zeigt die Version')
    .option('--json', 'Ausgabe als JSON, für Programme')
  german(program, shell)
  boxCommands(program, shell)
  terminalCommands(program, shell)
  deviceCommands(program, shell)
  statusCommand(program, shell)
  verifyCommands(program, shell)
  return program
}
