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

/** Faults that strike after the message was stored, and what the caller sees of them. */
export const lateFaults = {
  /** The device stays up, its answer gets lost. */
  lostAnswer: { kind: 'timeout', detail: 'the answer never arrived' },
  /** The device stays up, its answer is unreadable. */
  garbageAfterSigning: { kind: 'garbage', detail: 'the answer was unreadable' },
  /** The answer gets lost, and the device wants `open` again. */
  powerLossAfterSigning: { kind: 'timeout', detail: 'the device lost power before it answered' },
} as const satisfies Record<string, TseFailure>

/**
 * What goes wrong. A failure kind is answered instead of doing anything; the power may also go before the message is
 * stored, and then the device wants `open` again.
 */
export type FaultKind = TseFailure['kind'] | 'powerLossBeforeSigning' | keyof typeof lateFaults

/** True for a fault that strikes when the work is done. */
export const isLate = (kind: FaultKind): kind is keyof typeof lateFaults => Object.hasOwn(lateFaults, kind)

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
