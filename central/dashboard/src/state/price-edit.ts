import { type Cents, formatAmount, parseEuro } from '@brotkasten/domain/money/cents'

/** A price as the centre holds it; `dineIn` null costs the same in the house. Gross cents per unit. */
export type Saved = { readonly takeaway: Cents; readonly dineIn: Cents | null }
/** What stands in the two fields, letter by letter. */
export type Draft = { readonly takeaway: string; readonly dineIn: string }
export type Field = keyof Draft
export type FieldError = 'missing' | 'notAnAmount' | 'negative' | 'tooHigh'

export type PriceEdit = {
  readonly saved: Saved
  readonly draft: Draft
  readonly phase: 'idle' | 'saving' | 'stored' | 'refused'
  /** Branches a stored price is on its way to. */
  readonly branches: number
  /** The centre's sentence after a refusal. */
  readonly message: string | null
  /** Somebody else changed the price while this draft was open. */
  readonly overtaken: boolean
}

export type PriceEvent =
  | { readonly type: 'typed'; readonly field: Field; readonly text: string }
  | { readonly type: 'reverted' }
  | { readonly type: 'saving' }
  | { readonly type: 'stored'; readonly saved: Saved; readonly branches: number }
  | { readonly type: 'refused'; readonly message: string }
  | { readonly type: 'heard'; readonly saved: Saved }

/** Nothing in a bakery costs ten thousand euros; a slipped comma does. */
const MAX_PRICE = 1_000_000

const draftOf = (saved: Saved): Draft => ({
  takeaway: formatPlain(saved.takeaway),
  dineIn: saved.dineIn === null ? '' : formatPlain(saved.dineIn),
})

/** Without grouping dots, because that is what people type and `parseEuro` reads. */
const formatPlain = (amount: Cents): string => formatAmount(amount).replaceAll('.', '')

export const newEdit = (saved: Saved): PriceEdit => ({
  saved,
  draft: draftOf(saved),
  phase: 'idle',
  branches: 0,
  message: null,
  overtaken: false,
})

const sameAs = (a: Saved, b: Saved): boolean => a.takeaway === b.takeaway && a.dineIn === b.dineIn

/** What is wrong with the text of a field; null when nothing is. */
export function errorOf(field: Field, text: string): FieldError | null {
  const plain = text.replace('€', '').trim()
  if (plain === '') return field === 'takeaway' ? 'missing' : null
  const amount = parseEuro(plain)
  if (amount === null) return 'notAnAmount'
  if (amount < 0) return 'negative'
  return amount > MAX_PRICE ? 'tooHigh' : null
}

/** The price that would be saved; null while a field is wrong. */
export function priceOf(draft: Draft): Saved | null {
  if (errorOf('takeaway', draft.takeaway) || errorOf('dineIn', draft.dineIn)) return null
  const takeaway = parseEuro(draft.takeaway.replace('€', ''))
  return takeaway === null ? null : { takeaway, dineIn: parseEuro(draft.dineIn.replace('€', '')) }
}

/** Whether leaving now would lose something: another price, or text that is none. */
export function isDirty(edit: PriceEdit): boolean {
  const value = priceOf(edit.draft)
  return value === null || !sameAs(value, edit.saved)
}

/** Change in percent of the takeaway price, rounded; null where there is nothing to compare. */
export function changePercent(edit: PriceEdit): number | null {
  const value = priceOf(edit.draft)
  if (!value || edit.saved.takeaway === 0 || value.takeaway === edit.saved.takeaway) return null
  return Math.round((value.takeaway / edit.saved.takeaway - 1) * 100)
}

/** A price heard from the centre replaces a clean draft; an open one stays and is told. */
function heard(edit: PriceEdit, saved: Saved): PriceEdit {
  if (sameAs(saved, edit.saved)) return edit
  const value = priceOf(edit.draft)
  if (value && sameAs(value, saved)) return { ...edit, saved, overtaken: false }
  return isDirty(edit) ? { ...edit, saved, overtaken: true } : newEdit(saved)
}

/** The one switch of the inline price editor. */
export function applyPrice(edit: PriceEdit, event: PriceEvent): PriceEdit {
  switch (event.type) {
    case 'typed':
      return { ...edit, phase: 'idle', message: null, draft: { ...edit.draft, [event.field]: event.text } }
    case 'reverted':
      return newEdit(edit.saved)
    case 'saving':
      return { ...edit, phase: 'saving', message: null }
    case 'stored':
      return { ...newEdit(event.saved), phase: 'stored', branches: event.branches }
    case 'refused':
      return { ...edit, phase: 'refused', message: event.message }
    case 'heard':
      return heard(edit, event.saved)
  }
}
