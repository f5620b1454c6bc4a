import { spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, read, writeSync } from 'node:fs'
import type { EmulatedFile, EmulatedStick } from '../../../transport/memory-volumes.ts'
import {
  attributesReply,
  directoryReply,
  ERRNO,
  entryReply,
  type FuseRequest,
  initReply,
  type Node,
  nameIn,
  OPERATION,
  openReply,
  REQUEST_BUFFER,
  readRange,
  readRequest,
  reply,
  statfsReply,
  writeRange,
  writeReply,
} from './protocol.ts'

/**
 * A stick as a mounted file system, over the raw /dev/fuse protocol. It must run in another process than the driver: a
 * thread of the driver waits in the kernel while this one answers.
 */
export class FuseMount {
  readonly #fd: number
  readonly #stick: EmulatedStick
  readonly #names: readonly string[]
  /** A pulled stick: the mount stays, opening succeeds, and every transfer fails. */
  pulled = false

  private constructor(fd: number, stick: EmulatedStick) {
    this.#fd = fd
    this.#stick = stick
    this.#names = [...stick.files.keys()]
  }

  /** Mounts the stick; throws where the machine does not allow it. */
  static mount(stick: EmulatedStick, folder: string): FuseMount {
    mkdirSync(folder, { recursive: true })
    const fd = openSync('/dev/fuse', 'r+')
    const options = 'fd=3,rootmode=40000,user_id=0,group_id=0,allow_other,default_permissions'
    const mounted = spawnSync('mount', ['-i', '-t', 'fuse.tse', '-o', options, 'tse', folder], {
      stdio: ['ignore', 'ignore', 'pipe', fd],
    })
    if (mounted.status !== 0) {
      closeSync(fd)
      throw new Error(`cannot mount: ${mounted.error?.message ?? mounted.stderr.toString().trim()}`)
    }
    const mount = new FuseMount(fd, stick)
    mount.#next(Buffer.alloc(REQUEST_BUFFER))
    return mount
  }

  #next(buffer: Buffer): void {
    read(this.#fd, buffer, 0, buffer.length, null, (error, length) => {
      // ENODEV: unmounted. ENOENT and EINTR: the request was taken back.
      if (error !== null && error.code !== 'ENOENT' && error.code !== 'EINTR') return closeSync(this.#fd)
      const request = error === null ? readRequest(buffer.subarray(0, length)) : null
      const answer = request === null ? null : this.#answer(request)
      if (request !== null && answer !== null) this.#send(reply(request.unique, answer))
      this.#next(buffer)
    })
  }

  #send(bytes: Buffer): void {
    try {
      writeSync(this.#fd, bytes)
    } catch {
      // ENOENT: nobody waits for this answer any more.
    }
  }

  /** The body of the reply, an error, or null for a request without one. */
  #answer({ operation, node, body }: FuseRequest): Buffer | { readonly errno: number } | null {
    switch (operation) {
      case OPERATION.init:
        return initReply()
      case OPERATION.lookup:
        return this.#lookup(nameIn(body))
      case OPERATION.getattr:
      case OPERATION.setattr:
        return attributesReply(this.#node(node))
      case OPERATION.open:
      case OPERATION.opendir:
        return openReply()
      case OPERATION.readdir:
        return directoryReply(this.#names, readRange(body).offset)
      case OPERATION.read:
        return this.#read(node, body)
      case OPERATION.write:
        return this.#write(node, body)
      case OPERATION.statfs:
        return statfsReply()
      case OPERATION.release:
      case OPERATION.releasedir:
      case OPERATION.flush:
      case OPERATION.fsync:
      case OPERATION.access:
      case OPERATION.destroy:
        return Buffer.alloc(0)
      case OPERATION.forget:
      case OPERATION.batchForget:
      case OPERATION.interrupt:
        return null
      default:
        return { errno: ERRNO.ENOSYS }
    }
  }

  #lookup(name: string): Buffer | { readonly errno: number } {
    const at = this.#names.indexOf(name)
    return at < 0 ? { errno: ERRNO.ENOENT } : entryReply(this.#node(at + 2))
  }

  #node(id: number): Node {
    const file = this.#file(id)
    return { id, size: file?.size ?? 0, isFolder: file === undefined }
  }

  /** Files have the inodes from 2 on, in the order of their names. */
  #file(id: number): EmulatedFile | undefined {
    return this.#stick.files.get(this.#names[id - 2] ?? '')
  }

  #read(id: number, body: Buffer): Buffer | { readonly errno: number } {
    const file = this.#file(id)
    if (file === undefined || this.pulled) return { errno: ERRNO.EIO }
    const { offset, size } = readRange(body)
    const length = Math.max(0, Math.min(size, file.size - offset))
    return Buffer.from(file.read(offset, length))
  }

  #write(id: number, body: Buffer): Buffer | { readonly errno: number } {
    const file = this.#file(id)
    if (file === undefined || this.pulled) return { errno: ERRNO.EIO }
    const { offset, bytes } = writeRange(body)
    file.write(offset, Uint8Array.from(bytes))
    return writeReply(bytes.length)
  }
}
