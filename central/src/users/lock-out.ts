const FREE_TRIES = 5
const FIRST_MS = 15_000
const LONGEST_MS = 15 * 60_000

/** How long an account stays closed after so many wrong passwords in a row, in milliseconds; doubles each time. */
export const lockMs = (failures: number): number =>
  failures < FREE_TRIES ? 0 : Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - FREE_TRIES))
