import type { Bon } from './bon.ts'
import { bonOf, lineOf, paid } from './closing.fixture.ts'

const refersTo = (bonId: string) => ({
  references: [
    {
      type: 'Transaktion' as const,
      bonId,
      closing: { createdAt: '2026-11-22T17:00:00.000Z', registerId: 'kasse-1', number: 1 },
    },
  ],
})

const sale = [lineOf('Umsatz', 250, 1), lineOf('Umsatz', 200, 2)]

/** The twelve Vorgänge of the worked example in annex F of DSFinV-K 2.4. */
export const annexF: readonly Bon[] = [
  bonOf(1, 'Beleg', [lineOf('Geldtransit', 25_000, 5)], [paid('Bar', 25_000)]),
  bonOf(2, 'Beleg', sale, [paid('Bar', 450)]),
  bonOf(3, 'Beleg', sale, [paid('Kreditkarte', 450, { name: 'Mastercard' })]),
  bonOf(4, 'Beleg', [lineOf('Privatentnahme', -500, 5)], [paid('Bar', -500)]),
  bonOf(5, 'AVBestellung', [lineOf('Umsatz', 1250, 2)], []),
  bonOf(6, 'Beleg', [lineOf('Anzahlungseinstellung', 250, 2)], [paid('Bar', 250)]),
  bonOf(7, 'Beleg', [lineOf('Umsatz', 250, 2), lineOf('Anzahlungsaufloesung', -250, 2)], [], refersTo('6')),
  bonOf(8, 'AVBestellung', [lineOf('Umsatz', 250, 2)], []),
  bonOf(9, 'Beleg', [lineOf('Anzahlungseinstellung', 100, 2)], [paid('Bar', 100)]),
  bonOf(
    10,
    'Beleg',
    [lineOf('Umsatz', 250, 2), lineOf('Anzahlungsaufloesung', -100, 2)],
    [paid('Bar', 150)],
    refersTo('9'),
  ),
  bonOf(11, 'Beleg', [lineOf('Umsatz', 250, 2), lineOf('Forderungsentstehung', -150, 2)], [paid('Bar', 100)]),
  bonOf(12, 'Beleg', [lineOf('Forderungsaufloesung', 150, 2)], [paid('Bar', 150)], refersTo('11')),
]
