import { err, ok, type Result } from '@brotkasten/domain/result'
import type { BlockFile, Volumes } from '../transport/block-file.ts'
import { findVolume } from '../transport/search.ts'
import { type CardFailure, codeOf } from './errors.ts'
import { Exchange, type Pacing } from './exchange.ts'
import { WINDOW_FILE, WINDOW_SIZE } from './frame.ts'
import type { Credentials } from './login.ts'
import { type CardSession, powerUp } from './session.ts'

/** Milliseconds a card stays busy after an export that timed out. */
const EXPORT_AFTERMATH = 65_000

/**
 * The way to the card: finds it by its mark, brings it to work, and forgets it when it fails, so that the next use
 * searches again. After an unplug the card comes back under another device name and without time.
 */
export class CardLink {
  #volumes: Volumes
  #credentials: Credentials
  #pacing: Pacing
  #file: BlockFile | null = null
  #session: CardSession | null = null
  #quietUntil = 0

  constructor(volumes: Volumes, credentials: Credentials, pacing: Pacing) {
    this.#volumes = volumes
    this.#credentials = credentials
    this.#pacing = pacing
  }

  /** The session, from before or new. `now` is set as the card's time where it has none. */
  async session(now: Date): Promise<Result<CardSession, CardFailure>> {
    const left = this.#quietUntil - this.#pacing.clock.now()
    if (left > 0) {
      const seconds = Math.ceil(left / 1000)
      return err({
        kind: 'busy',
        detail: `an export timed out; the card needs ${seconds} s more to come back`,
      })
    }
    if (this.#session !== null) return ok(this.#session)
    const file = await openWindow(this.#volumes)
    if (!file.ok) return file
    this.#file = file.value
    const session = await powerUp(new Exchange(file.value, this.#pacing), this.#credentials, now)
    if (session.ok) this.#session = session.value
    else await this.forget()
    return session
  }

  /** Looks at what came of a command begun at `startedAt`, and forgets the card where it may be another by now. */
  async judge(failure: CardFailure, what: string, startedAt: number): Promise<void> {
    if (failure.kind === 'timeout' && what.startsWith('export'))
      this.#quietUntil = startedAt + EXPORT_AFTERMATH
    if (LOST.has(failure.kind) || failure.code === codeOf('startMissing')) await this.forget()
  }

  async forget(): Promise<void> {
    await this.#file?.close()
    this.#file = null
    this.#session = null
  }

  /** The session there is, without opening one. */
  get current(): CardSession | null {
    return this.#session
  }
}

/** After these nobody knows what the card is doing, or whether it is the same one. */
const LOST = new Set<CardFailure['kind']>(['unreachable', 'timeout', 'garbage', 'busy'])

/** Opens the window file of the first volume that has one and can really be read. */
export async function openWindow(volumes: Volumes): Promise<Result<BlockFile, CardFailure>> {
  const found = await findVolume(volumes, WINDOW_FILE)
  if (!found.ok) return found
  const { marker, volume } = found.value
  const size = await marker.size()
  if (size.ok && size.value >= WINDOW_SIZE) return ok(marker)
  await marker.close()
  const detail = size.ok ? `${WINDOW_FILE} on ${volume.name} has ${size.value} bytes` : size.error.detail
  return err({ kind: 'unreachable', detail })
}
