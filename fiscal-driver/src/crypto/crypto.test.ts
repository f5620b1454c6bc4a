import { createHash, generateKeyPairSync, sign, X509Certificate } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fuzzRuns, fuzzTimeout } from '../codec/fuzz.fixture.ts'
import { algorithmByName, algorithmByOid, algorithms } from './algorithms.ts'
import { buildCertificate } from './certificate.ts'
import { type CurveName, curves, curvesByPointLength } from './curves.ts'
import { importPoint, pointOf } from './public-key.ts'
import { signPlain, verifySignature } from './signature.ts'

const names = Object.keys(curves) as CurveName[]

const pairs = new Map(
  names.map((name) => {
    const pair = generateKeyPairSync('ec', { namedCurve: curves[name].openssl })
    const point = pointOf(pair.publicKey)
    if (point === null) throw new Error('no point')
    return [name, { ...pair, point }]
  }),
)

const pairOn = (name: CurveName) => {
  const pair = pairs.get(name)
  if (pair === undefined) throw new Error('no pair')
  return pair
}

const keyOn = (name: CurveName) => {
  const key = importPoint(pairOn(name).point)
  if (!key.ok) throw new Error(key.error)
  return key.value
}

const message = Buffer.from('02010206…', 'utf8')

describe.each(names)('%s', (name) => {
  const { hash } = algorithmByName(curves[name].algorithm) ?? { hash: 'sha256' }

  test('is recognised by length and by lying on it', () => {
    const { point } = pairOn(name)
    expect(curvesByPointLength(point.length)).toContain(name)
    expect(keyOn(name)).toMatchObject({
      curve: name,
      serialHex: createHash('sha256').update(point).digest('hex'),
    })
  })

  test('a point beside it is refused', () => {
    const point = Uint8Array.from(pairOn(name).point)
    point[10] = (point[10] ?? 0) ^ 1
    expect(importPoint(point)).toEqual({ ok: false, error: 'pointNotOnCurve' })
  })

  test('plain signatures have a fixed width and verify; others do not', () => {
    const signature = signPlain(pairOn(name).privateKey, hash, message)
    expect(signature.length).toBe(2 * curves[name].coordinateBytes)
    expect(verifySignature(keyOn(name), hash, message, signature)).toBe('plain')
    expect(verifySignature(keyOn(name), hash, Buffer.concat([message, Buffer.of(0)]), signature)).toBeNull()
    expect(verifySignature(keyOn(name), hash, message, signature.subarray(1))).toBeNull()
  })

  test('DER signatures verify and are named so', () => {
    const signature = sign(hash, message, pairOn(name).privateKey)
    expect(verifySignature(keyOn(name), hash, message, signature)).toBe('der')
    expect(verifySignature(keyOn(name), hash, message, signature.subarray(0, -1))).toBeNull()
  })
})

describe('keys', () => {
  test.each([0, 1, 64, 66, 96, 98, 130, 134])('%i bytes are no point', (length) => {
    expect(importPoint(new Uint8Array(length).fill(4))).toEqual({ ok: false, error: 'keyLength' })
  })

  test('a compressed point is refused', () => {
    const point = Uint8Array.from(pairOn('P-256').point)
    point[0] = 2
    expect(importPoint(point)).toEqual({ ok: false, error: 'keyLength' })
  })

  test('the same point gives the very same key, and survives a change of the bytes given', () => {
    const given = Uint8Array.from(pairOn('P-384').point)
    const key = importPoint(given)
    given.fill(0)
    const again = importPoint(pairOn('P-384').point)
    expect(key.ok && again.ok && key.value === again.value).toBe(true)
    expect(key.ok && key.value.point[0]).toBe(4)
  })

  test('more keys than the cache holds still verify', () => {
    const first = importPoint(pairOn('P-256').point)
    for (let index = 0; index < 600; index++) {
      const point = pointOf(generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).publicKey)
      expect(importPoint(point ?? new Uint8Array(0)).ok).toBe(true)
    }
    const again = importPoint(pairOn('P-256').point)
    expect(first.ok && again.ok && first.value.serialHex === again.value.serialHex).toBe(true)
  })

  test('keys of other kinds have no point', () => {
    expect(pointOf(generateKeyPairSync('ed25519').publicKey)).toBeNull()
    expect(pointOf(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey)).toBeNull()
  })

  test('random bytes are refused or are a point, nothing else', fuzzTimeout, () => {
    const length = fc.constantFrom(65, 97, 129, 133)
    const point = length.chain((size) => fc.uint8Array({ minLength: size, maxLength: size }))
    const property = fc.property(point, (bytes) => {
      bytes[0] = 4
      expect(importPoint(bytes)).toEqual({ ok: false, error: 'pointNotOnCurve' })
    })
    fc.assert(property, { numRuns: fuzzRuns(100), seed: 9 })
  })
})

describe('algorithms', () => {
  test.each([
    ['ecdsa-plain-SHA224', '0.4.0.127.0.7.1.1.4.1.2', 'sha224'],
    ['ecdsa-plain-SHA256', '0.4.0.127.0.7.1.1.4.1.3', 'sha256'],
    ['ecdsa-plain-SHA384', '0.4.0.127.0.7.1.1.4.1.4', 'sha384'],
    ['ecdsa-plain-SHA512', '0.4.0.127.0.7.1.1.4.1.5', 'sha512'],
    ['ecdsa-plain-SHA3-224', '0.4.0.127.0.7.1.1.4.1.8', 'sha3-224'],
    ['ecdsa-plain-SHA3-512', '0.4.0.127.0.7.1.1.4.1.11', 'sha3-512'],
    ['ecsdsa-plain-SHA224', '0.4.0.127.0.7.1.1.4.4.1', 'sha224'],
    ['ecsdsa-plain-SHA3-512', '0.4.0.127.0.7.1.1.4.4.8', 'sha3-512'],
  ])('%s is %s with %s', (name, oid, hash) => {
    expect(algorithmByName(name)).toMatchObject({ oid, hash })
    expect(algorithmByOid(oid)?.name).toBe(name)
  })

  test('SHA-256 is written as published', () => {
    expect(Buffer.from(algorithmByName('ecdsa-plain-SHA256')?.der ?? []).toString('hex')).toBe(
      '300c060a04007f00070101040103',
    )
  })

  test('every hash of an ECDSA algorithm can be computed', () => {
    for (const { hash, scheme } of algorithms) {
      if (scheme !== 'ecdsa') continue
      const signature = signPlain(pairOn('P-256').privateKey, hash, message)
      expect(verifySignature(keyOn('P-256'), hash, message, signature)).toBe('plain')
    }
  })
})

describe('certificates', () => {
  const build = (notAfter: string): X509Certificate => {
    const { publicKey, privateKey } = pairOn('brainpoolP256r1')
    const subject = { organization: 'Bäckerei "Süß", GmbH', commonName: 'Root', serialNumber: '42' }
    const shape = {
      subject,
      issuer: subject,
      curve: 'brainpoolP256r1',
      issuerCurve: 'brainpoolP256r1',
    } as const
    const times = { notBefore: new Date('2026-01-02T03:04:05Z'), notAfter: new Date(notAfter) }
    const der = buildCertificate({ ...shape, ...times, publicKey, issuerKey: privateKey, authority: true })
    return new X509Certificate(Buffer.from(der))
  }

  test('are read by OpenSSL as they were meant', () => {
    const certificate = build('2049-12-31T23:59:59Z')
    expect(certificate.subject).toContain('CN=Root')
    expect(certificate.subject).toContain('serialNumber=42')
    expect(certificate.validFromDate).toEqual(new Date('2026-01-02T03:04:05Z'))
    expect(certificate.validToDate).toEqual(new Date('2049-12-31T23:59:59Z'))
    expect(certificate.ca).toBe(true)
    expect(certificate.verify(pairOn('brainpoolP256r1').publicKey)).toBe(true)
    expect(certificate.verify(pairOn('P-256').publicKey)).toBe(false)
  })

  test('from 2050 on the end is written in full', () => {
    expect(build('2050-01-01T00:00:00Z').validToDate).toEqual(new Date('2050-01-01T00:00:00Z'))
  })

  test('have numbers of their own', () => {
    expect(build('2030-01-01T00:00:00Z').serialNumber).not.toBe(build('2030-01-01T00:00:00Z').serialNumber)
  })
})
