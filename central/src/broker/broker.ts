/** Messages of boxes that matter to the centre. */
export interface BrokerEvents {
  /** Whether this is a box with its secret. */
  readonly authenticate: (boxId: string, secret: string) => Promise<boolean>
  readonly onMessage: (boxId: string, what: 'presence' | 'figures', payload: string) => void
  readonly onError: (error: unknown) => void
}

/** Presence and wake-ups. Nothing that is booked depends on it; what is missed is polled. */
export interface Broker {
  /** Address for boxes, or null where there is none. */
  readonly url: string | null
  /** Tells boxes that there is something new for them. */
  wake(boxIds: readonly string[]): void
  /** Ends the connection of a box that lost its credential. */
  drop(boxId: string): void
  close(): Promise<void>
}

const PATTERN = /^brotkasten\/v1\/boxes\/([^/]+)\/(presence|figures)$/

/** Whose message of which kind a topic carries, or null where it is none of a box. */
export function parseTopic(topic: string): { boxId: string; what: 'presence' | 'figures' } | null {
  const [, boxId, what] = PATTERN.exec(topic) ?? []
  return boxId !== undefined && (what === 'presence' || what === 'figures') ? { boxId, what } : null
}

/** A centre without a broker: boxes poll. */
export const NO_BROKER: Broker = {
  url: null,
  wake: () => undefined,
  drop: () => undefined,
  close: () => Promise.resolve(),
}
