/** What a card shows instead of a proper answer. */
export type FaultKind =
  /** Never looks at the block. */
  | 'untaken'
  | 'busy'
  /** Gives up by its own clock (FF45). */
  | 'deviceTimeout'
  | 'sdError'
  /** Noise where the answer should be. */
  | 'garbage'
  /** The header of the answer over the old content: the rest was never copied. */
  | 'torn'
  /** A length beyond what follows. */
  | 'lyingLength'
  /** The power goes before the answer is there. */
  | 'powerLoss'

export interface Fault {
  readonly kind: FaultKind
  /** The code of the command it happens to; any command where left out. */
  readonly code?: number
  /** Whether the command is carried out all the same: the dangerous case. */
  readonly executes: boolean
  /** Polls until the card comes back from `untaken` or `busy`; never where left out. */
  readonly polls?: number
}

/** Faults waiting for their command, each for one. */
export class FaultScript {
  #waiting: Fault[] = []

  add(fault: Fault): void {
    this.#waiting.push(fault)
  }

  /** The fault for a command with this code, which is used up by it. */
  take(code: number | null): Fault | null {
    const at = this.#waiting.findIndex((fault) => fault.code === undefined || fault.code === code)
    return at < 0 ? null : (this.#waiting.splice(at, 1)[0] ?? null)
  }
}
