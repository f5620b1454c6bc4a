import { splitCertificate } from '../certificate.ts'
import type { Agency, Closing, Terminal, TseUnit } from '../closing.ts'
import { certificateColumn, type Row, type TableRow } from '../tables/all.ts'
import { NOT_DETERMINABLE, type VatRate } from '../vat-keys.ts'
import type { ClosingKey } from './keys.ts'
import { flag } from './line-rows.ts'

const locationRow = (key: ClosingKey, { location }: Closing): Row<'location'> => ({
  LOC_NAME: location.name,
  LOC_STRASSE: location.street,
  LOC_PLZ: location.postalCode,
  LOC_ORT: location.city,
  LOC_LAND: location.country,
  LOC_USTID: location.vatId,
  ...key,
})

const registerRow = (key: ClosingKey, { register }: Closing, undetermined: boolean): Row<'cashregister'> => ({
  KASSE_BRAND: register.brand,
  KASSE_MODELL: register.model,
  KASSE_SERIENNR: register.serial,
  KASSE_SW_BRAND: register.softwareBrand,
  KASSE_SW_VERSION: register.softwareVersion,
  KASSE_BASISWAEH_CODE: register.currency,
  KEINE_UST_ZUORDNUNG: flag(undetermined),
  ...key,
})

const terminalRow = (key: ClosingKey, terminal: Terminal): Row<'slaves'> => ({
  TERMINAL_ID: terminal.id,
  TERMINAL_BRAND: terminal.brand,
  TERMINAL_MODELL: terminal.model,
  TERMINAL_SERIENNR: terminal.serial,
  TERMINAL_SW_BRAND: terminal.softwareBrand,
  TERMINAL_SW_VERSION: terminal.softwareVersion,
  ...key,
})

const agencyRow = (key: ClosingKey, agency: Agency): Row<'pa'> => ({
  AGENTUR_ID: agency.id,
  AGENTUR_NAME: agency.name,
  AGENTUR_STRASSE: agency.street,
  AGENTUR_PLZ: agency.postalCode,
  AGENTUR_ORT: agency.city,
  AGENTUR_LAND: agency.country,
  AGENTUR_STNR: agency.taxNumber,
  AGENTUR_USTID: agency.vatId,
  ...key,
})

function tseRow(key: ClosingKey, tse: TseUnit): Row<'tse'> {
  const blocks = splitCertificate(tse.certificate)
  const row = {
    TSE_ID: tse.id,
    TSE_SERIAL: tse.serial,
    TSE_SIG_ALGO: tse.algorithm,
    TSE_ZEITFORMAT: tse.logTimeFormat,
    TSE_PD_ENCODING: tse.processDataEncoding,
    TSE_PUBLIC_KEY: tse.publicKey,
    TSE_ZERTIFIKAT_I: blocks[0] ?? '',
    TSE_ZERTIFIKAT_II: blocks[1],
    ...key,
  }
  const further = blocks.slice(2).map((block, index) => [certificateColumn(index + 3), block] as const)
  return { ...row, ...Object.fromEntries(further) }
}

/** Master data of a closing except its head: branch, till, terminals, agencies, TSEs and the VAT keys used. */
export function masterRows(key: ClosingKey, closing: Closing, used: readonly VatRate[]): TableRow[] {
  const undetermined = used.some((rate) => rate.key === NOT_DETERMINABLE)
  const rows: TableRow[] = [
    { table: 'location', row: locationRow(key, closing) },
    { table: 'cashregister', row: registerRow(key, closing, undetermined) },
  ]
  for (const terminal of closing.terminals) rows.push({ table: 'slaves', row: terminalRow(key, terminal) })
  for (const agency of closing.agencies) rows.push({ table: 'pa', row: agencyRow(key, agency) })
  for (const tse of closing.tses) rows.push({ table: 'tse', row: tseRow(key, tse) })
  for (const { key: vatKey, rate, description } of used) {
    const row = { ...key, UST_SCHLUESSEL: vatKey, UST_SATZ: rate, UST_BESCHR: description }
    rows.push({ table: 'vat', row })
  }
  return rows
}
