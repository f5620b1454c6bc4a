import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { hashOf } from './app-hash.ts'
import { exclusively } from './build-lock.ts'

const ROOT = resolve(import.meta.dirname, '../../..')
const VITE = join(ROOT, 'node_modules/vite/bin/vite.js')
const LOCK = join(ROOT, 'node_modules/.cache/brotkasten/build.lock')
const execute = promisify(execFile)

/** Browser apps by their folder; what they import of ours goes into the hash as well. */
const APPS = { terminal: 'terminal', dashboard: 'central/dashboard' } as const
export type AppName = keyof typeof APPS
const APP_NAMES = Object.keys(APPS) as AppName[]
const SHARED = ['domain/src', 'domain/package.json', 'tsconfig.base.json', 'package-lock.json']

export interface BuildOptions {
  /** All where it is left out. */
  readonly names?: readonly AppName[]
  /** Ends builds that nobody waits for any more. */
  readonly signal?: AbortSignal
  /** Told before a build begins. */
  readonly onBuild?: (name: AppName) => void
}

/**
 * Builds the browser apps whose `dist` is missing or does not belong to the sources as they are; all at once.
 * Throws with vite's own words where a build fails. Answers what was built.
 */
export async function buildApps(options: BuildOptions = {}): Promise<AppName[]> {
  const { names = APP_NAMES } = options
  return exclusively(LOCK, async () => {
    const built = await Promise.all(
      names.map(async (name) => ((await buildApp(name, options)) ? [name] : [])),
    )
    return built.flat()
  })
}

async function buildApp(name: AppName, { signal, onBuild }: BuildOptions): Promise<boolean> {
  const folder = join(ROOT, APPS[name])
  const stamp = join(folder, 'dist', '.sources')
  const hash = await hashOf(ROOT, [APPS[name], ...SHARED])
  if ((await readFile(stamp, 'utf8').catch(() => null)) === hash) return false
  onBuild?.(name)
  const options = { cwd: folder, env: { ...process.env, NO_COLOR: '1' }, ...(signal ? { signal } : {}) }
  try {
    await execute(process.execPath, [VITE, 'build', '--logLevel', 'warn'], options)
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error)
    throw new Error(`The ${name} could not be built:\n${said}`, { cause: error })
  }
  await writeFile(stamp, hash)
  return true
}

if (import.meta.main) {
  const asked = process.argv.slice(2)
  const names = asked.length === 0 ? APP_NAMES : APP_NAMES.filter((name) => asked.includes(name))
  const built = await buildApps({ names })
  console.log(built.length === 0 ? 'Everything is built already.' : `Built: ${built.join(', ')}`)
}
