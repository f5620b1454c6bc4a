import type { Totals } from '@brotkasten/domain/closing/totals'
import { type Cents, formatAmount, formatEuro } from '@brotkasten/domain/money/cents'
import { For, type JSX, Show } from 'solid-js'
import { factsOf } from '../state/cash/report.ts'
import { useTill } from '../state/till.ts'
import { TaxTable } from './tax-table.tsx'

interface ReportPaperProps {
  readonly title: string
  readonly totals: Totals
  /** Rows of names and words under the title. */
  readonly head: readonly (readonly [string, string])[]
}

/** An X or Z report to read: takings, how they were paid, and the money in the drawer. */
export function ReportPaper(props: ReportPaperProps) {
  const till = useTill()
  const words = () => till.text().cash.report
  const facts = () => factsOf(props.totals)
  const Pairs = (pairs: { readonly children: JSX.Element }) => <dl class="paper-pairs">{pairs.children}</dl>
  const Row = (row: { readonly name: string; readonly value: string }) => (
    <div>
      <dt>{row.name}</dt>
      <dd class="money">{row.value}</dd>
    </div>
  )
  const Money = (row: { readonly name: string; readonly amount: Cents }) => (
    <Row name={row.name} value={formatAmount(row.amount)} />
  )
  const numbers = () => {
    const { firstNumber, lastNumber } = props.totals
    return firstNumber === null ? words().noReceipts : `${firstNumber} – ${lastNumber}`
  }
  return (
    <article class="paper report-paper">
      <header>
        <strong>{props.title}</strong>
      </header>
      <Pairs>
        <For each={props.head}>{([name, value]) => <Row name={name} value={value} />}</For>
        <Row name={words().receipts} value={numbers()} />
      </Pairs>
      <p class="paper-total">
        {words().takings} <span class="money">{formatEuro(facts().gross)}</span>
      </p>
      <TaxTable taxes={props.totals.taxes} />
      <h3>{words().payments}</h3>
      <Pairs>
        <Money name={words().cashTakings} amount={facts().cashTakings} />
        <Money name={words().cardTakings} amount={facts().cardTakings} />
      </Pairs>
      <h3>{words().drawer}</h3>
      <Pairs>
        <Money name={words().cashTakings} amount={facts().cashTakings} />
        <For each={facts().movements}>
          {(row) => (
            <Money name={till.text().cash.cases[row.businessCase] ?? row.businessCase} amount={row.amount} />
          )}
        </For>
        <Money name={words().expected} amount={facts().expected} />
      </Pairs>
      <h3>{words().receipts}</h3>
      <Pairs>
        <Row name={words().sales} value={String(props.totals.sales)} />
        <Row name={words().refunds} value={String(props.totals.refunds)} />
        <Row name={words().movements} value={String(props.totals.movements)} />
        <Money name={words().discounts} amount={props.totals.discounts} />
        <Show when={props.totals.unsigned > 0}>
          <Row name={words().unsigned} value={String(props.totals.unsigned)} />
        </Show>
      </Pairs>
    </article>
  )
}
