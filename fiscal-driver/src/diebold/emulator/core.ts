import { err, ok, type Result } from '@brotkasten/domain/result'
import { type Refusal, refusalOf } from '../../emulation/refusal.ts'
import type { SecureElement } from '../../secure-element/secure-element.ts'
import type { TseFailure } from '../../tse.ts'
import { codeOf, type ErrorName } from '../errors.ts'
import type { Outcome } from './handlers.ts'

/** A transaction command between its init and its end. */
export interface OpenCommand {
  readonly operation: 'start' | 'update' | 'finish'
  readonly transactionNumber: number
  readonly processType: string
  readonly size: number
  readonly parts: Uint8Array[]
}

const REFUSALS: Readonly<Record<Refusal, ErrorName>> = {
  notInitialised: 'notInitialised',
  disabled: 'disabled',
  selfTestDue: 'selfTestRequired',
  timeNotSet: 'timeNotSet',
  expired: 'certificateExpired',
  clientUnknown: 'clientNotRegistered',
  transactionUnknown: 'noTransaction',
  clientsFull: 'clientsFull',
  transactionsFull: 'transactionsFull',
  signaturesFull: 'signaturesFull',
  storeFull: 'storage',
  unfinishedTransactions: 'deviceHasTransactions',
  parameter: 'parameterValue',
  storage: 'storage',
}

/** What the commands of an emulated stick share. */
export class StickCore {
  readonly element: SecureElement
  readonly now: () => Date
  /** The client set last; null after power-up. */
  client: string | null = null
  open: OpenCommand | null = null
  readonly users = new Set<string>()
  readonly buffers = new Map<number, Uint8Array>()
  /** Status word of the last command. */
  error = 0

  constructor(element: SecureElement, now: () => Date) {
    this.element = element
    this.now = now
  }

  powerOff(): void {
    this.element.powerCycle()
    this.client = null
    this.open = null
    this.users.clear()
    this.buffers.clear()
    this.error = codeOf('powerFail')
  }

  refuse(reason: Refusal): Outcome<never> {
    return err(REFUSALS[reason])
  }

  /** What the element answered, as a reply or as the stick's error. */
  answer<T, A>(result: Result<T, TseFailure>, reply: (value: T) => A): Outcome<A> {
    if (result.ok) return ok(reply(result.value))
    return this.refuse(refusalOf(this.element, this.now(), result.error))
  }

  /** The client set, where there is one. */
  withClient<T>(work: (client: string) => Outcome<T>): Outcome<T> {
    return this.client === null ? err('clientNotSet') : work(this.client)
  }
}
