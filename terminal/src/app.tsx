import { Match, onMount, Show, Switch } from 'solid-js'
import { StatusStrip } from './parts/status-strip.tsx'
import { LogInScreen } from './screens/log-in.tsx'
import { PairingScreen } from './screens/pairing.tsx'
import { ReadyScreen } from './screens/ready.tsx'
import { WaitingScreen } from './screens/waiting.tsx'
import { createDesk, DeskContext } from './state/cash/desk.ts'
import { createSale, SaleContext } from './state/sale.ts'
import { createTill, TillContext } from './state/till.ts'

/** The terminal: one screen at a time, the state of everything below it. */
export function App() {
  const till = createTill()
  const sale = createSale(till)
  const desk = createDesk(till)
  onMount(() => void till.start())
  return (
    <TillContext.Provider value={till}>
      <SaleContext.Provider value={sale}>
        <DeskContext.Provider value={desk}>
          <div class="app">
            <Switch fallback={<WaitingScreen />}>
              <Match when={till.stage() === 'unpaired'}>
                <PairingScreen />
              </Match>
              <Match when={till.stage() === 'ready' && till.session() === null}>
                <LogInScreen />
              </Match>
              <Match when={till.stage() === 'ready'}>
                <ReadyScreen />
              </Match>
            </Switch>
            <Show when={till.stage() === 'ready'}>
              <StatusStrip />
            </Show>
          </div>
        </DeskContext.Provider>
      </SaleContext.Provider>
    </TillContext.Provider>
  )
}
