import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestCentre } from '../testing/centre.fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'brotkasten-dashboard-'))
let centre: TestCentre
beforeAll(async () => {
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<title>Zentrale</title>')
  writeFileSync(join(folder, 'icon.svg'), '<svg/>')
  writeFileSync(join(folder, 'assets', 'index-Dec4dTPg.js'), 'export {}')
  centre = await TestCentre.start({ dashboardDir: folder })
})
afterAll(async () => {
  await centre.stop()
  rmSync(folder, { recursive: true })
})

const get = async (path: string) => {
  const response = await centre.request('GET', path, {})
  return {
    status: response.status,
    cache: response.headers.get('cache-control'),
    headers: response.headers,
    text: await response.text(),
  }
}

describe('the dashboard', () => {
  it.each(['/', '/preise', '/filialen/north'])(
    'is served at %s and asked for anew each time',
    async (path) => {
      expect(await get(path)).toMatchObject({
        status: 200,
        cache: 'no-cache',
        text: '<title>Zentrale</title>',
      })
    },
  )

  it('keeps files with a hash in their name for ever, and others not', async () => {
    expect((await get('/assets/index-Dec4dTPg.js')).cache).toBe('public, max-age=31536000, immutable')
    expect(await get('/icon.svg')).toMatchObject({ status: 200, cache: 'no-cache' })
  })

  it('does not answer a missing file with a page', async () => {
    expect(await get('/assets/index-00000000.js')).toMatchObject({ status: 404, cache: 'no-cache' })
    expect((await get('/api/nope')).status).toBe(404)
    expect((await get('/assets/..%2f..%2f..%2fetc%2fpasswd')).status).toBe(404)
  })

  it.each(['/', '/api/live', '/health/live'])('sends security headers with %s', async (path) => {
    const { headers } = await get(path)
    expect(headers.get('content-security-policy')).toMatch(/default-src 'self'.*frame-ancestors 'none'/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })
})

describe('health', () => {
  it('is live, and ready while the storage answers', async () => {
    expect((await get('/health/live')).text).toBe('{"status":"live"}')
    expect((await get('/health/ready')).text).toBe('{"status":"ready"}')
  })
})
