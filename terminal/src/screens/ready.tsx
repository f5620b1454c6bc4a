import { type JSX, Match, Switch } from 'solid-js'
import { useDesk } from '../state/cash/desk.ts'
import { type FormKind, isOf } from '../state/cash/open-form.ts'
import { type Screen, useTill } from '../state/till.ts'
import { CashScreen } from './cash.tsx'
import { ClosingScreen } from './closing.tsx'
import { CountScreen } from './count.tsx'
import { MovementScreen } from './movement.tsx'
import { OutcomeScreen } from './outcome.tsx'
import { ReceiptScreen } from './receipt.tsx'
import { ReceiptsScreen } from './receipts.tsx'
import { RefundScreen } from './refund.tsx'
import { SaleScreen } from './sale.tsx'
import { XReportScreen } from './x-report.tsx'

/** What somebody who is logged in sees: an open form of the cash desk goes before everything else. */
export function ReadyScreen(): JSX.Element {
  const till = useTill()
  const desk = useDesk()
  const form = <K extends FormKind>(kind: K) => {
    const open = desk.form()
    return isOf(open, kind) ? open : null
  }
  const opened = <N extends Screen['name']>(name: N) => {
    const screen = till.screen()
    return isNamed(screen, name) ? screen : null
  }
  return (
    <Switch fallback={<SaleScreen />}>
      <Match when={desk.outcome()}>{(outcome) => <OutcomeScreen outcome={outcome()} />}</Match>
      <Match when={form('refund')}>{(open) => <RefundScreen form={open()} />}</Match>
      <Match when={form('movement')}>{(open) => <MovementScreen form={open()} />}</Match>
      <Match when={form('count')}>{(open) => <CountScreen form={open()} />}</Match>
      <Match when={opened('receipts')}>
        <ReceiptsScreen />
      </Match>
      <Match when={opened('receipt')}>
        {(screen) => <ReceiptScreen id={screen().id} from={screen().from} />}
      </Match>
      <Match when={opened('cash')}>
        <CashScreen />
      </Match>
      <Match when={opened('xReport')}>
        <XReportScreen />
      </Match>
      <Match when={opened('closing')}>{(screen) => <ClosingScreen from={screen().from} />}</Match>
    </Switch>
  )
}

const isNamed = <N extends Screen['name']>(
  screen: Screen,
  name: N,
): screen is Extract<Screen, { readonly name: N }> => screen.name === name
