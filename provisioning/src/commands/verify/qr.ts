import { createInterface } from 'node:readline'
import { verifyQr } from '@brotkasten/fiscal-driver/verify/verify-qr'
import type { Command } from 'commander'
import type { Shell } from '../run.ts'

/** A QR code holds far less (version 40: 2,953 bytes); longer lines are no QR code. */
const MAX_LINE = 8_192

/** `verify qr`: one QR text per line in, one JSON line each out; status 0 only where all are valid. */
export function verifyQrCommand(verify: Command, shell: Shell): void {
  verify
    .command('qr')
    .description('prüft Belege anhand ihrer QR-Codes: je Zeile der Eingabe ein Code, je Code eine Zeile JSON')
    .action(async () => {
      let all = true
      for await (const line of createInterface({ input: shell.input, crlfDelay: Number.POSITIVE_INFINITY })) {
        if (line === '') continue
        const verdict = verdictOf(line)
        all &&= verdict.valid
        shell.out(`${JSON.stringify(verdict)}\n`)
      }
      shell.exit(all ? 0 : 1)
    })
}

/** The verdict in the order and with the fields that programs are promised. */
function verdictOf(line: string) {
  const { valid, reason, curve, hash, signatureEncoding, ...fields } = verifyQr(line.slice(0, MAX_LINE))
  const { transactionNumber, signatureCounter, clientId, processData, startTimeProven } = fields
  const of = { transactionNumber, signatureCounter, clientId, processData, startTimeProven }
  return { valid, reason, curve, hash, signatureEncoding, ...of }
}
