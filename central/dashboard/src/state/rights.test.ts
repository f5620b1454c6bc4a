import { expect, it } from 'vitest'
import type { User } from '../client/shapes.ts'
import { mayChangePrices, mayEnrol } from './rights.ts'

const viewer: User = { name: 'V', role: 'viewer', branches: null }
const area: User = { name: 'A', role: 'admin', branches: ['b1'] }
const chain: User = { name: 'C', role: 'admin', branches: null }

it('only an administrator of the whole chain changes prices', () => {
  expect([viewer, area, chain].map((user) => mayChangePrices(user))).toEqual([false, false, true])
})
it('every administrator enrols boxes, a viewer never', () => {
  expect([viewer, area, chain].map((user) => mayEnrol(user))).toEqual([false, true, true])
})
