import { importPoint } from '../../../crypto/public-key.ts'
import { type FinishReason, verifyFinish } from '../../../verify/verify-finish.ts'
import type { CheckRow } from '../check-row.ts'
import type { TseFacts } from '../facts.ts'
import { parseCounter } from '../parse-number.ts'
import { parseTime } from '../parse-time.ts'
import type { NamedRule } from '../rule.ts'

/** How many signatures were checked, and how many a package does not let one check (no data, no key, Schnorr). */
export interface SignatureCounts {
  verified: number
  failed: number
  notCheckable: number
}

/** The verdict on a row: null where it verifies, `unsupportedAlgorithm` where nobody here can tell. */
function verdictOf(row: CheckRow, tse: TseFacts, clientId: string): FinishReason | null {
  const [transactionNumber, signatureCounter] = ['TSE_TANR', 'TSE_TA_SIGZ'].map((column) =>
    parseCounter(row.text(column)),
  )
  const logTime = parseTime(row.text('TSE_TA_ENDE'), 'UTC')
  if (transactionNumber == null || signatureCounter == null || logTime === null) return 'badField'
  return verifyFinish({
    clientId,
    processType: row.text('TSE_TA_VORGANGSART'),
    processData: row.text('TSE_VORGANGSDATEN'),
    transactionNumber,
    signatureCounter,
    logTime: new Date(logTime.earliest),
    algorithm: tse.algorithm,
    logTimeFormat: tse.logTimeFormat,
    signature: row.text('TSE_TA_SIG'),
    publicKey: tse.publicKey,
  }).reason
}

/** TSE_SERIAL is the hash of TSE_PUBLIC_KEY (TR-03153, 7.5). */
function keyProblem(row: CheckRow): string | null {
  const key = importPoint(Buffer.from(row.text('TSE_PUBLIC_KEY'), 'base64'))
  if (!key.ok) return `the public key: ${key.error}`
  return key.value.serialHex === row.text('TSE_SERIAL').toLowerCase()
    ? null
    : 'not the hash of the public key'
}

/** Rule 15, second half: every signature verifies with the key, algorithm and time format of tse.csv. */
export const signatures = (counts: SignatureCounts): NamedRule => ({
  name: 'signatures',
  start: ({ options, report }) => ({
    on: {
      tse(row) {
        const problem = options.signatures ? keyProblem(row) : null
        if (problem !== null) report(row, 'TSE_SERIAL', problem)
      },
      transactions_tse(row) {
        const tse = row.closing?.tses.get(row.text('TSE_ID'))
        if (row.text('TSE_TA_SIG') === '') return
        if (!options.signatures || !tse || !row.closing?.serial || row.text('TSE_VORGANGSDATEN') === '') {
          counts.notCheckable += 1
          return
        }
        const reason = verdictOf(row, tse, row.closing.serial)
        if (reason === null) counts.verified += 1
        else if (reason === 'unsupportedAlgorithm') counts.notCheckable += 1
        else {
          counts.failed += 1
          report(row, 'TSE_TA_SIG', `does not verify: ${reason}`)
        }
      },
    },
  }),
})
