import { type ChildProcess, fork, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CardOrder, CardReport } from './serve.fixture.ts'

/** A process of its own with emulated cards in it, and the folders they are mounted at. */
export class CardBox {
  readonly #child: ChildProcess
  readonly #folder = mkdtempSync(join(tmpdir(), 'cards-'))
  readonly #mounted: string[] = []
  readonly #waiting = new Map<number, (report: CardReport) => void>()
  #orders = 0

  constructor() {
    this.#child = fork(fileURLToPath(new URL('serve.fixture.ts', import.meta.url)), {
      execArgv: [],
      // One thread waits in the kernel per mount; four, as usual, would soon be all taken.
      env: { ...process.env, UV_THREADPOOL_SIZE: '64' },
    })
    this.#child.on('message', (report: CardReport) => this.#waiting.get(report.order)?.(report))
    this.#child.on('exit', () => {
      for (const [order, settle] of this.#waiting)
        settle({ order, error: 'the process with the cards has ended' })
    })
  }

  /** A folder for the next mount. */
  nextFolder(): string {
    const folder = join(this.#folder, `mount-${this.#mounted.length + 1}`)
    this.#mounted.push(folder)
    return folder
  }

  async order(what: CardOrder): Promise<void> {
    this.#orders += 1
    const order = this.#orders
    const report = await new Promise<CardReport>((resolve) => {
      this.#waiting.set(order, resolve)
      this.#child.send({ order, what })
    })
    this.#waiting.delete(order)
    if (report.error !== null) throw new Error(report.error)
  }

  /** Ends the process without a word, as when a cable is torn: its mounts go dead. */
  kill(): Promise<void> {
    return new Promise((resolve) => {
      this.#child.once('exit', () => resolve())
      this.#child.kill('SIGKILL')
    })
  }

  /** Frees one mount as soon as nobody uses it. */
  unmount(folder: string): void {
    spawnSync('umount', ['-l', folder])
  }

  close(): void {
    for (const folder of this.#mounted) this.unmount(folder)
    if (this.#child.connected) this.#child.disconnect()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

/** Why cards cannot be mounted here, or null where they can: found out by mounting one. */
export async function fuseProblem(): Promise<string | null> {
  if (!existsSync('/dev/fuse')) return '/dev/fuse is missing'
  if (process.getuid?.() !== 0) return 'mounting takes root'
  const box = new CardBox()
  try {
    await box.order({ do: 'insert', card: 0, folder: box.nextFolder(), limits: {} })
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    box.close()
  }
}
