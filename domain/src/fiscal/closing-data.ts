import { type Cents, formatFiscal } from '../money/cents.ts'

export const SONSTIGER_VORGANG = 'SonstigerVorgang'

/**
 * What is signed for a closing. The law prescribes no content for SonstigerVorgang (DSFinV-K annex I): ours names the
 * register, the closing and what was counted (empty where nobody counted).
 */
export const closingData = (registerSerial: string, closingId: string, counted: Cents | null): string =>
  `Kassenabschluss^${registerSerial}^${closingId}^${counted === null ? '' : formatFiscal(counted)}`
