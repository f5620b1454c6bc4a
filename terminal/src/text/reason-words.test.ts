import { expect, it } from 'vitest'
import { de } from './de.ts'
import { en } from './en.ts'
import { reasonWords } from './reason-words.ts'

it('a booked reason is read in the language of the screen, one of its own as it was written', () => {
  expect(reasonWords('Falsche Ware', en)).toBe('Wrong goods')
  expect(reasonWords('Falsche Ware', de)).toBe('Falsche Ware')
  expect(reasonWords('Zu hart', en)).toBe('Zu hart')
})

it('every reason to choose has its words in both languages', () => {
  const counts = (text: typeof de) => Object.values(text.cash.reasons).map((reasons) => reasons.length)
  expect(counts(en)).toEqual(counts(de))
})
