import { certificateFiles, elementLogs, infoFile, logFile, openTar } from '../../emulation/element-archive.ts'
import type { SecureElement } from '../../secure-element/secure-element.ts'
import type { EmulatedFile } from '../../transport/memory-volumes.ts'
import { BLOCKS_PER_FILE } from '../mailbox.ts'

/** Blocks between the end of the archive and the place where process data are taken. */
const GAP = 64

/**
 * The store of an emulated device: the archive from the beginning, growing with every message, and behind it the place
 * where the host writes process data. One file of 1 GiB is more than an emulator needs.
 */
export class TarStore implements EmulatedFile {
  readonly size = BLOCKS_PER_FILE * 512
  readonly #element: SecureElement
  readonly #now: () => Date
  #parts: { readonly at: number; readonly bytes: Uint8Array }[] = []
  #length = 0
  #read = 0
  #written = new Map<number, Uint8Array>()

  constructor(element: SecureElement, now: () => Date) {
    this.#element = element
    this.#now = now
  }

  /** Bytes of the archive now. */
  get archiveSize(): number {
    this.#grow()
    return this.#length
  }

  /** Block index where the next process data go. */
  get dataBlock(): number {
    return this.archiveSize / 512 + GAP
  }

  read(position: number, length: number): Uint8Array {
    this.#grow()
    const bytes = new Uint8Array(length)
    for (const { at, bytes: part } of this.#parts) {
      if (at + part.length <= position || at >= position + length) continue
      const from = Math.max(0, position - at)
      bytes.set(
        part.subarray(from, Math.min(part.length, position + length - at)),
        Math.max(0, at - position),
      )
    }
    return bytes
  }

  write(position: number, bytes: Uint8Array): void {
    for (let at = 0; at + 512 <= bytes.length; at += 512) {
      this.#written.set((position + at) / 512, bytes.slice(at, at + 512))
    }
  }

  /** The process data written at a block, or null where not all of it has arrived. */
  take(block: number, length: number): Uint8Array | null {
    const blocks = Array.from({ length: Math.ceil(length / 512) }, (_, at) => this.#written.get(block + at))
    if (blocks.some((part) => part === undefined)) return null
    return Uint8Array.from(blocks.flatMap((part) => [...(part ?? [])])).subarray(0, length)
  }

  forgetData(): void {
    this.#written.clear()
  }

  #grow(): void {
    if (this.#length === 0) {
      this.#append(
        openTar([infoFile('emulated Swissbit TSE', '1'), ...certificateFiles(this.#element)], this.#now()),
      )
    }
    for (const log of elementLogs(this.#element, this.#read)) {
      this.#append(openTar([logFile(log)], this.#now()))
      this.#read = log.end
    }
  }

  #append(bytes: Uint8Array): void {
    this.#parts.push({ at: this.#length, bytes })
    this.#length += bytes.length
  }
}
