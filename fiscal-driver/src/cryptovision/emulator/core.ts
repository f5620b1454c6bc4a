import type { Result } from '@brotkasten/domain/result'
import { err, ok } from '@brotkasten/domain/result'
import type { SecureElement } from '../../secure-element/secure-element.ts'
import type { TseFailure } from '../../tse.ts'
import type { ErrorName } from '../errors.ts'
import type { CardUser } from '../login.ts'

/** What a command of the card comes to. */
export type Outcome<T> = Result<T, ErrorName>

const AUTO_LOGOUT: Readonly<Record<CardUser, number>> = { Admin: 10 * 60_000, TimeAdmin: 2000 }

export interface CoreOptions {
  readonly element: SecureElement
  /** The card's oscillator: real time, or that of a test. */
  readonly now: () => Date
  readonly firmware: string
}

/** What the commands share: the signing heart, the clock, and who is logged in. */
export class CardCore {
  readonly element: SecureElement
  readonly now: () => Date
  readonly firmware: string
  started = false
  /** Behind the last slice of an export, so that the next one need not search from the beginning. */
  exportMark = { counter: 0, end: 0 }
  #loginAt = new Map<CardUser, number>()

  constructor({ element, now, firmware }: CoreOptions) {
    this.element = element
    this.now = now
    this.firmware = firmware
  }

  powerOff(): void {
    this.started = false
    this.#loginAt.clear()
    this.element.powerCycle()
  }

  loggedIn(user: CardUser): void {
    this.#loginAt.set(user, this.now().getTime())
  }

  logOut(user: CardUser, cause: string): void {
    this.#loginAt.delete(user)
    this.element.logOut(user, cause, this.now())
  }

  /** True while one of the users is logged in; a login that ran out ends here, and is logged. */
  isAuthorised(...users: readonly CardUser[]): boolean {
    for (const [user, since] of this.#loginAt) {
      if (this.now().getTime() - since >= AUTO_LOGOUT[user]) this.logOut(user, 'timeout')
    }
    return users.some((user) => this.#loginAt.has(user))
  }

  get isTimeSet(): boolean {
    const { timeSet, timeDueIn } = this.element.situation(this.now())
    return timeSet && timeDueIn !== 0
  }

  /** A switch that outlives the power. */
  setting(name: string): string | undefined {
    return this.element.state.vault.settings[name]
  }

  /** What the element refused, in the words of the card. */
  refusal({ kind }: TseFailure): ErrorName {
    if (this.element.state.lifecycle === 'uninitialized') return 'notInitialised'
    return REFUSALS[kind] ?? 'parameterMismatch'
  }

  /** The outcome of an element command, its content dropped or turned into an answer. */
  answer<T, A>(result: Result<T, TseFailure>, reply: (value: T) => A): Outcome<A> {
    return result.ok ? ok(reply(result.value)) : err(this.refusal(result.error))
  }
}

const REFUSALS: { readonly [K in TseFailure['kind']]?: ErrorName } = {
  notReady: 'timeNotSet',
  unknownClient: 'clientUnknown',
  unknownTransaction: 'noSuchTransaction',
  full: 'noStorage',
  expired: 'certificateExpired',
  disabled: 'secureElementDisabled',
  unreachable: 'storageFailure',
}
