import { describe, expect, it } from 'vitest'
import { readConfig } from './config.ts'

describe('the configuration', () => {
  it('has defaults for one process on one machine', () => {
    expect(readConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 8090,
      mqtt: { port: 1884, wsPort: null, external: null, publicUrl: null },
      server: null,
      setupToken: null,
    })
    expect(readConfig({}).dataDir).toMatch(/data\/centre$/)
  })

  it('takes a database server and a broker by address', () => {
    const env = {
      DATABASE_URL: 'http://db:8080',
      DATABASE_TOKEN: 't',
      MQTT_URL: 'mqtt://b',
      MQTT_USER: 'u',
      MQTT_PASSWORD: 'p',
    }
    expect(readConfig(env)).toMatchObject({
      server: { url: 'http://db:8080', token: 't', adminUrl: null },
      mqtt: { external: { url: 'mqtt://b', user: 'u', password: 'p' } },
    })
  })

  it.each([
    ['PORT', '80a'],
    ['PORT', '65536'],
    ['MQTT_PORT', ''],
    ['LOG_LEVEL', 'laut'],
    ['SETUP_TOKEN', 'kurz'],
  ])('names %s where it is %j', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(`${name}: `)
  })
})
