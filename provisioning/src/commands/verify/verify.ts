import type { Command } from 'commander'
import type { Shell } from '../run.ts'
import { verifyDsfinvkCommand } from './dsfinvk.ts'
import { verifyLogCommand } from './log.ts'
import { verifyQrCommand } from './qr.ts'
import { verifyTarCommand } from './tar.ts'

/** `verify …`: checks what a TSE or a till wrote, anyone's, without a running system. */
export function verifyCommands(program: Command, shell: Shell): void {
  const verify = program.command('verify').description('prüft Belege, TSE-Logs und Exporte, auch fremde')
  verifyQrCommand(verify, shell)
  verifyLogCommand(verify, shell)
  verifyTarCommand(verify, shell)
  verifyDsfinvkCommand(verify, shell)
}
