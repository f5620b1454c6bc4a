import { scrypt } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(scrypt) as (
  pin: string,
  salt: Buffer,
  length: number,
  options: { N: number; r: number; p: number },
) => Promise<Buffer>

const N = 16_384
const R = 8
const P = 1
const LENGTH = 32

/** The only form in which a PIN reaches the centre and a box: `scrypt$N$r$p$salt$hash`, salt and hash in base64. */
export async function hashPin(pin: string, salt: Buffer): Promise<string> {
  const hash = await derive(pin, salt, LENGTH, { N, r: R, p: P })
  return `scrypt$${N}$${R}$${P}$${salt.toString('base64')}$${hash.toString('base64')}`
}
