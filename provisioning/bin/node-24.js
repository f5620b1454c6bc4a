// Plain JavaScript: this file must run on whatever Node the machine has, so that it can say what is missing.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const NEEDED = 24
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** Node that npm brought along; null where the optional package is missing. */
function broughtAlong() {
  const modules = resolve(fileURLToPath(import.meta.url), '../../../node_modules')
  const node = resolve(modules, `node-${process.platform}-${process.arch}`, 'bin/node')
  return existsSync(node) ? node : null
}

/** Runs `entry` (a URL) with the arguments of this process on Node 24 or later. */
export async function runOnNode24(entry) {
  if (Number(process.versions.node.split('.')[0]) >= NEEDED) {
    await import(entry.href)
    return
  }
  const node = broughtAlong()
  if (node === null) {
    process.stderr.write(
      `Brotkasten needs Node ${NEEDED} or later; this is ${process.version}. ` +
        'Run "npm ci" (with optional dependencies: they bring Node 24), or install Node 24.\n',
    )
    process.exitCode = 1
    return
  }
  const child = spawn(node, [fileURLToPath(entry), ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal))
  child.on('exit', (code) => {
    process.exitCode = code ?? 1
  })
}
