import { tarEntries } from '@brotkasten/fiscal-driver/archive/tar'
import { parseLog } from '@brotkasten/fiscal-driver/log/parse-log'
import { type LocalBox, OPERATOR } from '../support/local-box.ts'
import type { SaleBytes } from './bare-sale.ts'
import { newSale } from './new-sale.ts'

/** Makes one sale and takes what it wrote and signed. */
export async function saleBytes({ deps, registers }: LocalBox): Promise<SaleBytes> {
  const [register] = registers
  const request = newSale()
  const sold = register ? await deps.seller.sell(request, register, OPERATOR) : null
  const entry = deps.store.journal.find(request.id)
  if (!sold?.ok || !entry || sold.value.receipt.tse.state !== 'signed')
    throw new Error('the first sale failed')
  const { tse, ...draft } = sold.value.receipt
  const chunks: Uint8Array[] = []
  for await (const chunk of deps.signing.archive({})) chunks.push(chunk)
  const entries = tarEntries(Buffer.concat(chunks))
  const messages = (entries.ok ? entries.value : []).flatMap(({ name, content }) => {
    const log = name.includes(`_Log-Tra_No-${tse.transactionNumber}_`) ? parseLog(content) : null
    return log?.ok ? [log.value.signedBytes] : []
  })
  if (messages.length !== 2) throw new Error(`${messages.length} messages instead of Start and Finish`)
  const { id, registerId, number, gross, completedAt: time } = sold.value.receipt
  return {
    entry,
    intent: JSON.stringify({ kind: 'sale', draft, transaction: tse }),
    event: JSON.stringify({ id, registerId, number, gross, time }),
    messages,
  }
}
