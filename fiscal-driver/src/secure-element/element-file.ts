import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { err, ok, type Result } from '@brotkasten/domain/result'
import { MAGIC } from './frame.ts'
import { scanFrames } from './scan-frames.ts'
import type { StoreFailure } from './store.ts'

/** Makes a new file's name durable, too. */
export const syncFolder = (folder: string): void => {
  const fd = openSync(folder, 'r')
  fsyncSync(fd)
  closeSync(fd)
}

/** Opens the file `log.bin` for appending; one that ends inside its first bytes was never used. */
export const openElementFile = (folder: string): number => {
  mkdirSync(folder, { recursive: true })
  const fd = openSync(join(folder, 'log.bin'), 'a+', 0o600)
  if (fstatSync(fd).size >= MAGIC.length) return fd
  ftruncateSync(fd, 0)
  writeSync(fd, MAGIC)
  fsyncSync(fd)
  syncFolder(folder)
  return fd
}

const hasMagic = (fd: number): boolean => {
  const head = Buffer.alloc(MAGIC.length)
  readSync(fd, head, 0, head.length, 0)
  return head.equals(MAGIC)
}

/** Finds the end of the intact frames and cuts a torn write off behind it. */
export const repairElementFile = (fd: number): Result<number, StoreFailure> => {
  if (!hasMagic(fd)) return err({ kind: 'corrupt', detail: 'no element file' })
  const { end, state } = scanFrames(fd, MAGIC.length, fstatSync(fd).size, () => undefined)
  if (state === 'corrupt') return err({ kind: 'corrupt', detail: `no frame at ${end}` })
  if (state === 'torn') {
    ftruncateSync(fd, end)
    fsyncSync(fd)
  }
  return ok(end)
}
