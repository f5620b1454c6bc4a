import { createIdentity } from '../../../secure-element/identity.ts'
import { SecureElement } from '../../../secure-element/secure-element.ts'
import { memoryStore } from '../../../secure-element/store.ts'
import { CARD_CONFIG } from '../bench.fixture.ts'
import { EmulatedCard } from '../card.ts'
import { FuseMount } from './server.ts'

/** What the test asks of the process with the cards. */
export type CardOrder =
  | { readonly do: 'insert'; readonly card: number; readonly folder: string; readonly limits: object }
  | { readonly do: 'replug'; readonly card: number; readonly folder: string }
  | { readonly do: 'pull'; readonly card: number }
  | { readonly do: 'loseAnswer'; readonly card: number; readonly code: number }

export interface CardReport {
  readonly order: number
  readonly error: string | null
}

const identity = createIdentity({ curve: 'P-256', notBefore: new Date('2026-01-01T00:00:00Z') })
const cards = new Map<number, { readonly card: EmulatedCard; mount: FuseMount }>()

function obey(order: CardOrder): void {
  if (order.do === 'insert') {
    const config = { ...CARD_CONFIG, limits: { ...CARD_CONFIG.limits, ...order.limits } }
    const element = SecureElement.open(identity, memoryStore(), config)
    if (!element.ok) throw new Error(element.error.detail)
    const card = new EmulatedCard({
      element: element.value,
      now: () => new Date(),
      untakenPolls: 0,
      busyPolls: 1,
    })
    cards.set(order.card, { card, mount: FuseMount.mount(card, order.folder) })
    return
  }
  const inserted = cards.get(order.card)
  if (inserted === undefined) throw new Error(`no card ${order.card}`)
  if (order.do === 'loseAnswer')
    inserted.card.faults.add({ kind: 'deviceTimeout', code: order.code, executes: true })
  if (order.do === 'pull' || order.do === 'replug') {
    inserted.mount.pulled = true
    inserted.card.powerOff()
  }
  if (order.do === 'replug') inserted.mount = FuseMount.mount(inserted.card, order.folder)
}

process.on('message', (message: { readonly order: number; readonly what: CardOrder }) => {
  const report = (error: string | null): void => {
    process.send?.({ order: message.order, error } satisfies CardReport)
  }
  try {
    obey(message.what)
    report(null)
  } catch (error) {
    report(error instanceof Error ? error.message : String(error))
  }
})
process.on('disconnect', () => process.exit(0))
