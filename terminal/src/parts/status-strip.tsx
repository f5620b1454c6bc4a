import { For, Show } from 'solid-js'
import { type Lamp, lamps } from '../state/connection.ts'
import { useTill } from '../state/till.ts'
import { clock } from '../text/when.ts'
import { Icon, type IconName } from './icon.tsx'

const ICONS: Record<Lamp['id'], IconName> = { box: 'box', centre: 'house', tse: 'shield' }

/** Who sells, where, when, and what works: always below everything else. */
export function StatusStrip() {
  const till = useTill()
  const all = () => lamps(till.link(), till.status(), till.now(), till.zone(), till.text())
  return (
    <footer class="strip">
      <span class="strip-till">
        {till.catalogue()?.branch.name} · {till.terminal()?.registerName}
        <Show when={till.session()}>{(session) => ` · ${session().staff.name}`}</Show>
      </span>
      <For each={all()}>
        {(lamp) => (
          <span class={`lamp lamp-${lamp.tone}`} data-testid={`status-${lamp.id}`}>
            <Icon name={lamp.tone === 'ok' ? ICONS[lamp.id] : 'alert'} />
            {lamp.words}
          </span>
        )}
      </For>
      <time class="strip-time">{clock(till.now(), till.zone())}</time>
    </footer>
  )
}
