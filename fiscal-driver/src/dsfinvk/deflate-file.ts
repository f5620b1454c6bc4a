import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { crc32, createDeflateRaw } from 'node:zlib'

const LEVEL = 6

/** Deflates what it is given into a file, on other threads than ours; counts and sums up on the way. */
export class DeflateFile {
  bytes = 0
  crc32 = 0
  readonly #deflate = createDeflateRaw({ level: LEVEL })
  readonly #done: Promise<void>

  /** The file must not exist yet. */
  constructor(path: string) {
    this.#done = pipeline(this.#deflate, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
    // Whoever writes next, or finishes, hears of a failure; until then nobody listens.
    this.#done.catch(() => {})
  }

  /** Resolves when the chunk has been taken in and its memory may be used again. */
  async write(chunk: Uint8Array): Promise<void> {
    this.bytes += chunk.length
    this.crc32 = crc32(chunk, this.crc32)
    try {
      await new Promise<void>((resolve, reject) => {
        this.#deflate.write(chunk, (error) => (error ? reject(error) : resolve()))
      })
    } catch (error) {
      await this.#done // rejects with what broke the file; the write only knows that it is broken
      throw error
    }
  }

  /** Ends the file. */
  async finish(): Promise<void> {
    this.#deflate.end()
    await this.#done
  }

  /** Gives up, finished or not. */
  async abandon(): Promise<void> {
    this.#deflate.destroy()
    await this.#done.catch(() => {})
  }
}
