import { DTD_NAME } from './dtd.ts'
import type { Column, Table } from './tables/column.ts'

/** Who hands the data over; all three stand in index.xml and may be empty. */
export interface DataSupplier {
  readonly name: string
  readonly location: string
  readonly comment: string
}

const SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\r': '&#xD;',
  '\n': '&#xA;',
}

/** XML 1.0 has no place for other control characters, not even escaped: they are left out of a free text. */
const NOT_XML = /[^\P{Cc}\t\r\n]|[\uFFFE\uFFFF]/gu

/** Text between tags. */
export const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(NOT_XML, '')
    .replaceAll(/[&<>\r\n]/g, (sign) => SIGNS[sign] ?? sign)

const element = (name: string, text: string): string =>
  text === '' ? `<${name} />` : `<${name}>${escapeXml(text)}</${name}>`

const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`)
const wrapped = (name: string, ...lines: readonly string[]): readonly string[] => [
  `<${name}>`,
  ...indented(lines),
  `</${name}>`,
]

function kindOf({ type }: Column): readonly string[] {
  const size = type.slice(1)
  if (type.startsWith('A')) return ['<AlphaNumeric />', element('MaxLength', size)]
  return size === '0' ? ['<Numeric />'] : wrapped('Numeric', element('Accuracy', size))
}

const columnOf = (column: Column): readonly string[] =>
  wrapped(
    'VariableColumn',
    element('Name', column.name),
    element('Description', column.label),
    ...kindOf(column),
  )

const tableOf = (table: Table): readonly string[] =>
  wrapped(
    'Table',
    element('URL', `${table.name}.csv`),
    element('Name', table.logicalName),
    element('Description', `${table.name}.csv`),
    '<UTF8 />',
    element('DecimalSymbol', ','),
    element('DigitGroupingSymbol', '.'),
    ...wrapped('Range', element('From', '2')),
    ...wrapped(
      'VariableLength',
      element('ColumnDelimiter', ';'),
      element('RecordDelimiter', '\r\n'),
      element('TextEncapsulator', '"'),
      ...table.columns.flatMap(columnOf),
    ),
  )

/** The index.xml of a package with these tables: no keys, no dates, no attributes, as the official file. CRLF line ends. */
export const indexXml = (supplier: DataSupplier, tables: readonly Table[]): string =>
  [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<!DOCTYPE DataSet SYSTEM "${DTD_NAME}">`,
    ...wrapped(
      'DataSet',
      element('Version', '1.0'),
      ...wrapped(
        'DataSupplier',
        element('Name', supplier.name),
        element('Location', supplier.location),
        element('Comment', supplier.comment),
      ),
      ...wrapped('Media', element('Name', 'CD Nummer 1'), ...tables.flatMap(tableOf)),
    ),
    '',
  ].join('\r\n')
