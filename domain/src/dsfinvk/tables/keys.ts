import { column } from './column.ts'

/** Every table starts with the key of the closing its rows belong to. */
export const CLOSING_KEY = [
  column('Z_KASSE_ID', 'A50', 'mandatory', 'ID der (Abschluss-) Kasse', 'stable and unique'),
  column('Z_ERSTELLUNG', 'A30', 'mandatory', 'Zeitpunkt des Kassenabschlusses'),
  column(
    'Z_NR',
    'N0',
    'mandatory',
    'Nr. des Kassenabschlusses',
    'rising, gap-free and never reset, per till',
  ),
] as const

/** Single records add the Bon: unique, rising, assigned automatically and not changeable. */
export const BON_KEY = [...CLOSING_KEY, column('BON_ID', 'A40', 'mandatory', 'Vorgangs-ID')] as const

/** What belongs to a line adds its number, consecutive inside the Bon. */
export const LINE_KEY = [...BON_KEY, column('POS_ZEILE', 'A50', 'mandatory', 'Zeilennummer')] as const
