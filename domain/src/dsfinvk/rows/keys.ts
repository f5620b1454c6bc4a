import type { Closing } from '../closing.ts'
import type { DsfinvkSettings } from '../settings.ts'
import { tillTime } from '../timestamp.ts'

/** The three columns every row of a closing starts with. */
export interface ClosingKey {
  readonly Z_KASSE_ID: string
  readonly Z_ERSTELLUNG: string
  readonly Z_NR: number
}

export const closingKey = (
  closing: Pick<Closing, 'registerId' | 'createdAt' | 'number'>,
  settings: DsfinvkSettings,
): ClosingKey => ({
  Z_KASSE_ID: closing.registerId,
  Z_ERSTELLUNG: tillTime(closing.createdAt, settings),
  Z_NR: closing.number,
})
