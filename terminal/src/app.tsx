import { Match, onMount, Show, Switch } from 'solid-js'
import { StatusStrip } from './parts/status-strip.tsx'
import { LogInScreen } from './screens/log-in.tsx'
import { PairingScreen } from './screens/pairing.tsx'
import { ReceiptScreen } from './screens/receipt.tsx'
import { ReceiptsScreen } from './screens/receipts.tsx'
import { SaleScreen } from './screens/sale.tsx'
import { WaitingScreen } from './screens/waiting.tsx'
import { createSale, SaleContext } from './state/sale.ts'
import { createTill, TillContext, useTill } from './state/till.ts'

/** The terminal: one screen at a time, the state of everything below it. */
export function App() {
  const till = createTill()
  const sale = createSale(till)
  onMount(() => void till.start())
  return (
    <TillContext.Provider value={till}>
      <SaleContext.Provider value={sale}>
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
      </SaleContext.Provider>
    </TillContext.Provider>
  )
}

function ReadyScreen() {
  const till = useTill()
  const opened = () => {
    const screen = till.screen()
    return screen.name === 'receipt' ? screen : null
  }
  return (
    <Switch fallback={<SaleScreen />}>
      <Match when={till.screen().name === 'receipts'}>
        <ReceiptsScreen />
      </Match>
      <Match when={opened()}>{(screen) => <ReceiptScreen id={screen().id} from={screen().from} />}</Match>
    </Switch>
  )
}
