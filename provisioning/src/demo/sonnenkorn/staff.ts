import { createHash } from 'node:crypto'
import type { Staff } from '@brotkasten/domain/catalogue/entities'
import type { Role } from '@brotkasten/domain/staff/role'
import { hashPin } from '../../staff/pin-hash.ts'
import { MARKET, PARK, STATION } from './branches.ts'

/** Somebody who works at Sonnenkorn, with the PIN that a real chain would never write down. */
export interface DemoPerson {
  readonly number: string
  readonly name: string
  readonly role: Role
  readonly pin: string
  readonly branchIds: readonly string[]
}

export const people: readonly DemoPerson[] = [
  { number: '11', name: 'Lena Hoffmann', role: 'cashier', pin: '1111', branchIds: [MARKET, PARK] },
  { number: '12', name: 'Mehmet Aydın', role: 'cashier', pin: '1212', branchIds: [MARKET, STATION] },
  { number: '21', name: 'Tobias Krämer', role: 'shiftLead', pin: '2121', branchIds: [MARKET] },
  { number: '31', name: 'Ayşe Yılmaz', role: 'branchManager', pin: '3131', branchIds: [MARKET, PARK] },
  {
    number: '41',
    name: 'Katrin Vogel',
    role: 'areaManager',
    pin: '4141',
    branchIds: [MARKET, STATION, PARK],
  },
  { number: '51', name: 'Jonas Weber', role: 'technician', pin: '5151', branchIds: [MARKET, STATION, PARK] },
]

/** As the centre takes them: PINs hashed. The salt follows from the id, so that importing twice changes nothing. */
export const staff = (): Promise<(Staff & { branchIds: readonly string[] })[]> =>
  Promise.all(
    people.map(async ({ pin, branchIds, ...person }) => {
      const id = `person-${person.number}`
      const salt = createHash('sha256').update(id).digest().subarray(0, 16)
      return { id, ...person, pinHash: await hashPin(pin, salt), active: true, branchIds }
    }),
  )
