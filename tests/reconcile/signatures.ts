import { verifyFinish } from '@brotkasten/fiscal-driver/verify/verify-finish'
import type { JournalFacts } from './journal-facts.ts'
import type { Finish, TseLog } from './tse-log.ts'

/** Signatures in the journal that do not verify with the key of the TSE they name. */
export function signatureFaults({ accounted, adopted }: JournalFacts): string[] {
  return accounted.flatMap(({ tse, by }) => {
    const device = adopted.get(tse.serial)
    if (!device) return [`${by}: TSE ${tse.serial} was never adopted`]
    const verdict = verifyFinish({ ...tse, ...device, logTime: tse.finishTime })
    return verdict.valid ? [] : [`${by}: ${verdict.reason}`]
  })
}

const nameOf = ({ serial, transactionNumber }: { serial: string; transactionNumber: number }): string =>
  `${serial}/${transactionNumber}`

/** Every Finish in the log belongs to exactly one entry of the journal, and they say the same. */
export function transactionFaults({ accounted }: JournalFacts, { finishes }: TseLog): string[] {
  const log = Map.groupBy(finishes, nameOf)
  const journal = Map.groupBy(accounted, ({ tse }) => nameOf(tse))
  const faults: string[] = []
  for (const [name, own] of log) {
    const entries = journal.get(name) ?? []
    if (own.length > 1) faults.push(`${name}: finished ${own.length} times`)
    if (entries.length === 0)
      faults.push(`${name}: finished by the TSE, unknown to the journal (${own[0]?.processData})`)
    if (entries.length > 1)
      faults.push(`${name}: in ${entries.length} entries: ${entries.map(({ by }) => by).join(', ')}`)
  }
  for (const [name, entries] of journal) {
    const finish = log.get(name)?.[0]
    for (const { tse, by } of entries) {
      const wrong = finish ? differences(tse, finish) : ['not in the log of the TSE']
      if (wrong.length > 0) faults.push(`${name}: ${by}: ${wrong.join(', ')}`)
    }
  }
  return faults
}

const FIELDS = ['signatureCounter', 'clientId', 'processType', 'processData', 'signature'] as const

function differences(
  tse: Readonly<Record<(typeof FIELDS)[number], string | number>> & { readonly finishTime: string },
  finish: Finish,
): string[] {
  const wrong: string[] = FIELDS.filter((field) => tse[field] !== finish[field])
  if (tse.finishTime !== finish.logTime) wrong.push('finishTime')
  return wrong
}
