import { type Cents, formatAmount } from '@brotkasten/domain/money/cents'
import { createEffect, createSignal } from 'solid-js'

interface BigAmountProps {
  readonly amount: Cents
  readonly testId: string
}

/** Money that changes hands, larger than anything else; narrower where the sum is long, never lower. */
export function BigAmount(props: BigAmountProps) {
  const [amount, setAmount] = createSignal<HTMLElement>()
  createEffect(() => {
    const shown = amount()
    const room = (shown?.parentElement?.clientWidth ?? 0) - 32
    shown?.style.setProperty('--squeeze', String(Math.min(1, room / shown.offsetWidth)))
  })
  return (
    <output class="change-amount money" data-testid={props.testId} ref={setAmount}>
      {formatAmount(props.amount)}
    </output>
  )
}
