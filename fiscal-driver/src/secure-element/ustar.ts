const BLOCK = 512

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0')

/** The two empty blocks that end an archive. */
export const TAR_END: Uint8Array = Buffer.alloc(2 * BLOCK)

/** Header of a read-only file in a flat POSIX ustar archive, as devices write it: mode 0100444, owner 0. */
export const ustarHeader = (name: string, size: number, modified: Date): Uint8Array => {
  if (Buffer.byteLength(name) > 100) throw new RangeError(`the entry name ${name} is too long`)
  const header = Buffer.alloc(BLOCK)
  header.write(name, 0, 'utf8')
  header.write('0100444', 100, 'latin1')
  header.write('0000000', 108, 'latin1')
  header.write('0000000', 116, 'latin1')
  header.write(octal(size, 11), 124, 'latin1')
  header.write(octal(Math.floor(modified.getTime() / 1000), 11), 136, 'latin1')
  header.write('        0', 148, 'latin1') // the checksum counts itself as blanks
  header.write('ustar\x0000', 257, 'latin1')
  let sum = 0
  for (const byte of header) sum += byte
  header.write(`${octal(sum, 6)}\0 `, 148, 'latin1')
  return header
}

/** One archive entry: header, content and padding. */
export const ustarEntry = (name: string, content: Uint8Array, modified: Date): readonly Uint8Array[] => {
  const padding = (BLOCK - (content.length % BLOCK)) % BLOCK
  return [ustarHeader(name, content.length, modified), content, Buffer.alloc(padding)]
}
