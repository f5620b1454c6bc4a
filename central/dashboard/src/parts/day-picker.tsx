import { type BusinessDate, businessDate } from '@brotkasten/domain/time/business-date'
import { createUniqueId } from 'solid-js'
import { addDays } from '../state/revenue.ts'
import { useText } from '../state/settings.tsx'
import { Icon } from './icon.tsx'

/** A day up to today, with steps to its neighbours. */
export function DayPicker(props: {
  date: BusinessDate
  today: BusinessDate
  onChange: (date: BusinessDate) => void
}) {
  const text = useText()
  const id = createUniqueId()
  const pick = (input: HTMLInputElement) => {
    if (input.value !== '' && input.value <= props.today) props.onChange(businessDate(input.value))
    else input.value = props.date
  }
  return (
    <div class="field">
      <label for={id}>{text().revenue.date}</label>
      <div class="day-picker">
        <button
          type="button"
          class="button square"
          aria-label={text().revenue.previous}
          onClick={() => props.onChange(addDays(props.date, -1))}
        >
          <Icon name="left" />
        </button>
        <input
          id={id}
          type="date"
          max={props.today}
          value={props.date}
          onChange={(event) => pick(event.currentTarget)}
        />
        <button
          type="button"
          class="button square"
          aria-label={text().revenue.next}
          disabled={props.date >= props.today}
          onClick={() => props.onChange(addDays(props.date, 1))}
        >
          <Icon name="right" />
        </button>
        <button
          type="button"
          class="button"
          disabled={props.date === props.today}
          onClick={() => props.onChange(props.today)}
        >
          {text().revenue.today}
        </button>
      </div>
    </div>
  )
}
