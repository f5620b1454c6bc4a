import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** SHA-256 of a text as hex. */
export const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex')

/** 256 random bits as text without characters that need escaping anywhere. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** Whether two texts are equal, in a time that does not say where they differ. */
export const sameSecret = (a: string, b: string): boolean =>
  timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest())
