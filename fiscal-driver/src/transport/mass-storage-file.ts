import * as fs from 'node:fs'
import { promisify } from 'node:util'
import { ok, type Result } from '@brotkasten/domain/result'
import { alignUpSector, assertAligned, type BlockFile, SECTOR } from './block-file.ts'
import { systemCode, type Unreachable, unreachable } from './failure.ts'

// Plain descriptors, not file handles: where closing fails, as on a stick that was torn out, a handle counts as still
// open, and its garbage collection later ends the process with an uncaught error (seen with a dead FUSE mount).
const openFile = promisify(fs.open)
const readFile = promisify(fs.read)
const writeFile = promisify(fs.write)
const statFile = promisify(fs.fstat)
const closeFile = promisify(fs.close)

/**
 * Memory that O_DIRECT accepts. The kernel wants the buffer itself aligned to 512 bytes; ordinary Buffers and plain
 * ArrayBuffers gave EINVAL in 47 to 50 of 50 tries, resizable ones never, because they get whole pages.
 */
export function alignedMemory(length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new ArrayBuffer(length, { maxByteLength: length }))
}

/**
 * A file on a stick through O_RDWR | O_DIRECT. Without O_DIRECT the host would read its own command back from the page
 * cache for ever; O_SYNC on top would cost one directory write per command and bring nothing.
 */
export class MassStorageFile implements BlockFile {
  #fd: number | null
  #path: string
  #memory = alignedMemory(16 * SECTOR)

  private constructor(path: string, fd: number) {
    this.#path = path
    this.#fd = fd
  }

  static async open(path: string): Promise<Result<MassStorageFile, Unreachable>> {
    try {
      const fd = await openFile(path, fs.constants.O_RDWR | fs.constants.O_DIRECT)
      return ok(new MassStorageFile(path, fd))
    } catch (error) {
      return unreachable(`cannot open ${path}: ${systemCode(error)}`)
    }
  }

  async read(position: number, length: number): Promise<Result<Uint8Array, Unreachable>> {
    assertAligned(position, length)
    const memory = this.#room(length)
    if (this.#fd === null) return this.#closed()
    try {
      for (let done = 0; done < length; ) {
        const { bytesRead } = await readFile(this.#fd, memory, done, length - done, position + done)
        if (bytesRead === 0) return unreachable(`${this.#path} ends after ${position + done} bytes`)
        done += bytesRead
      }
    } catch (error) {
      return unreachable(`cannot read ${this.#path}: ${systemCode(error)}`)
    }
    return ok(memory.slice(0, length))
  }

  async write(position: number, bytes: Uint8Array): Promise<Result<void, Unreachable>> {
    assertAligned(position, bytes.length)
    const memory = this.#room(bytes.length)
    memory.set(bytes)
    if (this.#fd === null) return this.#closed()
    try {
      const { bytesWritten } = await writeFile(this.#fd, memory, 0, bytes.length, position)
      // The rest is not written in a second call: the device would take two halves for two commands.
      if (bytesWritten !== bytes.length)
        return unreachable(`only ${bytesWritten} bytes went to ${this.#path}`)
    } catch (error) {
      return unreachable(`cannot write ${this.#path}: ${systemCode(error)}`)
    }
    return ok(undefined)
  }

  async size(): Promise<Result<number, Unreachable>> {
    if (this.#fd === null) return this.#closed()
    try {
      return ok((await statFile(this.#fd)).size)
    } catch (error) {
      return unreachable(`cannot stat ${this.#path}: ${systemCode(error)}`)
    }
  }

  async close(): Promise<void> {
    const fd = this.#fd
    this.#fd = null
    // Linux frees the descriptor even where closing fails; on a pulled stick there is nothing left to save.
    if (fd !== null) await closeFile(fd).catch(() => {})
  }

  #closed(): ReturnType<typeof unreachable> {
    return unreachable(`${this.#path} is closed`)
  }

  #room(length: number): Uint8Array<ArrayBuffer> {
    if (this.#memory.length < length) this.#memory = alignedMemory(alignUpSector(length))
    return this.#memory
  }
}
