import { figuresMessage, type presenceMessage } from '@brotkasten/domain/wire/up'
import * as v from 'valibot'

/** Without a sign of life for so long a box counts as offline. */
export const CONTACT_MS = 120_000

/** What the centre knows of a box between two requests. Instants by the centre's clock, UTC. */
export const boxStateSchema = v.object({
  /** Last sign of life by HTTP or MQTT. */
  lastContact: v.nullable(v.string()),
  /** First sign of life since it was last offline. */
  onlineSince: v.nullable(v.string()),
  /** When the broker said that it is gone; null while it has not. */
  goneAt: v.nullable(v.string()),
  figures: v.nullable(figuresMessage),
})
export type BoxState = v.InferOutput<typeof boxStateSchema>
export const UNSEEN: BoxState = { lastContact: null, onlineSince: null, goneAt: null, figures: null }

export interface Connection {
  readonly state: 'online' | 'offline' | 'never'
  readonly since: string | null
}

/** Decides from presence and last contact: whichever spoke last, and nothing older than two minutes. */
export function connectionOf(box: BoxState, now: Date): Connection {
  const { lastContact, onlineSince, goneAt } = box
  if (lastContact === null) return { state: 'never', since: null }
  if (goneAt !== null) return { state: 'offline', since: goneAt }
  const silent = now.getTime() - Date.parse(lastContact) >= CONTACT_MS
  return silent ? { state: 'offline', since: lastContact } : { state: 'online', since: onlineSince }
}

/** A sign of life. */
export function heard(box: BoxState, now: Date): BoxState {
  const at = now.toISOString()
  const wasOnline = connectionOf(box, now).state === 'online'
  return { ...box, lastContact: at, onlineSince: wasOnline ? box.onlineSince : at, goneAt: null }
}

/** Presence from the broker. `offline` counts only for a box that was ever there. */
export function presence(box: BoxState, message: v.InferOutput<typeof presenceMessage>, now: Date): BoxState {
  if (message.state === 'online') return heard(box, now)
  const gone = box.lastContact !== null && connectionOf(box, now).state === 'online'
  return gone ? { ...box, goneAt: now.toISOString() } : box
}

/** Live figures from the broker; they are a sign of life too. */
export const figures = (
  box: BoxState,
  message: v.InferOutput<typeof figuresMessage>,
  now: Date,
): BoxState => ({ ...heard(box, now), figures: message })
