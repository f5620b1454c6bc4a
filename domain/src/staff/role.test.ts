import * as v from 'valibot'
import { expect, test } from 'vitest'
import { may, type Permission, type Role, roleSchema } from './role.ts'

/** The permission matrix of the trade (guide 11.3) as far as it is built; what a line names is allowed, no more. */
const matrix: readonly (readonly [Role, readonly Permission[]])[] = [
  ['cashier', ['sell', 'skim', 'count']],
  ['shiftLead', ['sell', 'discount', 'refund', 'skim', 'count', 'payInOut', 'xReport', 'close']],
  [
    'branchManager',
    [
      'sell',
      'discount',
      'devices',
      'refund',
      'skim',
      'count',
      'payInOut',
      'payInOutAnyAmount',
      'xReport',
      'close',
    ],
  ],
  ['areaManager', ['discount']],
  ['technician', ['devices']],
]
const PERMISSIONS: readonly Permission[] = [
  'sell',
  'discount',
  'devices',
  'refund',
  'skim',
  'count',
  'payInOut',
  'payInOutAnyAmount',
  'xReport',
  'close',
]
const cells = matrix.flatMap(([role, allowed]) =>
  PERMISSIONS.map((permission) => {
    const may = allowed.includes(permission)
    return [role, may ? 'may' : 'may not', permission, may] as const
  }),
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
