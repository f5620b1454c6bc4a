import { column, table } from './column.ts'
import { CLOSING_KEY } from './keys.ts'

// Module "Kassenabschluss": what each closing adds up (DSFinV-K 2.4).

export const BUSINESSCASES = table({ name: 'businesscases', logicalName: 'Z_GV_Typ', module: 'closing' }, [
  ...CLOSING_KEY,
  column('GV_TYP', 'A30', 'mandatory', 'Geschäftsvorfall-Art'),
  column('GV_NAME', 'A40', 'conditional', 'Name des Geschäftsvorfalls', 'own sub-division'),
  column('AGENTUR_ID', 'N0', 'conditional', 'ID der Agentur', '0 = own'),
  column('UST_SCHLUESSEL', 'N0', 'mandatory', 'ID des USt-Satzes'),
  column('Z_UMS_BRUTTO', 'N5', 'mandatory', 'Bruttoumsatz'),
  column('Z_UMS_NETTO', 'N5', 'mandatory', 'Nettoumsatz'),
  column('Z_UST', 'N5', 'mandatory', 'Umsatzsteuer'),
])

export const PAYMENT = table({ name: 'payment', logicalName: 'Z_Zahlart', module: 'closing' }, [
  ...CLOSING_KEY,
  column('ZAHLART_TYP', 'A25', 'mandatory', 'Typ der Zahlart'),
  column('ZAHLART_NAME', 'A60', 'conditional', 'Name der Zahlart (own name, e.g. "Mastercard")'),
  column('Z_ZAHLART_BETRAG', 'N2', 'mandatory', 'Betrag'),
])

export const CASH_PER_CURRENCY = table(
  { name: 'cash_per_currency', logicalName: 'Z_Waehrungen', module: 'closing' },
  [
    ...CLOSING_KEY,
    column('ZAHLART_WAEH', 'A3', 'mandatory', 'Währung', 'ISO 4217'),
    column('ZAHLART_BETRAG_WAEH', 'N2', 'mandatory', 'Betrag', 'cash of this currency, in this currency'),
  ],
)
