import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { brotkasten } from '../../test/command-line.ts'
import { httpServer, refusal } from '../../test/http-server.ts'
import { tempFolder } from '../../test/temp-folder.ts'

const answer = {
  boxId: '01900000-0000-7000-8000-000000000001',
  branchId: 'filiale-marktplatz',
  branchName: 'Hauptgeschäft Marktplatz',
  secret: 'a-secret-of-more-than-twenty-characters',
  mqttUrl: 'mqtt://centre:1884',
}
const centre = () => httpServer({ 'POST /v1/enrol': { body: answer } })
const enrol = (url: string, data: string, ...more: string[]) =>
  brotkasten('box', 'enrol', '--centre', url, '--code', 'K7QM-2XRD', '--data', data, ...more)

describe('box enrol', () => {
  test('writes the identity of the box, readable by its owner only', async () => {
    const { url } = await centre()
    const data = join(tempFolder(), 'box')
    const { code, out } = await enrol(url, data)
    expect({ code, names: readdirSync(data) }).toEqual({ code: 0, names: ['box.json'] })
    expect(out).toContain('Hauptgeschäft Marktplatz')
    expect(out).not.toContain(answer.secret)
    const { boxId, branchId, secret, mqttUrl } = answer
    const file = join(data, 'box.json')
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      boxId,
      branchId,
      centreUrl: url,
      secret,
      mqttUrl,
    })
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test('sends the code without blanks, the software version and the protocol', async () => {
    const { url, asked } = await centre()
    await brotkasten('box', 'enrol', '--centre', url, '--code', ' K7QM-2XRD ', '--data', tempFolder())
    expect(asked).toMatchObject([
      { body: { code: 'K7QM-2XRD', softwareVersion: '0.1.0' }, headers: { 'brotkasten-protocol': '1' } },
    ])
  })

  test('prints JSON without the secret', async () => {
    const { url } = await centre()
    const data = tempFolder()
    const { boxId, branchId, branchName } = answer
    const { out } = await enrol(url, data, '--json')
    expect(JSON.parse(out)).toEqual({ boxId, branchId, branchName, file: join(data, 'box.json') })
  })

  test('a folder that is a box already is left alone and costs no code', async () => {
    const { url, asked } = await centre()
    const data = tempFolder()
    writeFileSync(join(data, 'box.json'), 'as it was')
    const { code, err } = await enrol(url, data)
    expect(code).toBe(1)
    expect(err).toContain('gehört zu einer Box')
    expect(asked).toEqual([])
    expect(readFileSync(join(data, 'box.json'), 'utf8')).toBe('as it was')
  })

  test('a folder that cannot be written costs no code', async () => {
    const { url, asked } = await centre()
    const file = join(tempFolder(), 'a-file')
    writeFileSync(file, '')
    const { code, err } = await enrol(url, join(file, 'box'))
    expect(code).toBe(1)
    expect(err).toContain('Der Datenordner lässt sich nicht beschreiben')
    expect(asked).toEqual([])
  })

  test.each([
    [403, 'codeUnknown', 'kennt die Zentrale nicht'],
    [410, 'codeUsed', 'schon benutzt'],
    [410, 'codeExpired', 'abgelaufen'],
    [429, 'tooManyTries', 'Zu viele falsche Codes'],
  ])('HTTP %i %s is explained and leaves the folder bare', async (status, kind, words) => {
    const { url } = await httpServer({
      'POST /v1/enrol': refusal(status, kind, 'Zu viele falsche Codes. Bitte warten.'),
    })
    const data = join(tempFolder(), 'box')
    mkdirSync(data)
    const { code, err } = await enrol(url, data)
    expect(code).toBe(1)
    expect(err).toContain(words)
    expect(readdirSync(data)).toEqual([])
  })

  test('a centre that cannot be reached is named', async () => {
    const { url, close } = await centre()
    close()
    const { code, err } = await enrol(url, tempFolder())
    expect(code).toBe(1)
    expect(err).toContain(`Die Zentrale ist unter ${new URL(url).origin} nicht erreichbar (ECONNREFUSED).`)
  })

  test.each([
    ['a page that is no JSON', '<html>'],
    ['an answer without a secret', { ...answer, secret: undefined }],
  ])('%s is no centre', async (_, body) => {
    const { url } = await httpServer({ 'POST /v1/enrol': { body } })
    const data = tempFolder()
    const { code, err } = await enrol(url, data)
    expect(code).toBe(1)
    expect(err).toContain('Stimmt die Adresse?')
    expect(readdirSync(data)).toEqual([])
  })
})
