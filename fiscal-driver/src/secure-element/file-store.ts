import { closeSync, fdatasync, fstatSync, ftruncateSync, readSync, writeSync } from 'node:fs'
import { err, ok, type Result } from '@brotkasten/domain/result'
import { openElementFile, repairElementFile } from './element-file.ts'
import { encodeFrame, type Frame, frameAt, HEADER_BYTES, MAGIC, MAX_PAYLOAD } from './frame.ts'
import { scanFrames } from './scan-frames.ts'
import { type ElementStore, type FrameVisitor, offsetsFrom, type StoreFailure } from './store.ts'

type StoreResult<T> = Result<T, StoreFailure>

const failed = (kind: StoreFailure['kind'], detail: string) => err<StoreFailure>({ kind, detail })

const io = (error: unknown) => failed('io', error instanceof Error ? error.message : String(error))

/**
 * Opens the element's file in a folder. Only one program may write it: another one's append is noticed before the
 * next of ours, and refused, because both would hand out the same counters.
 */
export const fileStore = (folder: string): StoreResult<ElementStore> => {
  try {
    const fd = openElementFile(folder)
    const end = repairElementFile(fd)
    if (end.ok) return ok(new FileStore(fd, end.value))
    closeSync(fd)
    return end
  } catch (error) {
    return io(error)
  }
}

class FileStore implements ElementStore {
  readonly #fd: number
  #end: number
  #flushedTo: number
  #flushing: Promise<StoreResult<void>> = Promise.resolve(ok(undefined))
  #closed = false

  constructor(fd: number, end: number) {
    this.#fd = fd
    this.#end = end
    this.#flushedTo = end
  }

  /** Runs file work: a closed descriptor may belong to another file by now, and errors of the disk are no bugs. */
  #guarded<T>(work: () => StoreResult<T>): StoreResult<T> {
    if (this.#closed) return failed('io', 'the element file is closed')
    try {
      return work()
    } catch (error) {
      return io(error)
    }
  }

  scan(visit: FrameVisitor, from = MAGIC.length, to = this.#end): StoreResult<void> {
    return this.#guarded(() => {
      const { state, end } = scanFrames(this.#fd, from, to, visit)
      return state === 'whole' ? ok(undefined) : failed('corrupt', `no frame at ${end}`)
    })
  }

  append(frames: readonly Frame[]): StoreResult<readonly number[]> {
    return this.#guarded(() => {
      const encoded = frames.map(encodeFrame)
      const bytes = encoded.length === 1 && encoded[0] ? encoded[0] : Buffer.concat(encoded)
      const written = this.#write(bytes)
      if (!written.ok) return written
      const offsets = offsetsFrom(this.#end, encoded)
      this.#end += bytes.length
      return ok(offsets)
    })
  }

  #write(bytes: Uint8Array): StoreResult<void> {
    if (fstatSync(this.#fd).size !== this.#end)
      return failed('foreignWriter', 'another program wrote the element file')
    let written = 0
    try {
      written = writeSync(this.#fd, bytes)
    } finally {
      if (written < bytes.length) ftruncateSync(this.#fd, this.#end)
    }
    return written === bytes.length ? ok(undefined) : failed('io', 'the disk took only a part')
  }

  read(offset: number): ReturnType<ElementStore['read']> {
    return this.#guarded(() => {
      const header = Buffer.alloc(HEADER_BYTES)
      if (offset < MAGIC.length || offset + HEADER_BYTES > this.#end)
        return failed('corrupt', `no frame at ${offset}`)
      readSync(this.#fd, header, 0, HEADER_BYTES, offset)
      const bytes = Buffer.alloc(HEADER_BYTES + Math.min(header.readUInt32BE(0), MAX_PAYLOAD))
      readSync(this.#fd, bytes, 0, bytes.length, offset)
      const found = frameAt(bytes, 0)
      if (found.kind !== 'frame') return failed('corrupt', `no frame at ${offset}`)
      return ok({ frame: found.frame, end: offset + bytes.length })
    })
  }

  flush(): Promise<StoreResult<void>> {
    if (this.#closed) return Promise.resolve(failed('io', 'the element file is closed'))
    if (this.#flushedTo === this.#end) return this.#flushing
    this.#flushedTo = this.#end
    this.#flushing = new Promise((resolve) => {
      fdatasync(this.#fd, (error) => resolve(error === null ? ok(undefined) : io(error)))
    })
    return this.#flushing
  }

  end(): number {
    return this.#end
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await this.#flushing
    closeSync(this.#fd)
  }
}
