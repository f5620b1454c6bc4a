import type { Receipt } from '@brotkasten/domain/receipt/receipt'
import type { ReceiptView } from '@brotkasten/domain/wire/till'
import { qrPayload } from '@brotkasten/fiscal-driver/qr/payload'
import type { Replica } from '../replica/replica.ts'
import type { BoxStore } from '../store/box-store.ts'

interface AdoptedTse {
  readonly publicKey: string
  readonly algorithm: string
  readonly logTimeFormat: string
  readonly emulated: boolean
}

/** Receipts with everything their paper shows: business, register, and the text of the QR code (none in an outage). */
export class ReceiptViews {
  readonly #replica: Replica
  readonly #register
  readonly #tse
  readonly #known = new Map<string, AdoptedTse>()

  constructor(store: BoxStore, replica: Replica) {
    this.#replica = replica
    this.#register = store.db.prepare('SELECT name FROM register WHERE id = ?')
    this.#tse = store.db.prepare(
      'SELECT public_key, algorithm, log_time_format, emulated FROM tse WHERE serial = ?',
    )
  }

  /** Completes a booked receipt. */
  of(receipt: Receipt): ReceiptView {
    const { branch } = this.#replica.catalogue
    if (!branch) throw new Error('a receipt without a branch')
    const tse = receipt.tse.state === 'signed' ? this.#adopted(receipt.tse.serial) : null
    return {
      receipt,
      registerName: String(this.#register.get(receipt.registerId)?.name ?? ''),
      registerSerial: receipt.tse.clientId,
      qr:
        tse && receipt.tse.state === 'signed'
          ? qrPayload({ ...receipt.tse, ...tse, logTime: receipt.tse.finishTime })
          : null,
      tseEmulated: tse?.emulated ?? false,
      branch,
    }
  }

  #adopted(serial: string): AdoptedTse {
    const known = this.#known.get(serial)
    if (known) return known
    const row = this.#tse.get(serial)
    if (!row) throw new Error(`the TSE ${serial} was never adopted`)
    const tse = {
      publicKey: String(row.public_key),
      algorithm: String(row.algorithm),
      logTimeFormat: String(row.log_time_format),
      emulated: row.emulated === 1,
    }
    this.#known.set(serial, tse)
    return tse
  }
}
