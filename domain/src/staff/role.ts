import * as v from 'valibot'

export const roleSchema = v.picklist(['cashier', 'shiftLead', 'branchManager', 'areaManager', 'technician'])
export type Role = v.InferOutput<typeof roleSchema>

export type Permission =
  | 'sell'
  | 'discount'
  | 'devices'
  | 'refund'
  | 'skim'
  | 'count'
  | 'payInOut'
  | 'payInOutAnyAmount'
  | 'xReport'
  | 'close'

/** Defaults of the trade (guide 11.3); a role does what stands here and nothing else. */
const PERMISSIONS: Record<Role, readonly Permission[]> = {
  cashier: ['sell', 'skim', 'count'],
  shiftLead: ['sell', 'discount', 'refund', 'skim', 'count', 'payInOut', 'xReport', 'close'],
  branchManager: [
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
  areaManager: ['discount'],
  technician: ['devices'],
}

/** Whether a role may do something. */
export const may = (role: Role, permission: Permission): boolean => PERMISSIONS[role].includes(permission)
