import { type CashCase, signedAmount } from '@brotkasten/domain/cash/movement'
import { KASSENBELEG, kassenbelegV1 } from '@brotkasten/domain/fiscal/process-data'
import { type Cents, cents, formatEuro } from '@brotkasten/domain/money/cents'
import { err, ok, type Result } from '@brotkasten/domain/result'
import { may, type Permission, type Role } from '@brotkasten/domain/staff/role'
import { businessDateAt } from '@brotkasten/domain/time/business-date'
import type { CashRequest } from '@brotkasten/domain/wire/till'
import type { Replica } from '../replica/replica.ts'
import type { Answer, Booker } from '../selling/booker.ts'
import type { Draft } from '../selling/intent.ts'
import type { Refusal } from '../selling/refusal.ts'
import type { Operator, Register } from '../selling/seller.ts'
import type { SignedText } from '../selling/transaction.ts'

/** Up to here a shift lead pays in and out without the manager, in cents (guide 11.3). */
const SMALL_AMOUNT = cents(5_000)

const NEEDS: Record<CashCase, Permission> = {
  float: 'count',
  changeFetched: 'payInOut',
  skim: 'skim',
  payIn: 'payInOut',
  payOut: 'payInOut',
  ownerIn: 'payInOutAnyAmount',
  ownerOut: 'payInOutAnyAmount',
  wage: 'payInOutAnyAmount',
  tipOut: 'payInOut',
  difference: 'close',
}
const NEEDS_REASON: readonly CashCase[] = ['payIn', 'payOut', 'wage']

export interface DrawerOptions {
  readonly replica: Replica
  readonly booker: Booker
  readonly clock: () => Date
  readonly softwareVersion: string
}

/** Money into and out of a register's drawer without a sale: each movement a signed receipt of its own. */
export class Drawer {
  readonly #options: DrawerOptions

  constructor(options: DrawerOptions) {
    this.#options = options
  }

  /** Books a movement as keyed at the till. A difference is none: only a closing books one. */
  move(
    request: CashRequest,
    register: Register,
    operator: Operator,
  ): Promise<Result<Answer<'cash.moved'>, Refusal>> {
    return this.#options.booker.book('cash.moved', request.id, register, async () => {
      const refusal = refuse(request, operator.role)
      return refusal
        ? err(refusal)
        : this.#draft({ ...request, amount: signedAmount(request.case, request.amount) }, register, operator)
    })
  }

  /** Books what the count differs from the books, in signed cents. */
  difference(
    id: string,
    amount: Cents,
    register: Register,
    operator: Operator,
  ): Promise<Result<Answer<'cash.moved'>, Refusal>> {
    const movement = { id, case: 'difference' as const, amount, reason: 'Kassenabschluss', reference: null }
    return this.#options.booker.book('cash.moved', id, register, async () =>
      this.#draft(movement, register, operator),
    )
  }

  #draft(
    request: CashRequest,
    register: Register,
    operator: Operator,
  ): Result<{ draft: Draft; text: SignedText }, Refusal> {
    const zone = this.#options.replica.catalogue.branch?.zone
    if (!zone)
      return err({
        kind: 'noCatalogue',
        field: null,
        message: 'Die Kasse hat noch keine Daten von der Zentrale.',
      })
    const now = this.#options.clock()
    const { amount } = request
    const text = kassenbelegV1('Beleg', [{ vatKey: 5, gross: amount }], [{ kind: 'cash', amount }])
    const body = {
      ...request,
      registerId: register.id,
      businessDate: businessDateAt(now, zone),
      completedAt: now.toISOString(),
      operatorId: operator.id,
      operatorNumber: operator.number,
      softwareVersion: this.#options.softwareVersion,
    }
    return ok({ draft: { kind: 'cash.moved', body }, text: { processType: KASSENBELEG, processData: text } })
  }
}

function refuse(request: CashRequest, role: Role): Refusal | null {
  const forbidden = (message: string): Refusal => ({ kind: 'forbidden', field: 'case', message })
  if (request.case === 'difference') return forbidden('Eine Differenz bucht nur der Kassenabschluss.')
  if (!may(role, NEEDS[request.case])) return forbidden('Dafür fehlt die Berechtigung.')
  if (
    NEEDS[request.case] === 'payInOut' &&
    request.amount > SMALL_AMOUNT &&
    !may(role, 'payInOutAnyAmount')
  ) {
    return forbidden(`Über ${formatEuro(SMALL_AMOUNT)} entscheidet die Filialleitung.`)
  }
  if (NEEDS_REASON.includes(request.case) && request.reason === null) {
    return { kind: 'invalid', field: 'reason', message: 'Bitte einen Grund angeben.' }
  }
  return null
}
