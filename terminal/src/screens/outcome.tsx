import { type Cents, cents } from '@brotkasten/domain/money/cents'
import { For, Show } from 'solid-js'
import { BackHead } from '../parts/back-head.tsx'
import { BigAmount } from '../parts/big-amount.tsx'
import { Icon } from '../parts/icon.tsx'
import { type Outcome, useDesk } from '../state/cash/desk.ts'
import { useTill } from '../state/till.ts'
import type { Text } from '../text/de.ts'
import { reasonWords } from '../text/reason-words.ts'

interface Summary {
  readonly title: string
  readonly amount: Cents
  readonly testId: string
  readonly facts: readonly (readonly [string, string])[]
  readonly outage: boolean
}

/** Booked: the money that changes hands now, larger than anything else. */
export function OutcomeScreen(props: { readonly outcome: Outcome }) {
  const till = useTill()
  const desk = useDesk()
  const shown = () => summaryOf(props.outcome, till.text())
  return (
    <main class="page outcome">
      <BackHead
        title={till.text().cash.outcome.title}
        label={till.text().cash.outcome.next}
        onBack={desk.leave}
      />
      <section class="change" aria-live="assertive">
        <h2>{shown().title} €</h2>
        <BigAmount amount={shown().amount} testId={shown().testId} />
        <dl class="change-facts">
          <For each={shown().facts}>
            {([name, value]) => (
              <div>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            )}
          </For>
        </dl>
        <Show when={shown().outage}>
          <p class="stamp stamp-bad">
            <Icon name="alert" /> {till.text().receipt.outage}
          </p>
        </Show>
      </section>
    </main>
  )
}

function summaryOf(outcome: Outcome, text: Text): Summary {
  const words = text.cash.outcome
  if (outcome.kind === 'refund') {
    const { refund } = outcome
    const isCard = refund.payments.some(({ kind }) => kind === 'card')
    return {
      title: isCard ? text.cash.refund.toCard : text.cash.refund.toHand,
      amount: cents(0 - refund.gross),
      testId: 'paid-back',
      facts: [
        [words.receipt, String(refund.number)],
        [words.reason, reasonWords(refund.reason, text)],
      ],
      outage: refund.tse.state === 'outage',
    }
  }
  const { movement } = outcome
  const { case: cashCase, reason, reference } = movement
  const isTask = cashCase === 'float' || cashCase === 'payIn' || cashCase === 'payOut' || cashCase === 'skim'
  return {
    title: isTask ? words[cashCase] : cashCase,
    amount: cents(Math.abs(movement.amount)),
    testId: 'moved',
    facts: [
      [words.receipt, String(movement.number)],
      ...(reason === null ? [] : [[words.reason, reasonWords(reason, text)] as const]),
      ...(reference === null ? [] : [[words.bag, reference] as const]),
    ],
    outage: movement.tse.state === 'outage',
  }
}
