import { hc, type InferResponseType } from 'hono/client'
import { describe, expectTypeOf, it } from 'vitest'
import type { LiveRow } from '../live/row.ts'
import type { CentralApi } from './app.ts'

const client = hc<CentralApi>('http://centre')

describe('the types of the API', () => {
  it('reach the dashboard without turning to any', () => {
    type Live = InferResponseType<typeof client.api.live.$get, 200>
    expectTypeOf<Live>().not.toBeAny()
    expectTypeOf<Live['branches'][number]>().toEqualTypeOf<LiveRow>()
    type Revenue = InferResponseType<typeof client.api.revenue.$get, 200>
    expectTypeOf<Revenue['hours'][number]['gross']>().toEqualTypeOf<number>()
  })

  it('ask for what a route needs', () => {
    type Login = Parameters<typeof client.api.login.$post>[0]['json']
    expectTypeOf<Login>().toEqualTypeOf<{ name: string; password: string }>()
  })
})
