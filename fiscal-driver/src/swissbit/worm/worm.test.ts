import { describe, expect, test } from 'vitest'
import { tseContract } from '../../contract/tse-contract.ts'
import { SkippingClock } from '../../transport/clock.ts'
import { must, SECRETS, SWISSBIT_CONFIG, swissbitBench } from '../emulator/bench.fixture.ts'
import { openSwissbitWorm } from './device.ts'
import { loadKoffi } from './koffi.ts'
import { loadWormLibrary } from './load-library.ts'
import { openSwissbitLibrary } from './open.ts'
import { type Power, StandInWorm } from './stand-in.fixture.ts'

async function bench(limits: object = {}) {
  const config = { ...SWISSBIT_CONFIG, limits: { ...SWISSBIT_CONFIG.limits, ...limits } }
  const device = swissbitBench(config)
  must(await device.provision())
  const power: Power = { ups: 1, loseAnswer: false }
  const restart = (): void => {
    device.stick.powerOff()
    power.ups += 1
  }
  restart()
  let connections = 0
  const connect = async () => {
    connections += 1
    return { ok: true, value: new StandInWorm(device.stick.core, power) } as const
  }
  const tse = openSwissbitWorm({ connect, secrets: SECRETS, clock: new SkippingClock() })
  return { ...device, connect, power, restart, tse, connections: () => connections }
}

tseContract(
  'the adapter to the maker’s library, on a stand-in',
  async (limits) => {
    const { tse, now, power, restart } = await bench(limits)
    return {
      tse,
      now,
      restart: async () => restart(),
      loseAnswer: () => {
        power.loseAnswer = true
      },
      dispose: async () => {},
    }
  },
  { runs: 5 },
)

describe('the binding', () => {
  test('says that koffi is missing where it is not installed', async () => {
    const failed = await loadKoffi(() => Promise.reject(new Error('ERR_MODULE_NOT_FOUND')))
    expect(failed).toMatchObject({
      ok: false,
      error: { detail: expect.stringContaining('koffi is not installed') },
    })
  })

  test('takes a default export, and nothing that only looks like a module', async () => {
    const koffi = {
      load: () => ({ func: () => () => 0 }),
      proto: () => null,
      decode: () => new Uint8Array(0),
    }
    expect(await loadKoffi(async () => ({ default: koffi }))).toEqual({ ok: true, value: koffi })
    expect((await loadKoffi(async () => ({ load: 1 }))).ok).toBe(false)
    expect((await loadKoffi(async () => null)).ok).toBe(false)
  })

  test('says that there is no library at the path', async () => {
    expect(await loadWormLibrary('/nowhere/libWormAPI.so', '/mnt')).toMatchObject({
      error: { kind: 'unreachable', detail: 'no library at /nowhere/libWormAPI.so' },
    })
  })

  test('declares every function before it opens the device, and passes on what the library says', async () => {
    const declared: string[] = []
    const koffi = {
      load: () => ({
        func: (prototype: string) => {
          declared.push(prototype)
          return () => 2
        },
      }),
      proto: () => null,
      decode: () => new Uint8Array(0),
    }
    const failed = await loadWormLibrary(import.meta.filename, '/mnt', async () => ({
      ok: true,
      value: koffi,
    }))
    expect(failed.ok).toBe(false)
    await loadWormLibrary(import.meta.filename, '/mnt', async () => ({ ok: true, value: koffi }))
    expect(declared).toHaveLength(new Set(declared).size)
    expect(declared).toContain('int worm_init(_Out_ void **context, const char *mountPoint)')
  })
})

test('the library is given the mount point of the volume that bears the mark', async () => {
  const device = swissbitBench()
  const asked: string[] = []
  const tse = openSwissbitLibrary({
    libraryPath: '/opt/maker/libWormAPI.so',
    volumes: device.volumes,
    secrets: SECRETS,
    load: async (path, mountPoint) => {
      asked.push(`${path} ${mountPoint}`)
      return { ok: false, error: { kind: 'unreachable', detail: 'no library here' } }
    },
  })
  expect(await tse.open(device.now())).toMatchObject({ error: { detail: 'no library here' } })
  device.volumes.unplug()
  expect(await tse.open(device.now())).toMatchObject({
    error: { detail: expect.stringContaining('TSE_INFO.DAT') },
  })
  expect(asked).toEqual(['/opt/maker/libWormAPI.so /mnt/stick-1'])
})

test('a wrong PIN is never sent twice', async () => {
  const { connect, now, element } = await bench()
  const tse = openSwissbitWorm({
    connect,
    secrets: { adminPin: '00000', timeAdminPin: '00000' },
    clock: new SkippingClock(),
  })
  for (let again = 0; again < 5; again += 1)
    expect(await tse.open(now())).toMatchObject({ error: { kind: 'pin' } })
  expect(element.state.vault.users.timeAdmin?.pinTries).toBe(2)
})

test('after a power cycle the library is asked to open the device again', async () => {
  const { tse, restart, now, connections } = await bench()
  must(await tse.open(now()))
  restart()
  expect(await tse.startTransaction('X')).toMatchObject({ error: { kind: 'unreachable' } })
  must(await tse.status())
  expect(connections()).toBe(2)
})
