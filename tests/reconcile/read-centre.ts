import { centsSchema } from '@brotkasten/domain/schema'
import * as v from 'valibot'
import type { Headquarters } from '../support/headquarters.ts'
import type { CentreFacts } from './compare.ts'

const PAGE = 1000
const figuresAnswer = v.object({
  receipts: v.number(),
  gross: v.number(),
  taxes: v.array(
    v.object({
      vatKey: v.number(),
      rate: v.number(),
      gross: centsSchema,
      net: centsSchema,
      vat: centsSchema,
    }),
  ),
  quarantined: v.number(),
  duplicates: v.number(),
})
const receiptsAnswer = v.object({
  receipts: v.array(v.object({ id: v.string(), gross: v.number() })),
  next: v.nullable(v.number()),
})

/** Everything the centre says about the receipts of a branch, of all days. */
export async function readCentre(headquarters: Headquarters, branchId: string): Promise<CentreFacts> {
  const branch = `/api/branches/${encodeURIComponent(branchId)}`
  const figures = await headquarters.ask(figuresAnswer, `${branch}/figures?from=1970-01-01&to=9999-12-31`)
  const receipts: { id: string; gross: number }[] = []
  for (let after: number | null = 0; after !== null; ) {
    const next: v.InferOutput<typeof receiptsAnswer> = await headquarters.ask(
      receiptsAnswer,
      `${branch}/receipts?after=${after}&limit=${PAGE}`,
    )
    receipts.push(...next.receipts)
    after = next.next
  }
  const { quarantined, duplicates } = figures
  return { receipts, figures, quarantined, duplicates }
}
