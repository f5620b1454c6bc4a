import { sumCents } from '@brotkasten/domain/money/cents'
import type { Receipt } from '@brotkasten/domain/receipt/receipt'
import { businessDate } from '@brotkasten/domain/time/business-date'
import { boxChecks, centreChecks, saleChecks, tseChecks } from './checks.ts'
import type { Expectation } from './expectation.ts'
import { type Findings, same, toFindings } from './findings.ts'
import type { JournalFacts } from './journal-facts.ts'
import { addBuckets, addUp, type RateSum, rateText, signedSums } from './sums.ts'
import type { TseLog } from './tse-log.ts'

/** What the centre says about the same box. */
export interface CentreFacts {
  readonly receipts: readonly { readonly id: string; readonly gross: number }[]
  readonly figures: { readonly receipts: number; readonly gross: number; readonly taxes: readonly RateSum[] }
  readonly quarantined: number
  readonly duplicates: number
}

export interface Evidence {
  readonly file: Expectation
  readonly journal: JournalFacts
  readonly tse: TseLog
  readonly centre: CentreFacts
}

/** Compares file, box, TSE and centre to the cent. Pure; nothing that differs is explained away. */
export function reconcile({ file, journal, tse, centre }: Evidence): Findings {
  const { receipts } = journal
  const byId = new Map(receipts.map((receipt) => [receipt.id, receipt]))
  const ofFile = file.sales.flatMap((sale) => byId.get(sale.id) ?? [])
  const grossOf = (of: readonly { readonly gross: number }[]) => of.reduce((sum, { gross }) => sum + gross, 0)
  const fileTaxes = addUp(
    file.sales.flatMap(({ id, taxesOn }) => taxesOn(dayOf(byId.get(id) ?? receipts[0]))),
  )
  const belege = signedSums(tse.finishes)
  const columns = [
    { source: 'file', receipts: file.sales.length, gross: grossOf(fileTaxes) },
    { source: 'box, of the file', receipts: ofFile.length, gross: grossOf(ofFile) },
    { source: 'box, all', receipts: receipts.length, gross: grossOf(receipts) },
    {
      source: 'TSE, Beleg',
      receipts: belege.length,
      gross: sumCents(addBuckets(belege)),
    },
    { source: 'centre', receipts: centre.figures.receipts, gross: centre.figures.gross },
  ]
  return toFindings(columns, [
    same(
      'tickets read = sold + rejected + empty',
      file.read,
      file.sales.length + file.rejected.length + file.empty,
    ),
    same(
      'revenue by rate: file, box',
      rateText(fileTaxes),
      rateText(addUp(ofFile.flatMap(({ taxes }) => taxes))),
    ),
    ...saleChecks(file, byId),
    ...boxChecks(journal),
    ...tseChecks(journal, tse),
    ...centreChecks(receipts, centre),
  ])
}

const dayOf = (receipt: Receipt | undefined) => receipt?.businessDate ?? businessDate('2026-01-01')
