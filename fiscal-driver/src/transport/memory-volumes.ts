import { ok, type Result } from '@brotkasten/domain/result'
import { assertAligned, type BlockFile, type Volume, type Volumes } from './block-file.ts'
import { type Unreachable, unreachable } from './failure.ts'

/** The device's side of a file: what an emulator implements. */
export interface EmulatedFile {
  readonly size: number
  read(position: number, length: number): Uint8Array
  /** A torn write arrives with fewer bytes than a sector. */
  write(position: number, bytes: Uint8Array): void
}

export interface EmulatedStick {
  readonly files: ReadonlyMap<string, EmulatedFile>
  /** Called when the stick loses power. */
  powerOff?(): void
}

export interface Transfer {
  readonly kind: 'read' | 'write'
  readonly file: string
  readonly position: number
  readonly bytes: Uint8Array
}

interface Plug {
  readonly stick: EmulatedStick
  readonly name: string
  present: boolean
}

/**
 * Volumes in memory, the twin of `mountedVolumes`: records every transfer and can pull the stick after any byte. A
 * pulled stick leaves a stale mount behind, as Linux does: it is listed, it opens, and every transfer fails.
 */
export class MemoryVolumes implements Volumes {
  readonly trace: Transfer[] = []
  #plugs: Plug[] = []
  #count = 0
  #bytesUntilUnplug = Number.POSITIVE_INFINITY
  #staleForgotten = false

  constructor(...sticks: readonly EmulatedStick[]) {
    for (const stick of sticks) this.plug(stick)
  }

  async list(): Promise<readonly Volume[]> {
    return this.#plugs.map((plug) => ({ name: plug.name, open: async (file) => this.#open(plug, file) }))
  }

  /** Plugs a stick in under the next device name. */
  plug(stick: EmulatedStick): void {
    this.#count += 1
    this.#plugs.push({ stick, name: `/mnt/stick-${this.#count}`, present: true })
  }

  /** Pulls every stick; its mounts stay behind, stale. */
  unplug(): void {
    this.#bytesUntilUnplug = Number.POSITIVE_INFINITY
    for (const plug of this.#plugs.filter(({ present }) => present)) {
      plug.present = false
      plug.stick.powerOff?.()
    }
    if (this.#staleForgotten) this.#plugs = []
  }

  /** The stick is pulled when this many more bytes have gone over the wire, in the middle of a transfer if need be. */
  unplugAfter(bytes: number): void {
    this.#bytesUntilUnplug = bytes
  }

  /** From now on the system unmounts what was pulled. */
  unmountStale(): void {
    this.#staleForgotten = true
    this.#plugs = this.#plugs.filter(({ present }) => present)
  }

  #open(plug: Plug, name: string): Result<BlockFile, Unreachable> {
    const file = plug.stick.files.get(name)
    if (file === undefined) return unreachable(`cannot open ${plug.name}/${name}: ENOENT`)
    return ok({
      read: async (position, length) => this.#read(plug, name, file, position, length),
      write: async (position, bytes) => this.#write(plug, name, file, position, bytes),
      size: async () => ok(file.size),
      close: async () => {},
    })
  }

  #read(
    plug: Plug,
    name: string,
    file: EmulatedFile,
    position: number,
    length: number,
  ): Result<Uint8Array, Unreachable> {
    assertAligned(position, length)
    if (!plug.present || this.#pass(length) < length) return unreachable(`cannot read ${name}: EIO`)
    if (position + length > file.size) return unreachable(`${name} ends after ${file.size} bytes`)
    const bytes = file.read(position, length).slice()
    this.trace.push({ kind: 'read', file: name, position, bytes })
    return ok(bytes)
  }

  #write(
    plug: Plug,
    name: string,
    file: EmulatedFile,
    position: number,
    bytes: Uint8Array,
  ): Result<void, Unreachable> {
    assertAligned(position, bytes.length)
    if (!plug.present) return unreachable(`cannot write ${name}: EIO`)
    const survivors = Math.min(bytes.length, this.#bytesUntilUnplug)
    if (survivors > 0) file.write(position, bytes.slice(0, survivors))
    if (this.#pass(bytes.length) < bytes.length) return unreachable(`cannot write ${name}: EIO`)
    this.trace.push({ kind: 'write', file: name, position, bytes: bytes.slice() })
    return ok(undefined)
  }

  /** How many of `length` bytes get through before the stick is gone. */
  #pass(length: number): number {
    const passed = Math.min(length, this.#bytesUntilUnplug)
    this.#bytesUntilUnplug -= passed
    if (passed < length) this.unplug()
    return passed
  }
}
