import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { EmulatedPeer } from './memory-link.ts'

/** A pseudo terminal without native code: util-linux `script` holds its master and passes bytes through. */
export const hasPty = existsSync('/usr/bin/script') && existsSync('/dev/ptmx')

export interface Pty {
  /** Path of the line's end for the driver. */
  readonly path: string
  /** Hangs the line up. */
  stop(): void
}

/** Puts an emulated device behind a pseudo terminal. */
export async function ptyWith(peer: EmulatedPeer): Promise<Pty> {
  const master = spawn('/usr/bin/script', ['-qfc', 'tty; exec sleep 100000', '/dev/null'])
  const { stdin, stdout } = master
  const path = await new Promise<string>((resolve) => {
    let heard = ''
    const hear = (chunk: Uint8Array): void => {
      heard += Buffer.from(chunk).toString('latin1')
      const found = /(\/dev\/pts\/\d+)\r?\n/.exec(heard)?.[1]
      if (found === undefined) return
      stdout.off('data', hear)
      resolve(found)
    }
    stdout.on('data', hear)
  })
  const stop = (): void => {
    master.kill()
  }
  stdin.on('error', () => {})
  const connection = peer.connected((bytes) => stdin.write(bytes), stop)
  stdout.on('data', (chunk: Uint8Array) => connection.bytes(chunk))
  stdout.on('close', () => connection.closed())
  return { path, stop }
}
