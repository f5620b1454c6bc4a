import type { TseFailure } from '../tse.ts'

/** Commands a fault can be laid on. */
export type FaultPlace =
  | 'open'
  | 'status'
  | 'updateTime'
  | 'selfTest'
  | 'registerClient'
  | 'deregisterClient'
  | 'start'
  | 'finish'
  | 'read'

/**
 * What goes wrong. A failure kind is answered instead of doing anything. `lostAnswer`: the message is stored, the
 * answer times out, the device stays up. `garbageAfterSigning`: stored, but the answer is unreadable. The power
 * losses happen before or after the message was stored; afterwards the device wants `open` again.
 */
export type FaultKind =
  | TseFailure['kind']
  | 'lostAnswer'
  | 'garbageAfterSigning'
  | 'powerLossBeforeSigning'
  | 'powerLossAfterSigning'

/** A fault and how often it strikes; `times` is 1 unless given, Infinity for one that stays. */
export interface Fault {
  readonly at: FaultPlace | 'any'
  readonly kind: FaultKind
  readonly times?: number
}

/** The faults still to come, in the order they were laid. */
export class Faults {
  #pending: { readonly fault: Fault; left: number }[] = []

  add(fault: Fault): void {
    this.#pending.push({ fault, left: fault.times ?? 1 })
  }

  clear(): void {
    this.#pending = []
  }

  /** Takes the first fault laid on this command. */
  strike(at: FaultPlace): FaultKind | null {
    const hit = this.#pending.find(({ fault }) => fault.at === at || fault.at === 'any')
    if (hit === undefined) return null
    hit.left--
    if (hit.left <= 0) this.#pending = this.#pending.filter((entry) => entry !== hit)
    return hit.fault.kind
  }
}
