import type { User } from '../client/shapes.ts'

/** Prices hold for the whole chain, so only who administers all of it may change them. */
export const mayChangePrices = (user: User): boolean => user.role === 'admin' && user.branches === null

/** Administrators hand out codes for the boxes of their own branches. */
export const mayEnrol = (user: User): boolean => user.role === 'admin'
