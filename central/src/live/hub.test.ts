import { describe, expect, it } from 'vitest'
import { Hub, type LiveEvent } from './hub.ts'

const event = (key: string, data: unknown, branchId: string | null = null): LiveEvent => ({
  name: 'live',
  key,
  data,
  branchId,
})

describe('a subscription', () => {
  it('gets events in order, of each subject only the newest', async () => {
    const hub = new Hub()
    const subscription = hub.subscribe(() => true)
    for (const [key, data] of [
      ['a', 1],
      ['b', 1],
      ['a', 2],
    ] as const)
      hub.publish(event(key, data))
    expect(await subscription.take(0)).toEqual([event('b', 1), event('a', 2)])
    expect(await subscription.take(0)).toEqual([])
  })

  it('wakes up as soon as something happens', async () => {
    const hub = new Hub()
    const taken = hub.subscribe(() => true).take(60_000)
    hub.publish(event('a', 1))
    expect(await taken).toEqual([event('a', 1)])
  })

  it('hears nothing of branches it may not see', async () => {
    const hub = new Hub()
    const subscription = hub.subscribe((branchId) => branchId === 'north')
    hub.publish(event('a', 1, 'south'))
    hub.publish(event('b', 2, 'north'))
    expect(await subscription.take(0)).toEqual([event('b', 2, 'north')])
  })

  it('is given up when too much waits, instead of growing without end', async () => {
    const hub = new Hub()
    const subscription = hub.subscribe(() => true)
    for (let i = 0; i <= 2_000; i += 1) hub.publish(event(String(i), i))
    expect(subscription.closed).toBe(true)
    expect(hub.watched).toBe(false)
    expect(await subscription.take(60_000)).toEqual([])
  })
})
