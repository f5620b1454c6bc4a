import { createIdentity } from '../../../secure-element/identity.ts'
import { SecureElement } from '../../../secure-element/secure-element.ts'
import { memoryStore } from '../../../secure-element/store.ts'
import { SWISSBIT_CONFIG } from '../../../swissbit/emulator/bench.fixture.ts'
import { EmulatedSwissbit } from '../../../swissbit/emulator/stick.ts'
import type { EmulatedStick } from '../../../transport/memory-volumes.ts'
import { CARD_CONFIG } from '../bench.fixture.ts'
import { EmulatedCard } from '../card.ts'
import { FuseMount } from './server.ts'

/** What the test asks of the process with the cards. */
export type CardOrder =
  | {
      readonly do: 'insert'
      readonly card: number
      readonly folder: string
      readonly limits: object
      readonly family?: 'cryptovision' | 'swissbit'
    }
  | { readonly do: 'replug'; readonly card: number; readonly folder: string }
  | { readonly do: 'pull'; readonly card: number }
  | { readonly do: 'loseAnswer'; readonly card: number; readonly code: number }

export interface CardReport {
  readonly order: number
  readonly error: string | null
}

const NOT_BEFORE = new Date('2026-01-01T00:00:00Z')
const identities = {
  cryptovision: createIdentity({ curve: 'P-256', notBefore: NOT_BEFORE }),
  swissbit: createIdentity({ curve: 'brainpoolP384r1', notBefore: NOT_BEFORE }),
}

interface Inserted {
  readonly stick: EmulatedStick
  readonly loseAnswer: (code: number) => void
  mount: FuseMount
}

const inserted = new Map<number, Inserted>()

type InsertOrder = Extract<CardOrder, { do: 'insert' }>

function make({ family = 'cryptovision', limits }: InsertOrder): Omit<Inserted, 'mount'> {
  const base = family === 'cryptovision' ? CARD_CONFIG : SWISSBIT_CONFIG
  const config = { ...base, limits: { ...base.limits, ...limits } }
  const element = SecureElement.open(identities[family], memoryStore(), config)
  if (!element.ok) throw new Error(element.error.detail)
  const now = (): Date => new Date()
  if (family === 'swissbit') {
    const stick = new EmulatedSwissbit(element.value, now)
    return { stick, loseAnswer: () => void stick.faults.push({ command: 'closeTransaction', kind: 'lost' }) }
  }
  const stick = new EmulatedCard({ element: element.value, now, untakenPolls: 0, busyPolls: 1 })
  return { stick, loseAnswer: (code) => stick.faults.add({ kind: 'deviceTimeout', code, executes: true }) }
}

function obey(order: CardOrder): void {
  if (order.do === 'insert') {
    const made = make(order)
    inserted.set(order.card, { ...made, mount: FuseMount.mount(made.stick, order.folder) })
    return
  }
  const found = inserted.get(order.card)
  if (found === undefined) throw new Error(`no card ${order.card}`)
  if (order.do === 'loseAnswer') {
    found.loseAnswer(order.code)
    return
  }
  found.mount.pulled = true
  found.stick.powerOff?.()
  if (order.do === 'replug') found.mount = FuseMount.mount(found.stick, order.folder)
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
