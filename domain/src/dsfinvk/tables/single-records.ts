import { column, table } from './column.ts'
import { BON_KEY, LINE_KEY } from './keys.ts'

// Module "Einzelaufzeichnung": every Bon with its lines, payments, taxes and signature (DSFinV-K 2.4).

export const TRANSACTIONS = table({ name: 'transactions', logicalName: 'Bonkopf', module: 'single' }, [
  ...BON_KEY,
  column('BON_NR', 'N0', 'mandatory', 'Bonnummer', 'printed receipt number, unique inside one closing'),
  column('BON_TYP', 'A30', 'mandatory', 'Bontyp'),
  column(
    'BON_NAME',
    'A60',
    'conditional',
    'Zusatz-Beschreibung zum Bontyp',
    'own sub-type; mandatory for AVSonstige',
  ),
  column('TERMINAL_ID', 'A50', 'conditional', 'ID des Erfassungsterminals'),
  column(
    'BON_STORNO',
    'A1',
    'conditional',
    'Storno-Kennzeichen',
    'always write 0 or 1; 1 only if a complete Bon is cancelled at once without counter-booking',
  ),
  column('BON_START', 'A30', 'mandatory', 'Zeitpunkt des Vorgangsstarts', 'first input'),
  column('BON_ENDE', 'A30', 'mandatory', 'Zeitpunkt der Vorgangsbeendigung', 'end, = invoice date'),
  column('BEDIENER_ID', 'A50', 'mandatory', 'Bediener-ID', 'internal id of the operator'),
  column('BEDIENER_NAME', 'A50', 'conditional', 'Bediener-Name', 'internal name (pseudonym allowed)'),
  column('UMS_BRUTTO', 'N2', 'mandatory', 'Brutto-Gesamtumsatz', 'total over all GV types and VAT keys'),
  column('KUNDE_NAME', 'A50', 'known', 'Name des Leistungsempfängers', 'customer name'),
  column(
    'KUNDE_ID',
    'A50',
    'known',
    'Kundennummer des Leistungsempfängers',
    'customer number; staff number for staff',
  ),
  column('KUNDE_TYP', 'A50', 'known', 'Art des Leistungsempfängers (z. B. Mitarbeiter)', 'e.g. Mitarbeiter'),
  column('KUNDE_STRASSE', 'A60', 'conditional', 'Straße und Hausnummer des Leistungsempfängers'),
  column('KUNDE_PLZ', 'A10', 'conditional', 'PLZ des Leistungsempfängers'),
  column('KUNDE_ORT', 'A62', 'conditional', 'Ort des Leistungsempfängers'),
  column('KUNDE_LAND', 'A3', 'conditional', 'Land des Leistungsempfängers'),
  column('KUNDE_USTID', 'A15', 'conditional', 'UStID des Leistungsempfängers'),
  column(
    'BON_NOTIZ',
    'A255',
    'conditional',
    'Zusätzliche Informationen zum Bonkopf',
    'free note, e.g. operator login/logout',
  ),
])

export const DATAPAYMENT = table(
  { name: 'datapayment', logicalName: 'Bonkopf_Zahlarten', module: 'single' },
  [
    ...BON_KEY,
    column('ZAHLART_TYP', 'A25', 'mandatory', 'Typ der Zahlart'),
    column('ZAHLART_NAME', 'A60', 'conditional', 'Name der Zahlart'),
    column('ZAHLWAEH_CODE', 'A3', 'mandatory', 'Währungscode', 'ISO 4217'),
    column('ZAHLWAEH_BETRAG', 'N2', 'conditional', 'Betrag in Fremdwährung', 'only for foreign currency'),
    column(
      'BASISWAEH_BETRAG',
      'N2',
      'mandatory',
      'Betrag in Basiswährung (i.d.R. EUR)',
      'amount in EUR; change given is netted (cash = taken minus returned)',
    ),
  ],
)

export const LINES = table({ name: 'lines', logicalName: 'Bonpos', module: 'single' }, [
  ...LINE_KEY,
  column('GUTSCHEIN_NR', 'A50', 'conditional', 'Gutschein-Nr.', 'voucher number on sale/redemption'),
  column('ARTIKELTEXT', 'A255', 'mandatory', 'Artikeltext', 'as printed'),
  column('POS_TERMINAL_ID', 'A50', 'conditional', 'ID des Positions-Terminals'),
  column('GV_TYP', 'A30', 'mandatory', 'Geschäftsvorfall-Art'),
  column('GV_NAME', 'A40', 'conditional', 'Zusatz zu der Geschäftsvorfall-Art'),
  column('INHAUS', 'A1', 'conditional', 'Verzehr an Ort und Stelle', '1 dine-in, 0 takeaway'),
  column('P_STORNO', 'A1', 'conditional', 'Positionsstorno-Kennzeichnung', '1 = line voided during input'),
  column('AGENTUR_ID', 'N0', 'conditional', 'ID der Agentur', '0 = own'),
  column('ART_NR', 'A50', 'item', 'Artikelnummer'),
  column('GTIN', 'A50', 'conditional', 'GTIN'),
  column('WARENGR_ID', 'A40', 'conditional', 'Warengruppen-ID'),
  column('WARENGR', 'A50', 'conditional', 'Bezeichnung Warengruppe'),
  column('MENGE', 'N3', 'item', 'Menge', 'quantity sold'),
  column('FAKTOR', 'N3', 'conditional', 'Faktor, z. B. Gebindegrößen', 'reference quantity of the price'),
  column('EINHEIT', 'A50', 'conditional', 'Maßeinheit, z. B. kg, Liter oder Stück', 'empty = piece'),
  column('STK_BR', 'N5', 'item', 'Preis pro Einheit inkl. USt', 'gross price per FAKTOR'),
])

export const ITEMAMOUNTS = table(
  { name: 'itemamounts', logicalName: 'Bonpos_Preisfindung', module: 'single' },
  [
    ...LINE_KEY,
    column(
      'TYP',
      'A20',
      'conditional',
      'Basispreis, Rabatt oder Zuschlag',
      'base_amount, discount or extra_amount',
    ),
    column('UST_SCHLUESSEL', 'N0', 'mandatory', 'ID des USt-Satzes'),
    column('PF_BRUTTO', 'N5', 'conditional', 'Bruttoumsatz'),
    column('PF_NETTO', 'N5', 'conditional', 'Nettoumsatz'),
    column('PF_UST', 'N5', 'conditional', 'USt'),
  ],
)

export const SUBITEMS = table({ name: 'subitems', logicalName: 'Bonpos_Zusatzinfo', module: 'single' }, [
  ...LINE_KEY,
  column('ZI_ART_NR', 'A50', 'mandatory', 'Artikelnummer'),
  column('ZI_GTIN', 'A50', 'conditional', 'GTIN'),
  column('ZI_NAME', 'A60', 'conditional', 'Artikelbezeichnung'),
  column('ZI_WARENGR_ID', 'A40', 'conditional', 'Warengruppen-ID'),
  column('ZI_WARENGR', 'A50', 'conditional', 'Bezeichnung Warengruppe'),
  column('ZI_MENGE', 'N3', 'mandatory', 'Menge'),
  column('ZI_FAKTOR', 'N3', 'conditional', 'Faktor, z. B. Gebindegrößen'),
  column('ZI_EINHEIT', 'A50', 'conditional', 'Maßeinheit, z. B. kg, Liter oder Stück'),
  column('ZI_UST_SCHLUESSEL', 'N0', 'mandatory', 'ID USt-Satz des Basispreises'),
  column('ZI_BASISPREIS_BRUTTO', 'N5', 'conditional', 'Basispreis brutto'),
  column('ZI_BASISPREIS_NETTO', 'N5', 'conditional', 'Basispreis netto'),
  column('ZI_BASISPREIS_UST', 'N5', 'conditional', 'Basispreis USt'),
])

export const TRANSACTIONS_TSE = table(
  { name: 'transactions_tse', logicalName: 'TSE_Transaktionen', module: 'single' },
  [
    ...BON_KEY,
    column('TSE_ID', 'N0', 'signed', 'Die Id der für eine Transaktion verwendeten TSE', '→ tse.csv'),
    column('TSE_TANR', 'N0', 'signed', 'Die Transaktionsnummer der TSE-Transaktion'),
    column('TSE_TA_START', 'A30', 'signed', 'Die Log-Time der StartTransaction-Operation'),
    column('TSE_TA_ENDE', 'A30', 'signed', 'Die Log-Time der FinishTransaction-Operation'),
    column('TSE_TA_VORGANGSART', 'A30', 'signed', 'Der processType der FinishTransaction-Operation'),
    column('TSE_TA_SIGZ', 'N0', 'signed', 'Der Signaturzähler der FinishTransaction-Operation'),
    column('TSE_TA_SIG', 'A512', 'signed', 'Die Signatur der FinishTransaction-Operation', 'base64'),
    column(
      'TSE_TA_FEHLER',
      'A200',
      'conditional',
      'Beschreibung des TSE-Ausfalls oder Fehlers',
      'filled on outage; then columns 5–11 stay empty as far as unknown',
    ),
    column(
      'TSE_VORGANGSDATEN',
      'A1000',
      'conditional',
      'An die TSE übergebene Daten des Vorgangs (optional)',
      'processData',
    ),
  ],
)

export const TRANSACTIONS_VAT = table(
  { name: 'transactions_vat', logicalName: 'Bonkopf_USt', module: 'single' },
  [
    ...BON_KEY,
    column('UST_SCHLUESSEL', 'N0', 'mandatory', 'ID des USt-Satzes'),
    column('BON_BRUTTO', 'N5', 'mandatory', 'Bruttoumsatz'),
    column('BON_NETTO', 'N5', 'mandatory', 'Nettoumsatz'),
    column('BON_UST', 'N5', 'mandatory', 'Umsatzsteuer'),
  ],
)

export const LINES_VAT = table({ name: 'lines_vat', logicalName: 'Bonpos_USt', module: 'single' }, [
  ...LINE_KEY,
  column('UST_SCHLUESSEL', 'N0', 'mandatory', 'ID des USt-Satzes'),
  column('POS_BRUTTO', 'N5', 'conditional', 'Bruttoumsatz'),
  column('POS_NETTO', 'N5', 'conditional', 'Nettoumsatz'),
  column('POS_UST', 'N5', 'conditional', 'Umsatzsteuer'),
])

export const ALLOCATION_GROUPS = table(
  { name: 'allocation_groups', logicalName: 'Bonkopf_AbrKreis', module: 'single' },
  [...BON_KEY, column('ABRECHNUNGSKREIS', 'A50', 'conditional', 'z. B. Tischnummer', 'table, department, …')],
)

export const REFERENCES = table({ name: 'references', logicalName: 'Bon_Referenzen', module: 'single' }, [
  ...BON_KEY,
  column(
    'POS_ZEILE',
    'A50',
    'conditional',
    'Zeilennummer des referenzierenden Vorgangs',
    'empty when the whole Bon refers',
  ),
  column(
    'REF_TYP',
    'A20',
    'mandatory',
    'Art der Referenz',
    'ExterneRechnung, ExternerLieferschein, Transaktion, ExterneSonstige',
  ),
  column('REF_NAME', 'A40', 'conditional', 'Beschreibung bei Art ExterneSonstige'),
  column(
    'REF_DATUM',
    'A30',
    'conditional',
    'Zeitstempel des Kassenabschlusses, auf den referenziert wird',
    'only for Transaktion',
  ),
  column('REF_Z_KASSE_ID', 'A50', 'conditional', 'ID der (Abschluss-) Kasse', 'only for Transaktion'),
  column('REF_Z_NR', 'N0', 'conditional', 'Nr. des Kassenabschlusses', 'only for Transaktion'),
  column('REF_BON_ID', 'A40', 'mandatory', 'Vorgangs-ID', 'BON_ID or external document number'),
])
