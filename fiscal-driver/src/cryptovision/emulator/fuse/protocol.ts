/**
 * The part of the kernel's FUSE protocol that a file system of a few fixed files needs, version 7.31, in the byte order
 * of the machine (little-endian on all we run on). Layouts as in the kernel's `include/uapi/linux/fuse.h`.
 */
export const OPERATION = {
  lookup: 1,
  forget: 2,
  getattr: 3,
  setattr: 4,
  open: 14,
  read: 15,
  write: 16,
  statfs: 17,
  release: 18,
  fsync: 20,
  flush: 25,
  init: 26,
  opendir: 27,
  readdir: 28,
  releasedir: 29,
  access: 34,
  interrupt: 36,
  destroy: 38,
  batchForget: 42,
} as const

export const ERRNO = { EIO: 5, ENOENT: 2, ENOSYS: 38, EINVAL: 22 } as const

const REQUEST_HEADER = 40
const REPLY_HEADER = 16

/** Largest write the kernel may send; the window is smaller. */
export const MAX_WRITE = 128 * 1024

/** Room for one request of the kernel. */
export const REQUEST_BUFFER = MAX_WRITE + 4096

export interface FuseRequest {
  readonly operation: number
  /** Ties the reply to the request. */
  readonly unique: bigint
  /** Inode: 1 is the root. */
  readonly node: number
  readonly body: Buffer
}

/** A request out of what was read from /dev/fuse, or null where it is too short. */
export function readRequest(bytes: Buffer): FuseRequest | null {
  if (bytes.length < REQUEST_HEADER || bytes.readUInt32LE(0) !== bytes.length) return null
  return {
    operation: bytes.readUInt32LE(4),
    unique: bytes.readBigUInt64LE(8),
    node: Number(bytes.readBigUInt64LE(16)),
    body: bytes.subarray(REQUEST_HEADER),
  }
}

/** A reply; with an error there is no body. */
export function reply(unique: bigint, body: Buffer | { readonly errno: number }): Buffer {
  const content = Buffer.isBuffer(body) ? body : Buffer.alloc(0)
  const bytes = Buffer.alloc(REPLY_HEADER + content.length)
  bytes.writeUInt32LE(bytes.length, 0)
  bytes.writeInt32LE(Buffer.isBuffer(body) ? 0 : -body.errno, 4)
  bytes.writeBigUInt64LE(unique, 8)
  content.copy(bytes, REPLY_HEADER)
  return bytes
}

/** fuse_init_out. */
export function initReply(): Buffer {
  const body = Buffer.alloc(64)
  body.writeUInt32LE(7, 0)
  body.writeUInt32LE(31, 4)
  body.writeUInt32LE(MAX_WRITE, 20)
  body.writeUInt32LE(1, 24)
  return body
}

export interface Node {
  readonly id: number
  readonly size: number
  readonly isFolder: boolean
}

const FOLDER_MODE = 0o040755
const FILE_MODE = 0o100600

/** fuse_attr, 88 bytes. */
function attributes({ id, size, isFolder }: Node): Buffer {
  const body = Buffer.alloc(88)
  body.writeBigUInt64LE(BigInt(id), 0)
  body.writeBigUInt64LE(BigInt(size), 8)
  body.writeBigUInt64LE(BigInt(Math.ceil(size / 512)), 16)
  body.writeUInt32LE(isFolder ? FOLDER_MODE : FILE_MODE, 60)
  body.writeUInt32LE(isFolder ? 2 : 1, 64)
  body.writeUInt32LE(512, 80)
  return body
}

/** fuse_entry_out: nothing is cached, so every look asks us. */
export function entryReply(node: Node): Buffer {
  const head = Buffer.alloc(40)
  head.writeBigUInt64LE(BigInt(node.id), 0)
  return Buffer.concat([head, attributes(node)])
}

/** fuse_attr_out. */
export const attributesReply = (node: Node): Buffer => Buffer.concat([Buffer.alloc(16), attributes(node)])

/** fuse_open_out with FOPEN_DIRECT_IO: no read or write ends in the page cache. */
export function openReply(): Buffer {
  const body = Buffer.alloc(16)
  body.writeUInt32LE(1, 8)
  return body
}

/** Offset and length of fuse_read_in. */
export const readRange = (body: Buffer): { readonly offset: number; readonly size: number } => ({
  offset: Number(body.readBigUInt64LE(8)),
  size: body.readUInt32LE(16),
})

/** Offset and bytes of fuse_write_in. */
export const writeRange = (body: Buffer): { readonly offset: number; readonly bytes: Buffer } => ({
  offset: Number(body.readBigUInt64LE(8)),
  bytes: body.subarray(40, 40 + body.readUInt32LE(16)),
})

/** fuse_write_out. */
export function writeReply(size: number): Buffer {
  const body = Buffer.alloc(8)
  body.writeUInt32LE(size, 0)
  return body
}

/** The name in LOOKUP. */
export const nameIn = (body: Buffer): string =>
  body.subarray(0, Math.max(0, body.indexOf(0))).toString('utf8')

/** All names of the root in one fuse_dirent list; empty behind the end. */
export function directoryReply(names: readonly string[], offset: number): Buffer {
  if (offset > 0) return Buffer.alloc(0)
  return Buffer.concat(
    ['.', '..', ...names].map((name, at) => {
      const bytes = Buffer.from(name)
      const entry = Buffer.alloc(Math.ceil((24 + bytes.length) / 8) * 8)
      entry.writeBigUInt64LE(BigInt(at + 1), 0)
      entry.writeBigUInt64LE(BigInt(at + 1), 8)
      entry.writeUInt32LE(bytes.length, 16)
      bytes.copy(entry, 24)
      return entry
    }),
  )
}

/** fuse_statfs_out of a small volume. */
export const statfsReply = (): Buffer => Buffer.alloc(80)
