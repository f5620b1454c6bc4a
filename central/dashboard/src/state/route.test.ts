import { expect, it } from 'vitest'
import { hrefOf, routeOf, SCREENS } from './route.ts'

it('every screen is found again by its address, with and without a branch', () => {
  for (const screen of SCREENS) {
    expect(routeOf(hrefOf(screen))).toEqual({ screen, branchId: null })
    expect(routeOf(hrefOf(screen, 'b/1 ä'))).toEqual({ screen, branchId: 'b/1 ä' })
  }
})
it('an unknown address leads to the branches', () => {
  expect(routeOf('#/nirgendwo').screen).toBe('branches')
  expect(routeOf('').screen).toBe('branches')
})
it('a broken address does not break the dashboard', () => {
  expect(routeOf('#/box/%E0%A4%A')).toEqual({ screen: 'enrol', branchId: null })
})
