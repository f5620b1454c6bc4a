import * as v from 'valibot'
import { expect, test } from 'vitest'
import { may, type Permission, type Role, roleSchema } from './role.ts'

/** The permission matrix of the trade (guide 11.3): sell, manual discount, devices. */
const matrix: readonly (readonly [Role, Record<Permission, boolean>])[] = [
  ['cashier', { sell: true, discount: false, devices: false }],
  ['shiftLead', { sell: true, discount: true, devices: false }],
  ['branchManager', { sell: true, discount: true, devices: true }],
  ['areaManager', { sell: false, discount: true, devices: false }],
  ['technician', { sell: false, discount: false, devices: true }],
]
const cells = matrix.flatMap(([role, permissions]) =>
  (Object.entries(permissions) as [Permission, boolean][]).map(
    ([permission, allowed]) => [role, allowed ? 'may' : 'may not', permission, allowed] as const,
  ),
)

test.each(cells)('a %s %s %s', (role, _, permission, allowed) => {
  expect(may(role, permission)).toBe(allowed)
})

test('the matrix has a row for every role', () => {
  expect(matrix.map(([role]) => role)).toEqual(roleSchema.options)
})

test('nobody else is anybody', () => {
  expect(v.is(roleSchema, 'hqAdmin')).toBe(false)
})
