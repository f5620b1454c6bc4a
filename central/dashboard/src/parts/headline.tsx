import { formatEuro } from '@brotkasten/domain/money/cents'
import { createMemo } from 'solid-js'
import { totalsOf } from '../state/live.ts'
import { useLive } from '../state/live-context.tsx'
import { useSettings } from '../state/settings.tsx'
import { countText } from '../state/times.ts'
import { Completeness } from './completeness.tsx'
import { Figure } from './figure.tsx'

/** Today's figures of the chain, with how complete they are. */
export function Headline() {
  const { live } = useLive()
  const { text, language } = useSettings()
  const totals = createMemo(() => totalsOf(live.rows, live.asOf ?? ''))
  const euros = (amount: 'revenue' | 'average') => {
    const value = totals()[amount]
    if (value !== null) return formatEuro(value)
    return totals().receipts === 0 ? '–' : text().unknown
  }
  const receipts = () => {
    const count = totals().receipts
    return count === null ? text().unknown : countText(count, language())
  }
  return (
    <section class="card headline">
      <dl class="figures">
        <Figure large label={text().branches.revenue} value={euros('revenue')} testId="revenue-total" />
        <Figure large label={text().branches.receipts} value={receipts()} testId="receipts-total" />
        <Figure large label={text().branches.average} value={euros('average')} testId="average-total" />
      </dl>
      <Completeness completeFor={totals().completeFor} of={totals().of} asOf={live.asOf} />
    </section>
  )
}
