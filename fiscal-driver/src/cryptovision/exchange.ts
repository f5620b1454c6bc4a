import { randomBytes } from 'node:crypto'
import { err, ok, type Result } from '@brotkasten/domain/result'
import { type BlockFile, SECTOR } from '../transport/block-file.ts'
import { type Clock, sleep, systemClock } from '../transport/clock.ts'
import type { CardFailure } from './errors.ts'
import { encodeRequest, MODES, type Mode, readWindow, type WindowState } from './frame.ts'

/** How a block goes to the card and its answer comes back. */
export interface Pacing {
  readonly clock: Clock
  /** Milliseconds between two looks at the window; the maker's minimum is 10. */
  readonly pollEvery: number
  /** Milliseconds until an answer is given up. */
  readonly timeout: number
  /** Four bytes, not all zero, another each time. */
  readonly freshToken: () => Uint8Array
}

export const DEFAULT_PACING: Pacing = {
  clock: systemClock,
  pollEvery: 10,
  timeout: 10_000,
  freshToken: () => {
    const token = Uint8Array.from(randomBytes(4))
    token[0] = (token[0] ?? 0) | 0x80
    return token
  },
}

/**
 * One block there, one block back. The token is fresh for every block: as long as it stands in the window, the card
 * has not looked; a constant one could not be told from that of a request of yesterday.
 */
export class Exchange {
  readonly pacing: Pacing
  #file: BlockFile
  /** Token of a request whose answer may still come. At first any: an earlier owner may have left the card busy. */
  #unsettled: Uint8Array | null

  constructor(file: BlockFile, pacing: Pacing) {
    this.#file = file
    this.pacing = pacing
    this.#unsettled = pacing.freshToken()
  }

  /** Sends command bytes and returns the answer bytes of one block. `what` names the command in failures. */
  async round(
    what: string,
    command: Uint8Array,
    mode: Mode = 'normal',
    timeout = this.pacing.timeout,
  ): Promise<Result<Uint8Array, CardFailure>> {
    const quiet = await this.#quiet(what, timeout)
    if (!quiet.ok) return quiet
    const token = this.pacing.freshToken()
    this.#unsettled = token
    const written = await this.#file.write(0, encodeRequest({ token, mode: MODES[mode], command }))
    if (!written.ok) return written
    const state = await this.#poll(token, timeout, isOpen)
    if (!state.ok) return state
    if (isOpen(state.value))
      return err({ kind: 'timeout', detail: `${what}: ${state.value.kind} for ${timeout} ms` })
    this.#unsettled = null
    return settle(state.value, what)
  }

  /**
   * After a time-out the card may still put its late answer over the next request, where it would be taken for the
   * answer of that one: the card's own token says nothing. So nothing is written before the window is quiet; after one
   * more time-out the card counts as having forgotten.
   */
  async #quiet(what: string, timeout: number): Promise<Result<void, CardFailure>> {
    if (this.#unsettled === null) return ok(undefined)
    const state = await this.#poll(this.#unsettled, timeout, isAtWork)
    if (!state.ok) return state
    this.#unsettled = null
    if (isAtWork(state.value))
      return err({ kind: 'busy', detail: `${what}: the card works on an earlier command` })
    return ok(undefined)
  }

  /** Looks until the window leaves the states of `wait` or the time is over; the last state either way. */
  async #poll(
    token: Uint8Array,
    timeout: number,
    wait: (state: WindowState) => boolean,
  ): Promise<Result<WindowState, CardFailure>> {
    const { clock, pollEvery } = this.pacing
    const deadline = clock.now() + timeout
    for (;;) {
      const state = await this.#look(token)
      if (!state.ok || !wait(state.value) || clock.now() >= deadline) return state
      await sleep(clock, pollEvery)
    }
  }

  /** Reads one sector, and the rest only where the answer is longer: that is what the maker does, for speed. */
  async #look(token: Uint8Array): Promise<Result<WindowState, CardFailure>> {
    const sector = await this.#file.read(0, SECTOR)
    if (!sector.ok) return sector
    const state = readWindow(sector.value, token)
    if (state.kind !== 'answer' || state.bytes !== null) return ok(state)
    const whole = await this.#file.read(0, state.needed)
    return whole.ok ? ok(readWindow(whole.value, token)) : whole
  }
}

const isAtWork = ({ kind }: WindowState): boolean => kind === 'untaken' || kind === 'busy'

const isOpen = (state: WindowState): boolean => isAtWork(state) || state.kind === 'blank'

function settle(state: WindowState, what: string): Result<Uint8Array, CardFailure> {
  switch (state.kind) {
    case 'answer':
      return state.bytes === null ? garbage(what, 'the answer changed while it was read') : ok(state.bytes)
    case 'deviceTimeout':
      return err({ kind: 'timeout', detail: `${what}: the card itself timed out (ff45)` })
    case 'sdError':
      return garbage(what, `error of the SD layer (${state.code.toString(16)})`)
    case 'garbage':
      return garbage(what, state.why)
    case 'untaken':
    case 'busy':
    case 'blank':
      return garbage(what, `the window went back to ${state.kind}`)
  }
}

const garbage = (what: string, why: string) =>
  err<CardFailure>({ kind: 'garbage', detail: `${what}: ${why}` })
