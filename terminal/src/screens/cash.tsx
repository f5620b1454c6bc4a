import type { Permission } from '@brotkasten/domain/staff/role'
import { createSignal, For, Show } from 'solid-js'
import { v7 as uuid } from 'uuid'
import { BackHead } from '../parts/back-head.tsx'
import { Icon, type IconName } from '../parts/icon.tsx'
import { LastClosing } from '../parts/last-closing.tsx'
import { NoteCard } from '../parts/note-card.tsx'
import { useDesk } from '../state/cash/desk.ts'
import { openMovement } from '../state/cash/movement-form.ts'
import { openCount } from '../state/cash/submit.ts'
import type { Note } from '../state/note.ts'
import { useSale } from '../state/sale.ts'
import { useTill } from '../state/till.ts'

type Task = 'float' | 'payIn' | 'payOut' | 'skim' | 'xReport' | 'closing'

const TASKS: readonly { readonly task: Task; readonly needs: Permission; readonly icon: IconName }[] = [
  { task: 'float', needs: 'count', icon: 'coins' },
  { task: 'payIn', needs: 'payInOut', icon: 'into' },
  { task: 'payOut', needs: 'payInOut', icon: 'out' },
  { task: 'skim', needs: 'skim', icon: 'bag' },
  { task: 'xReport', needs: 'xReport', icon: 'eye' },
  { task: 'closing', needs: 'close', icon: 'check' },
]

/** Everything about the money in the drawer; what a role may not do stands there, out of reach. */
export function CashScreen() {
  const till = useTill()
  const desk = useDesk()
  const sale = useSale()
  const [note, setNote] = createSignal<Note | null>(null)
  const words = () => till.text().cash
  const toSale = () => till.show({ name: 'sale' })

  const start = (task: Task) => {
    switch (task) {
      case 'float':
        return desk.open(openCount('float', uuid(), uuid()))
      case 'xReport':
        return till.show({ name: 'xReport' })
      case 'closing':
        return close()
      case 'payIn':
      case 'payOut':
      case 'skim':
        return desk.open(openMovement(task, uuid()))
    }
  }
  // What is still being sold would fall into the next day.
  const close = () => {
    const isOpen = sale.cart.lines.length > 0
    const action = { label: till.text().backToSale, run: toSale }
    if (isOpen) setNote({ tone: 'hint', words: words().openSale, action })
    else desk.open(openCount('closing', uuid(), uuid()))
  }
  return (
    <main class="page">
      <BackHead title={words().title} label={till.text().backToSale} onBack={toSale} />
      <Show when={note()}>{(shown) => <NoteCard note={shown()} />}</Show>
      <nav class="tasks" aria-label={words().title}>
        <For each={TASKS}>
          {({ task, needs, icon }) => (
            <button
              type="button"
              class="task"
              data-task={task}
              disabled={!till.allows(needs)}
              onClick={() => start(task)}
            >
              <Icon name={icon} />
              <strong>{words().tasks[task]}</strong>
              <span>{till.allows(needs) ? words().explain[task] : words().notAllowed}</span>
            </button>
          )}
        </For>
      </nav>
      <Show when={till.allows('xReport')}>
        <LastClosing />
      </Show>
    </main>
  )
}
