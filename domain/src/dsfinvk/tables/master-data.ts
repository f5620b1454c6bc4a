import { column, table } from './column.ts'
import { CLOSING_KEY } from './keys.ts'

// Module "Stammdaten": the state of company, branch, till, TSE and rates at each closing (DSFinV-K 2.4, annex I).

export const CASHPOINTCLOSING = table(
  { name: 'cashpointclosing', logicalName: 'Stamm_Abschluss', module: 'master' },
  [
    ...CLOSING_KEY,
    column(
      'Z_BUCHUNGSTAG',
      'A25',
      'conditional',
      'Vom Erstellungsdatum abweichender Verbuchungstag',
      'booking day when it differs from the creation day (e.g. closing after midnight)',
    ),
    column(
      'TAXONOMIE_VERSION',
      'A10',
      'mandatory',
      'Version der DFKA-Taxonomie-Kasse',
      'DSFinV-K version, 2.4',
    ),
    column(
      'Z_START_ID',
      'A40',
      'mandatory',
      'Erste BON_ID im Abschluss',
      'first BON_ID that belongs to the closing',
    ),
    column('Z_ENDE_ID', 'A40', 'mandatory', 'Letzte BON_ID im Abschluss', 'last BON_ID'),
    column('NAME', 'A60', 'mandatory', 'Name des Unternehmens', 'official company name'),
    column('STRASSE', 'A60', 'mandatory', 'Straße', 'street + number'),
    column('PLZ', 'A10', 'mandatory', 'Postleitzahl'),
    column('ORT', 'A62', 'mandatory', 'Ort'),
    column('LAND', 'A3', 'mandatory', 'Land', 'ISO alpha-3'),
    column(
      'STNR',
      'A20',
      'either',
      'Steuernummer des Unternehmens',
      'tax number; STNR or USTID must be filled',
    ),
    column('USTID', 'A15', 'either', 'USTID', 'VAT id'),
    column(
      'Z_SE_ZAHLUNGEN',
      'N2',
      'mandatory',
      'Summe aller Zahlungen',
      'sum of all payment types, base currency',
    ),
    column(
      'Z_SE_BARZAHLUNGEN',
      'N2',
      'mandatory',
      'Summe aller Barzahlungen',
      'sum of type Bar, converted to base currency',
    ),
  ],
)

export const LOCATION = table({ name: 'location', logicalName: 'Stamm_Orte', module: 'master' }, [
  ...CLOSING_KEY,
  column('LOC_NAME', 'A60', 'mandatory', 'Name des Standortes', 'branch name'),
  column('LOC_STRASSE', 'A60', 'mandatory', 'Straße'),
  column('LOC_PLZ', 'A10', 'mandatory', 'Postleitzahl'),
  column('LOC_ORT', 'A62', 'mandatory', 'Ort'),
  column('LOC_LAND', 'A3', 'mandatory', 'Land'),
  column('LOC_USTID', 'A15', 'conditional', 'USTID', 'VAT id of the branch if it has its own'),
])

export const CASHREGISTER = table({ name: 'cashregister', logicalName: 'Stamm_Kassen', module: 'master' }, [
  ...CLOSING_KEY,
  column('KASSE_BRAND', 'A50', 'conditional', 'Marke der Kasse', 'maker'),
  column('KASSE_MODELL', 'A50', 'conditional', 'Modellbezeichnung', 'model'),
  column(
    'KASSE_SERIENNR',
    'A70',
    'mandatory',
    'Seriennummer der Kasse',
    'serial number = TSE clientId = printed serial',
  ),
  column('KASSE_SW_BRAND', 'A50', 'conditional', 'Markenbezeichnung der Software', 'software name'),
  column(
    'KASSE_SW_VERSION',
    'A50',
    'conditional',
    'Version der Software',
    'software version at that closing',
  ),
  column('KASSE_BASISWAEH_CODE', 'A3', 'mandatory', 'Basiswährung der Kasse', 'EUR'),
  column(
    'KEINE_UST_ZUORDNUNG',
    'A1',
    'conditional',
    'UmsatzsteuerNichtErmittelbar (bei späterem Zahlungseingang)',
    '1 when VAT key 7 was used in the closing',
  ),
])

export const SLAVES = table({ name: 'slaves', logicalName: 'Stamm_Terminals', module: 'master' }, [
  ...CLOSING_KEY,
  column('TERMINAL_ID', 'A50', 'mandatory', 'ID des Terminals', 'id used in TERMINAL_ID / POS_TERMINAL_ID'),
  column('TERMINAL_BRAND', 'A50', 'conditional', 'Marke des Terminals'),
  column('TERMINAL_MODELL', 'A50', 'conditional', 'Modellbezeichnung des Terminals'),
  column('TERMINAL_SERIENNR', 'A70', 'mandatory', 'Seriennummer des Terminals'),
  column('TERMINAL_SW_BRAND', 'A50', 'conditional', 'Markenbezeichnung der Software'),
  column('TERMINAL_SW_VERSION', 'A50', 'conditional', 'Version der Software'),
])

export const PA = table({ name: 'pa', logicalName: 'Stamm_Agenturen', module: 'master' }, [
  ...CLOSING_KEY,
  column('AGENTUR_ID', 'N0', 'mandatory', 'ID der Agentur', '0 is the own business'),
  column('AGENTUR_NAME', 'A60', 'mandatory', 'Name des Auftraggebers'),
  column('AGENTUR_STRASSE', 'A60', 'mandatory', 'Straße'),
  column('AGENTUR_PLZ', 'A10', 'mandatory', 'Postleitzahl'),
  column('AGENTUR_ORT', 'A62', 'mandatory', 'Ort'),
  column('AGENTUR_LAND', 'A3', 'mandatory', 'Land'),
  column('AGENTUR_STNR', 'A20', 'either', 'Steuernummer des Auftraggebers'),
  column('AGENTUR_USTID', 'A15', 'either', 'USTID des Auftraggebers'),
])

export const TSE = table({ name: 'tse', logicalName: 'Stamm_TSE', module: 'master' }, [
  ...CLOSING_KEY,
  column(
    'TSE_ID',
    'N0',
    'mandatory',
    'ID der TSE - wird nur zur Referenzierung innerhalb eines Kassenabschlusses verwendet',
    'small own number, referenced by transactions_tse.csv',
  ),
  column(
    'TSE_SERIAL',
    'A68',
    'mandatory',
    'Seriennummer der TSE',
    'SHA-256 of the public key, 64 hex digits',
  ),
  column(
    'TSE_SIG_ALGO',
    'A21',
    'mandatory',
    'Der von der TSE verwendete Signaturalgorithmus',
    'e.g. ecdsa-plain-SHA256, ecdsa-plain-SHA384',
  ),
  column(
    'TSE_ZEITFORMAT',
    'A31',
    'mandatory',
    'Das von der TSE verwendete Format für die Log-Time',
    'one of unixTime, utcTime (YYMMDDhhmmZ), utcTimeWithSeconds (YYMMDDhhmmssZ), generalizedTime (YYYYMMDDhhmmssZ), generalizedTimeWithMilliseconds (YYYYMMDDhhmmss.fffZ)',
  ),
  column(
    'TSE_PD_ENCODING',
    'A5',
    'mandatory',
    'Das Text-Encoding der ProcessData (UTF-8 oder ASCII)',
    'UTF-8 or ASCII',
  ),
  column(
    'TSE_PUBLIC_KEY',
    'A512',
    'mandatory',
    'Öffentlicher Schlüssel - extrahiert aus dem Zertifikat der TSE - in base64-Codierung',
    'base64 of the uncompressed point 04‖X‖Y, same as QR field 12',
  ),
  column(
    'TSE_ZERTIFIKAT_I',
    'A1000',
    'mandatory',
    'Erste 1000 Zeichen des base64-codierten Zertifikats der TSE',
    'characters 1–1000 of base64(DER certificate)',
  ),
  column(
    'TSE_ZERTIFIKAT_II',
    'A1000',
    'conditional',
    'Ggf. Rest des base64-codierten Zertifikats der TSE',
    'characters 1001–2000',
  ),
])

export const VAT = table({ name: 'vat', logicalName: 'Stamm_USt', module: 'master' }, [
  ...CLOSING_KEY,
  column('UST_SCHLUESSEL', 'N0', 'mandatory', 'ID des Umsatzsteuersatzes', 'key'),
  column('UST_SATZ', 'N2', 'mandatory', 'Prozentsatz', 'rate in percent, 19,00'),
  column('UST_BESCHR', 'A55', 'mandatory', 'Beschreibung', 'text, may be customised'),
])
