import { formatEuro } from '@brotkasten/domain/money/cents'
import { createSignal, onMount, Show } from 'solid-js'
import { box, type XReport } from '../client/box.ts'
import { BackHead } from '../parts/back-head.tsx'
import { Icon } from '../parts/icon.tsx'
import { NoteCard } from '../parts/note-card.tsx'
import { ReportPaper } from '../parts/report-paper.tsx'
import { factsOf } from '../state/cash/report.ts'
import type { Note } from '../state/note.ts'
import { useTill } from '../state/till.ts'
import { dayAndTime } from '../text/when.ts'

/** What a closing would say now, without one. */
export function XReportScreen() {
  const till = useTill()
  const [report, setReport] = createSignal<XReport | null>(null)
  const [note, setNote] = createSignal<Note | null>(null)
  const words = () => till.text().cash.report

  async function load(): Promise<void> {
    setNote(null)
    const answer = await box.xReport(till.session()?.token ?? '')
    if (answer.ok) {
      setReport(answer.value)
      return
    }
    const reason = answer.error.kind === 'refused' ? answer.error.reason : null
    if (reason === 'session') till.signIn(null)
    else if (reason === 'unpaired') till.unpair()
    else setNote(noteOf(till.failureWords(answer.error), reason))
  }
  const noteOf = (said: string, reason: string | null): Note => {
    const other = { label: till.text().action.otherOperator, run: () => till.signIn(null) }
    const retry = { label: till.text().retry, run: () => void load() }
    return { tone: 'error', words: said, action: reason === 'forbidden' ? other : retry }
  }
  onMount(() => void load())
  const head = (shown: XReport) =>
    [
      [words().stand, dayAndTime(new Date(shown.at), till.zone())],
      [words().register, till.terminal()?.registerName ?? ''],
      [words().serial, till.terminal()?.serial ?? ''],
    ] as const
  return (
    <main class="page">
      <BackHead
        title={words().x}
        label={till.text().cash.backToCash}
        onBack={() => till.show({ name: 'cash' })}
      />
      <Show when={note()}>{(shown) => <NoteCard note={shown()} />}</Show>
      <Show when={report()}>
        {(shown) => (
          <div class="receipt">
            <ReportPaper title={words().x} totals={shown().totals} head={head(shown())} />
            <section class="report-side">
              <p class="stamp stamp-warn">
                <Icon name="alert" /> {words().xStamp}
              </p>
              <div class="report-figure">
                <span class="due-label">{words().expected}</span>
                <output class="due-amount money" data-testid="expected">
                  {formatEuro(factsOf(shown().totals).expected)}
                </output>
              </div>
            </section>
          </div>
        )}
      </Show>
    </main>
  )
}
