/**
 * Version of every message between terminal, box and centre. Raise it with any change of a schema in this folder.
 * An end understands its own version and the two before it (n−2), never one from the future.
 *
 * 1  first version
 */
export const PROTOCOL = 1
export const OLDEST_PROTOCOL = 1

/** Request header that carries the sender's protocol version. */
export const PROTOCOL_HEADER = 'brotkasten-protocol'

/** Whether this end understands a message of that version. */
export const understands = (version: number): boolean =>
  Number.isInteger(version) && version >= OLDEST_PROTOCOL && version <= PROTOCOL
