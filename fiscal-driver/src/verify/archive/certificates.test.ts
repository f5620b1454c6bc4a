import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { buildCertificate, type CertificateRequest } from '../../crypto/certificate.ts'
import { createIdentity } from '../../secure-element/identity.ts'
import { verifyArchive } from '../verify-archive.ts'
import { certificates, type Draft, device, info, sales, tarOf } from './archive.fixture.ts'
import { parseCertificates } from './certificates.ts'
import { followChain } from './chain.ts'
import { rsaAuthority } from './rsa-authority.fixture.ts'
import { other } from './two-devices.fixture.ts'

const logs = sales(1, 4)
const [leaf, sub, root] = device.certificates.map((der) => Uint8Array.from(der))
if (leaf === undefined || sub === undefined || root === undefined) throw new Error('no chain')

const verify = (files: readonly Draft[], trustAnchors: readonly Uint8Array[] = []) =>
  verifyArchive(tarOf([info, ...files, ...logs]), { filtered: false, trustAnchors })

const kinds = (report: Awaited<ReturnType<typeof verify>>): readonly string[] =>
  report.findings.map(({ kind }) => kind)

const pem = (der: Uint8Array): Buffer => Buffer.from(new X509Certificate(Buffer.from(der)).toString())

const [leafFile, subFile, rootFile] = certificates()
if (!leafFile || !subFile || !rootFile) throw new Error('no files')

describe('trust', () => {
  test('without an anchor the chain ends at a root that nobody pinned', async () => {
    const report = await verify(certificates())
    expect(kinds(report)).toEqual(['rootNotPinned'])
    expect(report.devices[0]?.chain).toMatchObject({
      state: 'rooted',
      pinned: false,
      subjects: { length: 3 },
    })
  })

  test.each([
    ['the root', root],
    ['the sub-authority', sub],
    ['the root in PEM', pem(root)],
  ])('%s as an anchor pins it', async (_, anchor) => {
    const report = await verify(certificates(), [anchor])
    expect(report.findings).toEqual([])
    expect(report.devices[0]?.chain).toMatchObject({ pinned: true })
  })

  test('an anchor vouches for an archive that left the root out', async () => {
    const report = await verify([leafFile, subFile], [root])
    expect(report.findings).toEqual([])
    expect(report.devices[0]?.chain).toMatchObject({ state: 'incomplete', pinned: true })
  })

  test('a foreign anchor makes the archive invalid, at the certificate of the device', async () => {
    const report = await verify(certificates(), [other.certificates[2] ?? root])
    expect(kinds(report)).toEqual(['rootNotTrusted'])
    expect(report).toMatchObject({ valid: false, firstWrong: leafFile.name })
  })

  test('a missing issuer is a warning while no anchor asks for it', async () => {
    const report = await verify([leafFile, rootFile])
    expect(kinds(report)).toEqual(['chainIncomplete', 'rootNotPinned'])
    expect(report.valid).toBe(true)
  })
})

describe('forged chains', () => {
  const mine = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const organization = 'Brotkasten Simulator, ohne Zertifizierung'
  const certify = (request: Partial<CertificateRequest>): Uint8Array =>
    buildCertificate({
      subject: { organization, commonName: device.serialHex, serialNumber: device.serialHex },
      issuer: { organization, commonName: 'Brotkasten Simulator TSE CA' },
      publicKey: new X509Certificate(Buffer.from(leaf)).publicKey,
      issuerKey: mine.privateKey,
      curve: 'P-256',
      issuerCurve: 'P-256',
      notBefore: new Date('2026-01-01T00:00:00Z'),
      notAfter: new Date('2028-01-01T00:00:00Z'),
      authority: false,
      ...request,
    })

  test('an issuer that did not sign the device breaks the chain', async () => {
    const report = await verify([{ ...leafFile, content: certify({}) }, subFile, rootFile], [root])
    expect(kinds(report)).toEqual(['chainBroken', 'rootNotTrusted'])
    expect(report).toMatchObject({ valid: false, firstWrong: leafFile.name })
  })

  test('a device certificate is no authority', () => {
    const impostor = { organization, commonName: 'impostor' }
    const shape = { subject: impostor, publicKey: mine.publicKey, issuer: impostor }
    const forged = new X509Certificate(Buffer.from(certify({ issuer: impostor })))
    const judge = (authority: boolean) => {
      const issuer = new X509Certificate(Buffer.from(certify({ ...shape, authority })))
      return followChain(forged, [{ certificate: issuer, key: null, place: null }], []).state
    }
    expect(judge(false)).toBe('incomplete')
    expect(judge(true)).toBe('rooted')
  })
})

describe('files', () => {
  test('PEM is read like DER', async () => {
    const files = certificates().map(({ name, content }) => ({
      name: name.replace('.cer', '.pem'),
      content: pem(content),
    }))
    expect(kinds(await verify(files))).toEqual(['rootNotPinned'])
  })

  test('a chain in one PEM file is read', async () => {
    const content = Buffer.concat([leaf, sub, root].map(pem))
    expect(kinds(await verify([{ name: leafFile.name, content }]))).toEqual(['rootNotPinned'])
  })

  test('hex in capitals, other endings and copy numbers are names of certificates', async () => {
    const files = certificates().map(({ name, content }) => ({
      name: `${name.slice(0, 64).toUpperCase()}_X509_Fc-1.der`,
      content,
    }))
    expect(kinds(await verify(files))).toEqual(['rootNotPinned'])
  })

  test('a certificate under the name of another key is a warning', async () => {
    const swapped = { name: leafFile.name, content: sub }
    const report = await verify([leafFile, swapped, subFile, rootFile])
    expect(kinds(report)).toEqual(['certificateNameDiffers', 'rootNotPinned'])
  })

  test.each([
    ['nothing', new Uint8Array(0)],
    ['text', Buffer.from('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n')],
    ['half a certificate', leaf.subarray(0, 200)],
  ])('%s instead of a certificate is an error at that entry', async (_, content) => {
    const bad = { name: leafFile.name, content }
    const report = await verify([bad, subFile, rootFile])
    expect(report).toMatchObject({ valid: false, firstWrong: leafFile.name })
    expect(kinds(report)).toContain('certificateUnreadable')
    expect(parseCertificates(content)).toBeNull()
  })

  test('logs without any certificate are not valid, but are counted', async () => {
    const report = await verify([])
    expect(report).toMatchObject({ valid: false, messages: 4, verified: 0, firstWrong: logs[0]?.name })
    expect(new Set(kinds(report))).toEqual(new Set(['logKeyUnknown']))
    expect(report.devices).toMatchObject([{ lastCounter: 4, chain: null, curve: null }])
  })

  test('a certificate known from elsewhere replaces a missing one', async () => {
    const report = await verifyArchive(tarOf([info, ...logs]), { filtered: false, certificates: [leaf] })
    expect(report).toMatchObject({ valid: true, verified: 4 })
  })

  test('an authority with a key no TSE has is read and does no harm', async () => {
    const name = `${'0'.repeat(64)}_X509.cer`
    const report = await verify([...certificates(), { name, content: rsaAuthority }])
    expect(kinds(report)).toEqual(['certificateNameDiffers', 'rootNotPinned'])
    expect(report).toMatchObject({ valid: true, verified: 4 })
  })

  test('too many certificates stop the reading by name', async () => {
    const files = Array.from({ length: 65 }, () => leafFile)
    expect(kinds(await verify(files))).toContain('tooManyCertificates')
  })
})

test.each(['brainpoolP384r1', 'brainpoolP512r1', 'P-521'] as const)('a chain on %s holds', (curve) => {
  const identity = createIdentity({ curve, notBefore: new Date('2026-01-01T00:00:00Z') })
  const [own, ...issuers] = identity.certificates.map((der) => new X509Certificate(Buffer.from(der)))
  if (own === undefined) throw new Error('no certificate')
  const chain = followChain(
    own,
    issuers.map((certificate) => ({ certificate, key: null, place: null })),
    [],
  )
  expect(chain.state).toBe('rooted')
})
