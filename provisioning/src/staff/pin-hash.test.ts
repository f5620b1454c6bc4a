import { expect, test } from 'vitest'
import { hashPin } from './pin-hash.ts'

test('a PIN is hashed as the box checks it (vector made with Python hashlib.scrypt)', async () => {
  const salt = Buffer.from([...Array(16).keys()])
  expect(await hashPin('1234', salt)).toBe(
    'scrypt$16384$8$1$AAECAwQFBgcICQoLDA0ODw==$WN+87vPtGO4o1fwEttloKNIwtqGZqnsfkSCWNJhrpMg=',
  )
})

test('another PIN or another salt gives another hash', async () => {
  const salt = Buffer.alloc(16)
  const hash = await hashPin('1234', salt)
  expect(await hashPin('1235', salt)).not.toBe(hash)
  expect(await hashPin('1234', Buffer.alloc(16, 1))).not.toBe(hash)
})
