import { BON_TYPES } from '@brotkasten/domain/dsfinvk/enumerations'
import type { TableName } from '@brotkasten/domain/dsfinvk/tables/all'
import { CLOSING_KEY } from '@brotkasten/domain/dsfinvk/tables/keys'
import type { CheckRow } from './check-row.ts'
import type { ClosingFacts, Facts } from './facts.ts'
import { OF_BON } from './gather-of-bon.ts'
import { parseCounter } from './parse-number.ts'
import { parseTime } from './parse-time.ts'
import type { CheckSettings } from './rule.ts'

const [REGISTER, CREATED, NUMBER] = CLOSING_KEY.map(({ name }) => name)

const closingOf = (row: CheckRow, ordinal: number): ClosingFacts => ({
  ordinal,
  registerId: row.text(REGISTER ?? ''),
  number: parseCounter(row.text(NUMBER ?? '')) ?? Number.NaN,
  createdAt: row.text(CREATED ?? ''),
  row: row.number,
  startId: row.text('Z_START_ID'),
  endId: row.text('Z_ENDE_ID'),
  paid: row.amount('Z_SE_ZAHLUNGEN') ?? 0,
  paidCash: row.amount('Z_SE_BARZAHLUNGEN') ?? 0,
  serial: '',
  currency: 'EUR',
  vatKeys: new Set(),
  tses: new Map(),
  agencies: new Set(),
  terminals: new Set(),
  cases: new Map(),
  payments: new Map(),
  cash: new Map(),
})

type Gather = (row: CheckRow, closing: ClosingFacts, facts: Facts) => void

/** What is remembered of a closing's master data. */
const MASTER: Partial<Record<TableName, Gather>> = {
  cashregister(row, closing) {
    closing.serial = row.text('KASSE_SERIENNR')
    closing.currency = row.text('KASSE_BASISWAEH_CODE') || 'EUR'
  },
  slaves: (row, { terminals }) => void terminals.add(row.text('TERMINAL_ID')),
  pa: (row, { agencies }) => void agencies.add(row.text('AGENTUR_ID')),
  vat: (row, { vatKeys }) => void vatKeys.add(row.text('UST_SCHLUESSEL')),
  tse(row, { tses }, { tseOrdinals }) {
    const serial = row.text('TSE_SERIAL').toLowerCase()
    const ordinal = tseOrdinals.get(serial) ?? tseOrdinals.size
    tseOrdinals.set(serial, ordinal)
    tses.set(row.text('TSE_ID'), {
      ordinal,
      algorithm: row.text('TSE_SIG_ALGO'),
      logTimeFormat: row.text('TSE_ZEITFORMAT'),
      publicKey: row.text('TSE_PUBLIC_KEY'),
    })
  },
}

function gatherBon(row: CheckRow, closing: ClosingFacts, { bons }: Facts, { zone }: CheckSettings): void {
  const type = BON_TYPES.find((each) => each === row.text('BON_TYP')) ?? 'unknown'
  const bon = bons.create(closing.ordinal, row.text('BON_ID'), type)
  row.duplicate = bon === null
  if (bon === null) return
  row.bon = bon
  bons.row.set(bon, row.number)
  bons.gross.set(bon, row.amount('UMS_BRUTTO') ?? 0)
  bons.cancelled.set(bon, row.text('BON_STORNO') === '1' ? 1 : 0)
  bons.start.set(bon, parseTime(row.text('BON_START'), zone)?.earliest ?? 0)
}

function gatherClosing(row: CheckRow, facts: Facts): void {
  const [registerId, number] = [row.text(REGISTER ?? ''), row.text(NUMBER ?? '')]
  row.duplicate = !facts.addClosing(registerId, number, closingOf(row, facts.closings.length))
  row.closing = facts.closing(registerId, number) ?? null
}

function gatherChild(row: CheckRow, closing: ClosingFacts, facts: Facts): void {
  row.bon = facts.bons.find(closing.ordinal, row.text('BON_ID')) ?? -1
  if (row.bon < 0) return
  if (row.table.name !== 'lines') row.line = facts.lines.find(row.bon, row.text('POS_ZEILE')) ?? null
  OF_BON[row.table.name]?.(row, closing, facts)
}

/** Finds what a row belongs to and remembers what later rows are compared with. Before the rules see the row. */
export function gather(row: CheckRow, facts: Facts, settings: CheckSettings): void {
  if (row.table.name === 'cashpointclosing') {
    gatherClosing(row, facts)
    return
  }
  const closing = facts.closing(row.text(REGISTER ?? ''), row.text(NUMBER ?? ''))
  if (closing === undefined) return
  row.closing = closing
  if (row.table.name === 'transactions') gatherBon(row, closing, facts, settings)
  else if (row.table.positions.has('BON_ID')) gatherChild(row, closing, facts)
  else MASTER[row.table.name]?.(row, closing, facts)
}
