/** Firmware of the first generation, which sets all four PINs and PUKs with one command. */
const FIRST_GENERATION = ['240346', '425545', '793041']

/** Development firmware: the maker's own library refuses these as not certified. */
const DEVELOPMENT = [
  'f44a9e',
  'aee640',
  '52376',
  '462076',
  '056817',
  '379178',
  '430527',
  '966416',
  '021148',
  '932479',
]

/** How our own emulator names its firmware. */
export const EMULATOR_FIRMWARE = 'EMULATOR'

export const isFirstGeneration = (firmware: string): boolean =>
  FIRST_GENERATION.some((id) => firmware.includes(id))

/** True for development samples and emulators: receipts must be marked. */
export const isUncertified = (firmware: string): boolean =>
  firmware.includes(EMULATOR_FIRMWARE) || DEVELOPMENT.some((id) => firmware.includes(id))
