import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt)

/** 32 MiB and about 60 ms per guess. */
export const PASSWORD_COST = 2 ** 15
const MEMORY = 64 * 1024 * 1024
const cost = (N: number, r = 8, p = 1): ScryptOptions => ({ N, r, p, maxmem: MEMORY })
const KEY_BYTES = 32

/** Slow hash of a password as `scrypt$N$r$p$salt$hash`, salt and hash in base64. */
export async function hashPassword(password: string, N = PASSWORD_COST): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password.normalize('NFKC'), salt, KEY_BYTES, cost(N))
  return ['scrypt', N, 8, 1, salt.toString('base64'), key.toString('base64')].join('$')
}

/** Whether a password is the hashed one, in the time of a hash either way. */
export async function checkPassword(password: string, stored: string): Promise<boolean> {
  const [, N, r, p, salt = '', hash = ''] = stored.split('$')
  const wanted = Buffer.from(hash, 'base64')
  const key = await derive(
    password.normalize('NFKC'),
    Buffer.from(salt, 'base64'),
    wanted.length,
    cost(Number(N), Number(r), Number(p)),
  )
  return timingSafeEqual(key, wanted)
}
