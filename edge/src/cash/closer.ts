import type { Totals } from '@brotkasten/domain/closing/totals'
import { closingData, SONSTIGER_VORGANG } from '@brotkasten/domain/fiscal/closing-data'
import { cents } from '@brotkasten/domain/money/cents'
import { err, ok, type Result } from '@brotkasten/domain/result'
import { may } from '@brotkasten/domain/staff/role'
import { businessDateAt } from '@brotkasten/domain/time/business-date'
import type { ClosingRequest } from '@brotkasten/domain/wire/till'
import type { Replica } from '../replica/replica.ts'
import type { Answer, Booker } from '../selling/booker.ts'
import { Numbering } from '../selling/numbering.ts'
import type { Refusal } from '../selling/refusal.ts'
import type { Operator } from '../selling/seller.ts'
import type { BoxStore } from '../store/box-store.ts'
import type { PairedRegister } from '../terminals/pairing.ts'
import type { Drawer } from './drawer.ts'

export interface CloserOptions {
  readonly store: BoxStore
  readonly replica: Replica
  readonly booker: Booker
  readonly drawer: Drawer
  readonly clock: () => Date
  readonly softwareVersion: string
}

const forbidden: Refusal = { kind: 'forbidden', field: null, message: 'Dafür fehlt die Berechtigung.' }
const noCatalogue: Refusal = {
  kind: 'noCatalogue',
  field: null,
  message: 'Die Kasse hat noch keine Daten von der Zentrale.',
}

/** X and Z reports. The totals run along with every booking, so a closing takes the same time after any day. */
export class Closer {
  readonly #options: CloserOptions
  readonly #numbering: Numbering

  constructor(options: CloserOptions) {
    this.#options = options
    this.#numbering = new Numbering(options.store.db)
  }

  /** X report: what a closing would say now, without one. */
  report(register: PairedRegister, operator: Operator): Result<Totals, Refusal> {
    return may(operator.role, 'xReport') ? ok(this.#numbering.day(register.id).totals) : err(forbidden)
  }

  /**
   * Z report: books the difference between count and books where there is one, then freezes the totals.
   * Repeating an interrupted request finishes it; nothing is booked twice.
   */
  async close(
    request: ClosingRequest,
    register: PairedRegister,
    operator: Operator,
  ): Promise<Result<Answer<'register.closed'>, Refusal>> {
    const { store, booker, drawer } = this.#options
    // A repeat is answered to whoever asks again: the closing stands already.
    if (!may(operator.role, 'close') && !store.journal.find(request.id)) return err(forbidden)
    if (request.counted !== null && !store.journal.find(request.id)) {
      const difference = cents(request.counted - this.#numbering.day(register.id).totals.cash)
      if (difference !== 0) {
        const booked = await drawer.difference(request.differenceId, difference, register, operator)
        if (!booked.ok) return booked
      }
    }
    return booker.book('register.closed', request.id, register, async () =>
      this.#draft(request, register, operator),
    )
  }

  #draft(request: ClosingRequest, register: PairedRegister, operator: Operator) {
    const { branch } = this.#options.replica.catalogue
    if (!branch) return err(noCatalogue)
    const now = this.#options.clock()
    const body = {
      id: request.id,
      registerId: register.id,
      registerSerial: register.serial,
      registerName: register.name,
      businessDate: businessDateAt(now, branch.zone),
      closedAt: now.toISOString(),
      operatorId: operator.id,
      operatorNumber: operator.number,
      counted: request.counted,
      branch,
      softwareVersion: this.#options.softwareVersion,
    }
    const processData = closingData(register.serial, request.id, request.counted)
    return ok({
      draft: { kind: 'register.closed' as const, body },
      text: { processType: SONSTIGER_VORGANG, processData },
    })
  }
}
