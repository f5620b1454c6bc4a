import { expect, it } from 'vitest'
import { divided } from './syllables.ts'

it.each([
  ['Franzbrötchen', 'Franz-bröt-chen'],
  ['Rosinenbrötchen', 'Rosi-nen-bröt-chen'],
  ['Sauerteigkruste', 'Sauer-teig-kru-ste'],
  ['Bienenstich', 'Bie-nen-stich'],
  ['Schwarzwälder Kirsch', 'Schwarz-wäl-der Kirsch'],
  ['Laugenbrezel', 'Lau-gen-bre-zel'],
  ['Roggenmisch', 'Rog-gen-misch'],
])('%s is divided as %s', (word, parts) => {
  expect(divided(word, 9).replaceAll('\u00ad', '-')).toBe(parts)
})

it('leaves short words whole', () => {
  expect(divided('Brötchen mit Käse', 9)).toBe('Brötchen mit Käse')
})
