import { err, ok, type Result } from '@brotkasten/domain/result'
import { type Refusal, refusalOf } from '../../emulation/refusal.ts'
import type { SecureElement } from '../../secure-element/secure-element.ts'
import type { TseFailure } from '../../tse.ts'
import { REFUSALS } from './refusals.ts'

/** What a function comes to: its output, or the device's name for the refusal. */
export type Outcome<T> = Result<T, string>

/** What all connections share. */
export interface Printer {
  readonly element: SecureElement
  readonly now: () => Date
  readonly sharedSecret: string
  /** This printer's own name; a TSE bound to another one refuses its self-test. */
  readonly host: string
}

/** What one connection has: its logins, its challenge, its export. */
export class Desk {
  readonly printer: Printer
  readonly tills = new Set<string>()
  admin = false
  challenge: string | null = null
  running: AsyncIterator<Uint8Array> | null = null

  constructor(printer: Printer) {
    this.printer = printer
  }

  get element(): SecureElement {
    return this.printer.element
  }

  now(): Date {
    return this.printer.now()
  }

  refuse(reason: Refusal): Outcome<never> {
    return err(REFUSALS[reason])
  }

  /** What the element answered, as output or as the device's name for its refusal. */
  answer<T, A>(result: Result<T, TseFailure>, output: (value: T) => A): Outcome<A> {
    if (result.ok) return ok(output(result.value))
    return this.refuse(refusalOf(this.element, this.now(), result.error))
  }
}

export const nothing = (): object => ({})
