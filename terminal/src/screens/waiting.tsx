import { Match, Switch } from 'solid-js'
import { Icon } from '../parts/icon.tsx'
import { useTill } from '../state/till.ts'

/** Nothing can be sold yet: says why, and that it goes on by itself. */
export function WaitingScreen() {
  const till = useTill()
  const words = () => till.text().waiting
  return (
    <main class="start">
      <div class="start-card start-note">
        <Switch fallback={<h1>{words().starting}</h1>}>
          <Match when={till.stage() === 'boxAway'}>
            <Icon name="alert" />
            <h1>{words().boxAway}</h1>
            <p>{words().boxAwayMore}</p>
            <button type="button" class="action" onClick={() => void till.start()}>
              {till.text().retry}
            </button>
          </Match>
          <Match when={till.stage() === 'noCatalogue'}>
            <Icon name="box" />
            <h1>{words().noCatalogue}</h1>
            <p>{words().noCatalogueMore}</p>
          </Match>
        </Switch>
      </div>
    </main>
  )
}
