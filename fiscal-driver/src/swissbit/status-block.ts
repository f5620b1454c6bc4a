import { ByteReader, ByteWriter, concat, padTo, text, utf8 } from '../transport/bytes.ts'

/** First bytes of the status block: the mark by which the volume is known. */
export const STATUS_MARK = 'GMISRLS'

export const LIFE = { uninitialised: 0, initialised: 1, decommissioned: 2 } as const

/** What stands in TSE_INFO.DAT, read without a command and without a login. */
export interface StatusBlock {
  readonly timeValid: boolean
  readonly selfTestPassed: boolean
  readonly life: number
  readonly pinChanged: { readonly puk: boolean; readonly admin: boolean; readonly timeAdmin: boolean }
  /** Seconds. */
  readonly selfTestDueIn: number
  readonly signatures: number
  readonly maxSignatures: number
  readonly clients: number
  readonly maxClients: number
  /** Unix seconds. */
  readonly certificateEnd: number
  /** Bytes of the archive in the store files. */
  readonly archiveSize: number
  readonly version: string
  readonly publicKey: Uint8Array
  /** Seconds. */
  readonly timeUpdateDueIn: number
  readonly serial: Uint8Array
  readonly description: string
}

export const isStatusBlock = (block: Uint8Array): boolean => text(block.subarray(0, 7)) === STATUS_MARK

/** Reads the 512 bytes; null where the mark is missing or the key length lies. */
export function readStatusBlock(block: Uint8Array): StatusBlock | null {
  if (block.length < 512 || !isStatusBlock(block)) return null
  const at = (offset: number): ByteReader => new ByteReader(block.subarray(offset))
  const flags = at(0x1c).u8()
  const pins = at(0x20).u8()
  const key = at(0x6a)
  const publicKey = key.take(key.u8()).slice()
  const end = at(0x40)
  const size = at(0x48)
  const values = { certificateEnd: end.u64(), archiveSize: size.u64() }
  // Between the key and the time until the next update there is room for 101 bytes.
  if (publicKey.length > 101 || end.fault !== null || size.fault !== null) return null
  const description = block.subarray(0x120, 0x1a0)
  const nul = description.indexOf(0)
  return {
    ...values,
    publicKey,
    timeValid: (flags & 1) !== 0,
    selfTestPassed: (flags & 2) !== 0,
    life: at(0x1d).u8(),
    pinChanged: { puk: (pins & 1) !== 0, admin: (pins & 2) !== 0, timeAdmin: (pins & 4) !== 0 },
    selfTestDueIn: at(0x24).u32(),
    signatures: at(0x30).u32(),
    maxSignatures: at(0x34).u32(),
    clients: at(0x38).u32(),
    maxClients: at(0x3c).u32(),
    version: `${at(0x54).u16()}.${at(0x56).u8()}.${at(0x57).u8()}`,
    timeUpdateDueIn: at(0xd0).u32(),
    serial: block.slice(0x100, 0x120),
    description: text(nul < 0 ? description : description.subarray(0, nul)),
  }
}

/** The block as the emulator shows it. */
export function writeStatusBlock(status: StatusBlock): Uint8Array {
  const block = new Uint8Array(512)
  const put = (offset: number, bytes: Uint8Array): void => block.set(bytes, offset)
  const [major = 0, minor = 0, patch = 0] = status.version.split('.').map(Number)
  const bits = (...set: readonly boolean[]): number =>
    set.reduce((sum, bit, at) => sum | (bit ? 1 << at : 0), 0)
  put(0, utf8(STATUS_MARK))
  put(0x1c, Uint8Array.of(bits(status.timeValid, status.selfTestPassed), status.life))
  put(0x20, Uint8Array.of(bits(status.pinChanged.puk, status.pinChanged.admin, status.pinChanged.timeAdmin)))
  put(0x24, new ByteWriter().u32(status.selfTestDueIn).finish())
  put(
    0x30,
    new ByteWriter()
      .u32(status.signatures)
      .u32(status.maxSignatures)
      .u32(status.clients)
      .u32(status.maxClients)
      .u64(status.certificateEnd)
      .u64(status.archiveSize)
      .finish(),
  )
  put(0x54, new ByteWriter().u16(major).u8(minor).u8(patch).finish())
  put(0x6a, concat([Uint8Array.of(status.publicKey.length), status.publicKey]))
  put(0xd0, new ByteWriter().u32(status.timeUpdateDueIn).finish())
  put(0x100, status.serial)
  put(0x120, padTo(utf8(status.description), 1).subarray(0, 127))
  return block
}
