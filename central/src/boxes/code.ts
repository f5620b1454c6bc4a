import { randomInt } from 'node:crypto'

/** No letters or digits that look alike on a screen across the room. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const LENGTH = 8

/** A fresh enrolment code such as `K7QM-2XRD`: 40 random bits, good enough for minutes behind a rate limit. */
export function newCode(): string {
  const letters = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)] ?? '')
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`
}

/** A code as typed, without what a person adds to it: case, blanks, dashes. */
export const plainCode = (typed: string): string => typed.toUpperCase().replace(/[^0-9A-Z]/g, '')
