import { type Cents, formatEuro, sumCents } from '@brotkasten/domain/money/cents'
import { For } from 'solid-js'
import {
  COIN_VALUES,
  DENOMINATIONS,
  NOTE_VALUES,
  rollOf,
  rowSum,
  type Sheet,
  type SheetKey,
} from '../state/cash/sheet.ts'
import { useTill } from '../state/till.ts'
import { DigitPad } from './digit-pad.tsx'
import { Icon } from './icon.tsx'

interface CountSheetProps {
  readonly sheet: Sheet
  readonly onKey: (key: SheetKey) => void
}

/** Notes and coins with their counts; tap a row, then type how many. */
export function CountRows(props: CountSheetProps) {
  const till = useTill()
  const words = () => till.text().cash.count
  const sumOf = (values: readonly Cents[]) =>
    sumCents(values.map((value) => rowSum(props.sheet, DENOMINATIONS.indexOf(value))))
  const Rows = (rows: { readonly title: string; readonly values: readonly Cents[] }) => (
    <section class="count-rows" aria-label={rows.title}>
      <h2>
        {rows.title} <span class="money">{formatEuro(sumOf(rows.values))}</span>
      </h2>
      <For each={rows.values}>
        {(value) => <CountRow value={value} sheet={props.sheet} onKey={props.onKey} />}
      </For>
    </section>
  )
  return (
    <>
      <Rows title={words().notes} values={NOTE_VALUES} />
      <Rows title={words().coins} values={COIN_VALUES} />
    </>
  )
}

function CountRow(props: CountSheetProps & { readonly value: Cents }) {
  const index = () => DENOMINATIONS.indexOf(props.value)
  const count = () => props.sheet.counts[index()] ?? null
  return (
    <button
      type="button"
      class="count-row"
      data-count={props.value}
      aria-pressed={props.sheet.selected === index()}
      onClick={() => props.onKey({ type: 'select', index: index() })}
    >
      <span class="count-value">{valueWords(props.value)}</span>
      <span class="count-number">{count() === null ? '–' : `× ${count()}`}</span>
      <span class="money">{count() === null ? '' : formatEuro(rowSum(props.sheet, index()))}</span>
    </button>
  )
}

const valueWords = (value: Cents): string => (value >= 100 ? `${value / 100} €` : `${value} ct`)

/** Digits for the chosen row, one more or less, a roll of coins, and the next row. */
export function CountPad(props: CountSheetProps) {
  const till = useTill()
  const words = () => till.text().cash.count
  const next = () => props.onKey({ type: 'next' })
  return (
    <div class="count-pad">
      <DigitPad
        label={words().pad}
        clearLabel={words().clear}
        onDigit={(digit) => props.onKey({ type: 'digit', digit: Number(digit) })}
        onClear={() => props.onKey({ type: 'clear' })}
        onEnter={next}
      />
      <div class="count-steps">
        <button
          type="button"
          class="function-key"
          aria-label={words().less}
          onClick={() => props.onKey({ type: 'step', by: -1 })}
        >
          <Icon name="minus" />
        </button>
        <button
          type="button"
          class="function-key"
          aria-label={words().more}
          onClick={() => props.onKey({ type: 'step', by: 1 })}
        >
          <Icon name="plus" />
        </button>
        <button
          type="button"
          class="function-key"
          disabled={rollOf(props.sheet) === 0}
          onClick={() => props.onKey({ type: 'roll' })}
        >
          {rollOf(props.sheet) === 0 ? words().noRoll : words().roll(rollOf(props.sheet))}
        </button>
        <button type="button" class="function-key" onClick={next}>
          {words().next}
        </button>
      </div>
    </div>
  )
}
