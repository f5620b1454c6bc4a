import { oid, sequence } from '../codec/write-der.ts'

/** Node's name of the hash inside a signature algorithm. */
export type HashName =
  | 'sha224'
  | 'sha256'
  | 'sha384'
  | 'sha512'
  | 'sha3-224'
  | 'sha3-256'
  | 'sha3-384'
  | 'sha3-512'

/** A signature algorithm of BSI TR-03111. */
export interface Algorithm {
  /** As printed in QR codes and DSFinV-K. */
  readonly name: string
  readonly oid: string
  readonly hash: HashName
  /** `ecsdsa` (Schnorr) is known but cannot be checked here: such a message is unsupported, not wrong. */
  readonly scheme: 'ecdsa' | 'ecsdsa'
  /** The whole signatureAlgorithm element SEQUENCE { OID }. */
  readonly der: Uint8Array
}

const BSI_SIGNATURE = '0.4.0.127.0.7.1.1.4'

const algorithm = (scheme: 'ecdsa' | 'ecsdsa', arcs: string, hash: HashName): Algorithm => ({
  name: `${scheme}-plain-${hash.toUpperCase()}`,
  oid: `${BSI_SIGNATURE}.${arcs}`,
  hash,
  scheme,
  der: sequence(oid(`${BSI_SIGNATURE}.${arcs}`)),
})

/** Every algorithm a log message may name. */
export const algorithms: readonly Algorithm[] = [
  algorithm('ecdsa', '1.2', 'sha224'),
  algorithm('ecdsa', '1.3', 'sha256'),
  algorithm('ecdsa', '1.4', 'sha384'),
  algorithm('ecdsa', '1.5', 'sha512'),
  algorithm('ecdsa', '1.8', 'sha3-224'),
  algorithm('ecdsa', '1.9', 'sha3-256'),
  algorithm('ecdsa', '1.10', 'sha3-384'),
  algorithm('ecdsa', '1.11', 'sha3-512'),
  algorithm('ecsdsa', '4.1', 'sha224'),
  algorithm('ecsdsa', '4.2', 'sha256'),
  algorithm('ecsdsa', '4.3', 'sha384'),
  algorithm('ecsdsa', '4.4', 'sha512'),
  algorithm('ecsdsa', '4.5', 'sha3-224'),
  algorithm('ecsdsa', '4.6', 'sha3-256'),
  algorithm('ecsdsa', '4.7', 'sha3-384'),
  algorithm('ecsdsa', '4.8', 'sha3-512'),
]

const byName = new Map(algorithms.map((entry) => [entry.name, entry]))
const byOid = new Map(algorithms.map((entry) => [entry.oid, entry]))

/** Looks an algorithm up by the name in QR codes, such as `ecdsa-plain-SHA384`. */
export const algorithmByName = (name: string): Algorithm | undefined => byName.get(name)

/** Looks an algorithm up by its dotted object identifier. */
export const algorithmByOid = (dotted: string): Algorithm | undefined => byOid.get(dotted)
