import { may, type Permission } from '@brotkasten/domain/staff/role'
import type { CatalogueView, ReceiptView, StatusView } from '@brotkasten/domain/wire/till'
import { createSignal, onCleanup } from 'solid-js'
import { box, type TerminalView } from '../client/box.ts'
import type { CallFailure } from '../client/call.ts'
import { keepListening } from '../client/events.ts'
import { createClock } from './clock.ts'
import type { Link } from './connection.ts'
import { createLanguage } from './language.ts'
import { createNeeded } from './needed.ts'
import { takePairCode } from './pair-code.ts'
import { loadSession, type Session, saveSession } from './session.ts'

const RETRY_MS = 2000
const CLOCK_MS = 5000

/** How far the terminal has come: only a ready one can sell. */
export type Stage = 'starting' | 'unpaired' | 'boxAway' | 'noCatalogue' | 'ready'
export type Screen =
  | { readonly name: 'sale' }
  | { readonly name: 'receipts' }
  | { readonly name: 'receipt'; readonly id: string; readonly from: 'sale' | 'receipts' }
  | { readonly name: 'cash' }
  | { readonly name: 'xReport' }
  | { readonly name: 'closing'; readonly from: 'sale' | 'cash' }

/** Everything of the terminal but the cart: pairing, catalogue, connection, operator, screen. */
export function createTill() {
  const { text, toggle } = createLanguage(localStorage)
  const now = createClock(CLOCK_MS)
  const [stage, setStage] = createSignal<Stage>('starting')
  const [terminal, setTerminal] = createSignal<TerminalView | null>(null)
  const [catalogue, setCatalogue] = createSignal<CatalogueView | null>(null)
  const [status, setStatus] = createSignal<StatusView | null>(null)
  const [link, setLink] = createSignal<Link>({ up: true, since: new Date() })
  const [session, setSession] = createSignal(loadSession(sessionStorage, Date.now()))
  const [screen, setScreen] = createSignal<Screen>({ name: 'sale' })
  const [lastView, setLastView] = createSignal<ReceiptView | null>(null)
  let pairCode = takePairCode(location, history)
  let stopListening: (() => void) | null = null
  let again: ReturnType<typeof setTimeout> | undefined

  const later = (what: () => Promise<void>) => {
    clearTimeout(again)
    again = setTimeout(() => void what(), RETRY_MS)
  }
  const linkIs = (up: boolean) => setLink((was) => (was.up === up ? was : { up, since: new Date() }))
  const signIn = (next: Session | null) => {
    setSession(next)
    saveSession(sessionStorage, next)
  }

  async function start(): Promise<void> {
    const answer = await box.terminal()
    if (answer.ok) {
      setTerminal(answer.value)
      return refreshCatalogue()
    }
    stumble(answer.error, start)
  }

  /** Fetches what is on sale; an open sale screen keeps what it has where the box is away. */
  async function refreshCatalogue(): Promise<void> {
    const answer = await box.catalogue()
    if (!answer.ok) return stumble(answer.error, refreshCatalogue)
    setCatalogue(answer.value)
    setStage('ready')
    listen()
  }

  async function refreshStatus(): Promise<void> {
    const answer = await box.status()
    if (answer.ok) setStatus(answer.value)
  }

  function stumble(failure: CallFailure, retry: () => Promise<void>): void {
    const reason = failure.kind === 'refused' ? failure.reason : null
    if (reason === 'unpaired') {
      unpair()
      return
    }
    if (stage() !== 'ready') setStage(reason === 'noCatalogue' ? 'noCatalogue' : 'boxAway')
    later(retry)
  }

  function unpair(): void {
    stopListening?.()
    stopListening = null
    setTerminal(null)
    signIn(null)
    setStage('unpaired')
  }

  function listen(): void {
    stopListening ??= keepListening({
      open: () => new EventSource('/api/events'),
      on: {
        status: (view) => void setStatus(view),
        catalogue: () => void refreshCatalogue(),
        receipt: () => undefined,
      },
      onUp: () => {
        linkIs(true)
        void refreshStatus()
        void refreshCatalogue()
      },
      onDown: () => linkIs(false),
    })
  }

  const failureWords = (failure: CallFailure): string => {
    if (failure.kind === 'refused') return failure.message
    return text().hint[failure.kind === 'unreachable' ? 'boxAway' : 'unreadable']
  }

  /** Whether whoever is logged in may do something. */
  const allows = (permission: Permission): boolean => {
    const role = session()?.staff.role
    return role !== undefined && may(role, permission)
  }

  onCleanup(() => {
    clearTimeout(again)
    stopListening?.()
  })
  return {
    text,
    toggleLanguage: toggle,
    now,
    stage,
    terminal,
    catalogue,
    status,
    link,
    session,
    screen,
    lastView,
    setLastView,
    start,
    refreshCatalogue,
    unpair,
    signIn,
    show: setScreen,
    /** The code the address came with, once. */
    takePairCode: () => {
      const code = pairCode
      pairCode = null
      return code
    },
    failureWords,
    allows,
    zone: () => catalogue()?.branch.zone ?? 'Europe/Berlin',
  }
}
export type Till = ReturnType<typeof createTill>

export const [TillContext, useTill] = createNeeded<Till>('the till')
