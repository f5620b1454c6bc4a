import type { Closing } from '@brotkasten/domain/closing/closing'
import { createEffect, createSignal, on } from 'solid-js'
import type { Refused } from '../../client/call.ts'
import { createAsking } from '../asking.ts'
import { createNeeded } from '../needed.ts'
import type { Note } from '../note.ts'
import type { Till } from '../till.ts'
import { type Booked, book } from './book.ts'
import { type FormKind, type FormOf, isOf, type OpenForm } from './open-form.ts'
import { storedClosing, storedForm } from './stored.ts'
import { refusedForm, requestOf, stepBack, submitted } from './submit.ts'

/** Shown until somebody goes on; a closing has a screen of its own. */
export type Outcome = Exclude<Booked, { kind: 'closing' }>

/** The cash desk besides the sale: one form at a time, booked once however often the box has to be asked. */
export function createDesk(till: Till) {
  const [form, setForm] = createSignal<OpenForm | null>(storedForm.load(localStorage))
  const [note, setNote] = createSignal<Note | null>(null)
  const [outcome, setOutcome] = createSignal<Outcome | null>(null)
  const [lastClosing, setLastClosing] = createSignal<Closing | null>(storedClosing.load(localStorage))
  const asking = createAsking()
  let running: string | null = null

  const keep = (next: OpenForm | null) => {
    setForm(next)
    setNote(null)
    storedForm.save(localStorage, next)
  }

  /** Changes the open form; not while it is being booked. */
  function edit<K extends FormKind>(kind: K, change: (form: FormOf<K>) => FormOf<K>): void {
    const before = form()
    if (isOf(before, kind) && before.phase !== 'sending') keep(change(before))
  }

  function submit(): void {
    const before = form()
    if (before === null) return
    keep(submitted(before))
    if (form()?.phase === 'sending') void run()
  }

  async function run(): Promise<void> {
    const sending = form()
    const operator = till.session()?.token
    const asked = sending?.phase === 'sending' ? requestOf(sending) : null
    if (asked === null || operator === undefined || running === asked.request.id) return
    running = asked.request.id
    const answer = await asking.ask(() => book(asked, operator))
    running = null
    if (!answer.ok) refused(asked.request.id, answer.error)
    else show(answer.value)
  }

  function show(booked: Booked): void {
    if (booked.kind === 'closing') {
      setLastClosing(booked.closing)
      storedClosing.save(localStorage, booked.closing)
      till.show({ name: 'closing', from: 'sale' })
    } else setOutcome(booked)
    keep(null)
  }

  function refused(id: string, failure: Refused): void {
    // Whoever has to log in or pair again comes back to the same waiting form: an earlier try may have been booked.
    if (failure.reason === 'session') till.signIn(null)
    else if (failure.reason === 'unpaired') till.unpair()
    else {
      const before = form()
      if (before !== null) keep(refusedForm(before, id))
      setNote(refusalNote(failure))
    }
  }

  const refusalNote = ({ reason, message }: Refused): Note => {
    const { action } = till.text()
    const known: Readonly<Record<string, Note['action']>> = {
      forbidden: { label: action.otherOperator, run: otherOperator },
      protocol: { label: action.reload, run: () => location.reload() },
    }
    const understood = { label: action.ok, run: () => setNote(null) }
    return { tone: 'error', words: message, action: known[reason] ?? understood }
  }

  function otherOperator(): void {
    setNote(null)
    till.signIn(null)
  }
  function back(): void {
    const before = form()
    if (before !== null) keep(stepBack(before))
  }
  function leave(): void {
    setOutcome(null)
    till.show({ name: 'sale' })
  }

  // A form that waited for its answer when the page was closed, or whose operator had to log in again, goes on.
  createEffect(
    on([till.stage, till.session], ([stage, session]) => {
      if (stage === 'ready' && session !== null) void run()
    }),
  )
  return {
    form,
    note,
    outcome,
    lastClosing,
    open: keep,
    edit,
    submit,
    back,
    leave,
    sending: () => form()?.phase === 'sending',
    /** Whether everything the box needs has been keyed. */
    complete: () => {
      const keyed = form()
      return keyed !== null && requestOf(keyed) !== null
    },
    retrying: asking.retrying,
    hurry: asking.hurry,
  }
}
export type Desk = ReturnType<typeof createDesk>

export const [DeskContext, useDesk] = createNeeded<Desk>('the cash desk')
