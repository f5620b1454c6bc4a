/** What a foreign package may cost us. Memory is bounded by `recordLength`, time by `totalBytes`. */
export interface ReadLimits {
  readonly files: number
  /** Of index.xml and the DTD. */
  readonly indexBytes: number
  /** Unpacked, all files. */
  readonly totalBytes: number
  /** Unpacked bytes per packed byte of one file, beyond `ratioFree`. CSV of a till packs 5 to 40 times smaller. */
  readonly ratio: number
  /** Small files may pack as well as they like. */
  readonly ratioFree: number
  /** Characters of one CSV record. */
  readonly recordLength: number
}

export const DEFAULT_LIMITS: ReadLimits = {
  files: 200,
  indexBytes: 2 * 1024 * 1024,
  totalBytes: 64 * 1024 * 1024 * 1024,
  ratio: 500,
  ratioFree: 16 * 1024 * 1024,
  recordLength: 256 * 1024,
}
