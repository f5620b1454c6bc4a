import { readEntry } from '@brotkasten/domain/journal/entry'
import type { Receipt } from '@brotkasten/domain/receipt/receipt'
import type { Journal } from '../store/journal.ts'

/** The receipt booked under a sale id, read back from the journal; null where there is none. */
export function findReceipt(journal: Journal, id: string): Receipt | null {
  const entry = journal.find(id)
  if (!entry) return null
  const fact = readEntry(entry)
  if (!fact.ok)
    throw new Error(`journal entry ${entry.seq} is unreadable: ${fact.error.kind} ${fact.error.detail}`)
  return fact.value.kind === 'sale.completed' ? fact.value.body : null
}
