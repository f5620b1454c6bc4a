/** MaxLength of one certificate column of tse.csv. */
export const CERTIFICATE_BLOCK = 1000

/**
 * Splits a base64 certificate over the columns TSE_ZERTIFIKAT_I, _II, …: blocks of 1000 characters, none lost and none
 * repeated. At least one block.
 */
export function splitCertificate(base64: string): readonly string[] {
  const blocks: string[] = []
  for (let at = 0; at === 0 || at < base64.length; at += CERTIFICATE_BLOCK)
    blocks.push(base64.slice(at, at + CERTIFICATE_BLOCK))
  return blocks
}

/** How many certificate columns an export of these certificates must declare; two are always there. */
export const certificateBlocksFor = (certificates: readonly string[]): number =>
  Math.max(2, ...certificates.map((base64) => splitCertificate(base64).length))
