import { createHash } from 'node:crypto'

const digest = (parts: readonly (string | number)[]): Buffer =>
  createHash('sha256').update(JSON.stringify(parts)).digest()

/** What a ticket is derived from: the same file, number and time give the same sale on every run. */
export interface TicketKey {
  /** Name of the file without its folder. */
  readonly file: string
  readonly transaction: string
  /** When it was sold, UTC instant. */
  readonly at: string
}

/** The id of a ticket's sale (part 0) or of its lines (1, 2, …): a UUIDv7 with the ticket's own time in it. */
export function saleId({ file, transaction, at }: TicketKey, part = 0): string {
  const bytes = digest([file, transaction, part]).subarray(0, 16)
  bytes.writeUIntBE(Date.parse(at), 0, 6)
  bytes.writeUInt8(0x70 | (bytes.readUInt8(6) & 0x0f), 6)
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8)
  const hex = bytes.toString('hex')
  return [0, 8, 12, 16, 20].map((from, index, all) => hex.slice(from, all[index + 1])).join('-')
}

/** A number below `sides` that depends on nothing but the ticket and the question asked. */
export const dice = ({ file, transaction }: TicketKey, question: string, sides: number): number =>
  digest([file, transaction, question]).readUInt32BE(0) % sides
