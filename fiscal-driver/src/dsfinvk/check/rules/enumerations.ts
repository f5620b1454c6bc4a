import {
  BON_TYPES,
  BUSINESS_CASES,
  LOG_TIME_FORMATS,
  PAYMENT_TYPES,
  PRICE_PARTS,
  PROCESS_DATA_ENCODINGS,
  REFERENCE_TYPES,
} from '@brotkasten/domain/dsfinvk/enumerations'
import type { TableName } from '@brotkasten/domain/dsfinvk/tables/all'
import type { CheckRow } from '../check-row.ts'
import type { NamedRule } from '../rule.ts'

const FLAG = ['0', '1'] as const

const VALUES: Partial<Record<TableName, Readonly<Record<string, readonly string[]>>>> = {
  cashregister: { KEINE_UST_ZUORDNUNG: FLAG },
  tse: { TSE_ZEITFORMAT: LOG_TIME_FORMATS, TSE_PD_ENCODING: PROCESS_DATA_ENCODINGS },
  transactions: { BON_TYP: BON_TYPES, BON_STORNO: FLAG },
  lines: { GV_TYP: BUSINESS_CASES, INHAUS: FLAG, P_STORNO: FLAG },
  itemamounts: { TYP: PRICE_PARTS },
  datapayment: { ZAHLART_TYP: PAYMENT_TYPES },
  businesscases: { GV_TYP: BUSINESS_CASES },
  payment: { ZAHLART_TYP: PAYMENT_TYPES },
  references: { REF_TYP: REFERENCE_TYPES },
}

/** Rule 7: closed lists are spelled exactly; an empty cell is another rule's business. */
export const enumerations: NamedRule = {
  name: 'enumerations',
  start: ({ report }) => {
    const check = (values: Readonly<Record<string, readonly string[]>>) => {
      const columns = Object.entries(values)
      return (row: CheckRow) => {
        for (const [column, allowed] of columns) {
          const text = row.text(column)
          if (text !== '' && !allowed.includes(text))
            report(row, column, `${text.slice(0, 60)} is no value of it`)
        }
      }
    }
    return { on: Object.fromEntries(Object.entries(VALUES).map(([table, values]) => [table, check(values)])) }
  },
}
