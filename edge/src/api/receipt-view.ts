import type { Receipt } from '@brotkasten/domain/receipt/receipt'
import type { ReceiptView } from '@brotkasten/domain/wire/till'
import { qrPayload } from '@brotkasten/fiscal-driver/qr/payload'
import type { Deps } from './deps.ts'

/** A receipt with everything its paper shows: business, register, and the text of the QR code (none in an outage). */
export function receiptView(
  deps: Pick<Deps, 'store' | 'replica' | 'pairing'>,
  receipt: Receipt,
): ReceiptView {
  const { branch } = deps.replica.catalogue
  if (!branch) throw new Error('a receipt without a branch')
  const register = deps.pairing.registers().find(({ id }) => id === receipt.registerId)
  const tse = receipt.tse.state === 'signed' ? tseOf(deps, receipt.tse.serial) : null
  return {
    receipt,
    registerName: register?.name ?? '',
    registerSerial: receipt.tse.clientId,
    qr: tse && receipt.tse.state === 'signed' ? qrPayload({ ...receipt.tse, ...tse }) : null,
    tseEmulated: tse?.emulated ?? false,
    branch,
  }
}

function tseOf(deps: Pick<Deps, 'store'>, serial: string) {
  const row = deps.store.db
    .prepare('SELECT public_key, algorithm, log_time_format, emulated FROM tse WHERE serial = ?')
    .get(serial)
  if (!row) throw new Error(`the TSE ${serial} was never adopted`)
  return {
    publicKey: String(row.public_key),
    algorithm: String(row.algorithm),
    logTimeFormat: String(row.log_time_format),
    emulated: row.emulated === 1,
  }
}
