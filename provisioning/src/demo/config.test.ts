import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

test('without an environment everything has its documented default', () => {
  expect(readConfig({})).toMatchObject({
    ok: true,
    value: {
      dataDir: `${process.cwd()}/data`,
      host: '127.0.0.1',
      ports: {
        CENTRE_PORT: 8090,
        CENTRE_MQTT_PORT: 1884,
        BOX_PORT: 8080,
        BOX_MQTT_PORT: 1883,
        BOX_MQTT_WS_PORT: 9001,
      },
    },
  })
})

test.each([
  ['CENTRE_PORT', 'eighty'],
  ['BOX_PORT', '0'],
  ['BOX_MQTT_PORT', '65536'],
  ['BOX_MQTT_WS_PORT', '-1'],
  ['HOST', 'example.org'],
])('%s=%s is refused by name', (variable, value) => {
  expect(readConfig({ [variable]: value })).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining(`${variable}:`) },
  })
})
