import type { Closing } from '@brotkasten/domain/closing/closing'
import { type Cents, formatEuro, ZERO } from '@brotkasten/domain/money/cents'
import { Show } from 'solid-js'
import { differenceOf, factsOf } from '../state/cash/report.ts'
import { useTill } from '../state/till.ts'
import { Icon } from './icon.tsx'

/** What was counted against what should have been there, and what the TSE made of the closing. */
export function ClosingFigures(props: { readonly closing: Closing }) {
  const till = useTill()
  const words = () => till.text().cash.report
  const difference = () => differenceOf(props.closing)
  const verdict = () => {
    const amount = difference() ?? 0
    if (amount === 0) return words().noDifference
    return amount > 0 ? words().tooMuch : words().tooLittle
  }
  const signed = () => (props.closing.tse.state === 'signed' ? props.closing.tse : null)
  const Figure = (figure: { readonly name: string; readonly value: string; readonly testId: string }) => (
    <div class="report-figure">
      <span class="due-label">{figure.name}</span>
      <output class="due-amount money" data-testid={figure.testId}>
        {figure.value}
      </output>
    </div>
  )
  return (
    <section class="report-side">
      <Show when={till.status()?.tse.emulated}>
        <p class="stamp stamp-warn">
          <Icon name="alert" /> {till.text().receipt.emulated}
        </p>
      </Show>
      <Show when={difference() !== null} fallback={<p>{words().notCounted}</p>}>
        <div class="report-figures">
          <Figure name={words().counted} value={formatEuro(props.closing.counted ?? ZERO)} testId="counted" />
          <Figure
            name={words().expected}
            value={formatEuro(factsOf(props.closing.totals).expected)}
            testId="expected"
          />
          <Figure name={words().difference} value={signedEuro(difference() ?? ZERO)} testId="difference" />
        </div>
        <p class={`stamp ${difference() === 0 ? 'stamp-good' : 'stamp-warn'}`}>
          <Icon name={difference() === 0 ? 'check' : 'alert'} /> {verdict()}
        </p>
      </Show>
      <Show
        when={signed()}
        fallback={
          <p class="stamp stamp-bad">
            <Icon name="alert" /> {words().tseOutage}
          </p>
        }
      >
        {(tse) => (
          <dl class="tse-facts">
            <dt>{words().tse}</dt>
            <dd>
              {words().tseSigned} · {till.text().receipt.transaction} {tse().transactionNumber} ·{' '}
              {till.text().receipt.counter} {tse().signatureCounter}
            </dd>
            <dt>{till.text().receipt.tseSerial}</dt>
            <dd class="tse-serial">{tse().serial}</dd>
          </dl>
        )}
      </Show>
    </section>
  )
}

const signedEuro = (amount: Cents): string => `${amount > 0 ? '+' : ''}${formatEuro(amount)}`
