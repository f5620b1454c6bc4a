import { err, ok, type Result } from '@brotkasten/domain/result'
import { type Refusal, refusalOf } from '../../emulation/refusal.ts'
import type { SecureElement } from '../../secure-element/secure-element.ts'
import { utf8 } from '../../transport/bytes.ts'
import type { TseFailure } from '../../tse.ts'
import type { ErrorName } from '../errors.ts'
import type { SwissbitUser } from '../login.ts'
import { firstSecrets } from '../secrets.ts'
import { TarStore } from './tar-store.ts'

export type Outcome<T> = Result<T, ErrorName>

/** A transaction between open and close. */
export interface Import {
  readonly event: number
  readonly client: string
  readonly transactionNumber: number
  readonly processType: string
  readonly dataLength: number
  readonly block: number
}

const REFUSALS: Readonly<Record<Refusal, ErrorName>> = {
  notInitialised: 'notInitialised',
  disabled: 'decommissioned',
  selfTestDue: 'selfTestNeeded',
  timeNotSet: 'noTime',
  expired: 'certificateExpired',
  clientUnknown: 'clientUnknown',
  transactionUnknown: 'transactionNotStarted',
  clientsFull: 'clientsFull',
  transactionsFull: 'transactionsFull',
  signaturesFull: 'signaturesFull',
  storeFull: 'storeFull',
  unfinishedTransactions: 'deviceHasTransactions',
  parameter: 'invalidParameter',
  storage: 'unknown',
}

/** What the commands of an emulated device share. */
export class DeviceCore {
  readonly element: SecureElement
  readonly now: () => Date
  readonly store: TarStore
  readonly users = new Set<SwissbitUser>()
  importing: Import | null = null
  /** How often a close is answered with "not enough data" before it succeeds. */
  slowCloses = 0

  constructor(element: SecureElement, now: () => Date) {
    this.element = element
    this.now = now
    this.store = new TarStore(element, now)
    if (!Object.hasOwn(element.state.vault.users, 'admin')) this.#factorySecrets()
  }

  /** PIN and PUK as they follow from the serial. */
  #factorySecrets(): void {
    const { puk, adminPin, timeAdminPin } = firstSecrets(this.element.identity.serial)
    this.element.setUser('admin', utf8(adminPin), utf8(puk))
    this.element.setUser('timeAdmin', utf8(timeAdminPin), utf8(puk))
  }

  powerOff(): void {
    this.element.powerCycle()
    this.users.clear()
    this.importing = null
    this.store.forgetData()
  }

  setting(name: string): string | undefined {
    return this.element.state.vault.settings[name]
  }

  refuse(reason: Refusal): Outcome<never> {
    return err(REFUSALS[reason])
  }

  answer<T, A>(result: Result<T, TseFailure>, reply: (value: T) => A): Outcome<A> {
    if (result.ok) return ok(reply(result.value))
    return this.refuse(refusalOf(this.element, this.now(), result.error))
  }
}
