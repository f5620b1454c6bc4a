import * as v from 'valibot'

export const roleSchema = v.picklist(['cashier', 'shiftLead', 'branchManager', 'areaManager', 'technician'])
export type Role = v.InferOutput<typeof roleSchema>

export type Permission = 'sell' | 'discount' | 'devices'

/** Defaults of the trade (guide 11.3); a role does what stands here and nothing else. */
const PERMISSIONS: Record<Role, readonly Permission[]> = {
  cashier: ['sell'],
  shiftLead: ['sell', 'discount'],
  branchManager: ['sell', 'discount', 'devices'],
  areaManager: ['discount'],
  technician: ['devices'],
}

/** Whether a role may do something. */
export const may = (role: Role, permission: Permission): boolean => PERMISSIONS[role].includes(permission)
