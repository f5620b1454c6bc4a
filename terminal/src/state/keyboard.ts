import type { Sale } from './sale.ts'

/** Keys of a programmable keypad: digits and comma, Enter for the article number, Backspace to clear. */
export function onKeyboard(event: KeyboardEvent, sale: Sale): void {
  if (event.ctrlKey || event.altKey || event.metaKey || sale.searching()) return
  const { key } = event
  // A focused key is pressed by Enter; a scanner or keypad leaves the focus on the page.
  const onButton = event.target instanceof HTMLButtonElement
  if (/^\d$/.test(key)) sale.press({ type: 'digit', key })
  else if (key === ',' || key === '.') sale.press({ type: 'digit', key: ',' })
  else if (key === 'Backspace' || key === 'Escape') sale.press({ type: 'clear' })
  else if (key === 'Enter' && !onButton) sale.enterNumber()
  else if (key === '+') sale.press({ type: 'plus' })
  else if (key === '-') sale.press({ type: 'minus' })
  else if (key === '*') sale.press({ type: 'multiply' })
  else return
  event.preventDefault()
}
