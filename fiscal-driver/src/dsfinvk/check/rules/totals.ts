import type { CheckRow } from '../check-row.ts'
import { euros, HALF_CENT, type NamedRule } from '../rule.ts'

/** Lines may be off by a rounding cent against the printed sum of their key. */
const CENT = 1000

const differ = (a: number, b: number, tolerance = HALF_CENT): boolean => Math.abs(a - b) >= tolerance

/** Rule 8: VAT sums, their parts and payments of a Bon add up to its total. An aborted Bon keeps lines, not sums. */
export const bonTotals: NamedRule = {
  name: 'bonTotals',
  start: ({ facts: { bons }, report, reportAt }) => ({
    on: {
      transactions_vat(row) {
        const [gross, net, vat] = ['BON_BRUTTO', 'BON_NETTO', 'BON_UST'].map(
          (column) => row.amount(column) ?? 0,
        )
        if (differ((net ?? 0) + (vat ?? 0), gross ?? 0))
          report(
            row,
            'BON_BRUTTO',
            `${euros(gross ?? 0)} is not net and VAT, ${euros((net ?? 0) + (vat ?? 0))}`,
          )
      },
    },
    end() {
      for (let bon = 0; bon < bons.count; bon++) {
        const [gross, vat, paid] = [bons.gross.get(bon), bons.vat.get(bon), bons.paid.get(bon)]
        const at = bons.row.get(bon)
        if (bons.type[bon] !== 'AVBelegabbruch' && differ(vat, gross))
          reportAt('transactions', at, 'UMS_BRUTTO', `${euros(gross)}, but VAT sums of ${euros(vat)}`)
        if (bons.type[bon] === 'Beleg' && differ(paid, gross))
          reportAt('transactions', at, 'UMS_BRUTTO', `${euros(gross)}, but payments of ${euros(paid)}`)
      }
    },
  }),
}

/** Rule 9: per Bon and VAT key, lines add up to the printed sum, but for a rounding cent. */
export const lineTotals: NamedRule = {
  name: 'lineTotals',
  start: ({ facts, reportAt }) => ({
    end() {
      for (const [bon, vatKey, rest] of facts.vat.entries())
        if (facts.bons.type[bon] !== 'AVBelegabbruch' && Math.abs(rest) > CENT) {
          const detail = `key ${vatKey}: the printed sum is ${euros(rest)} more than its lines`
          reportAt('transactions', facts.bons.row.get(bon), 'BON_ID', detail)
        }
    },
  }),
}

/** Rule 16: what AVSonstige and AVSachbezug must say. */
export const specialBons: NamedRule = {
  name: 'specialBons',
  start: ({ facts: { bons }, report }) => ({
    on: {
      transactions(row: CheckRow) {
        const type = row.text('BON_TYP')
        if (type === 'AVSonstige' && row.text('BON_NAME') === '')
          report(row, 'BON_NAME', 'AVSonstige without a name')
        if (type === 'AVSachbezug' && row.text('KUNDE_ID') === '' && row.text('KUNDE_NAME') === '')
          report(row, 'KUNDE_ID', 'a benefit in kind for nobody')
      },
      datapayment(row) {
        if (bons.type[row.bon] === 'AVSachbezug' && row.text('ZAHLART_TYP') !== 'Keine')
          report(row, 'ZAHLART_TYP', 'a benefit in kind is not paid')
      },
    },
  }),
}

/** Rule 17: a reference to a Bon says where that Bon is. */
export const references: NamedRule = {
  name: 'references',
  start: ({ report }) => ({
    on: {
      references(row) {
        if (row.text('REF_TYP') !== 'Transaktion') return
        for (const column of ['REF_Z_KASSE_ID', 'REF_Z_NR', 'REF_BON_ID'])
          if (row.text(column) === '') report(row, column, 'a reference to a Bon without it')
      },
    },
  }),
}
