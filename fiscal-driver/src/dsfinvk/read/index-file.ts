import { DTD_NAME } from '@brotkasten/domain/dsfinvk/dtd'
import { err, ok, type Result } from '@brotkasten/domain/result'
import { misfit } from './content-model.ts'
import { failure, type ReadFailure } from './failure.ts'
import { readXml, type XmlNode } from './xml.ts'

/** A column as the index describes it. */
export interface IndexColumn {
  readonly name: string
  /** Decimals of a number; null for text. */
  readonly decimals: number | null
  /** Characters; null where none is declared. */
  readonly maxLength: number | null
}

/** Names of encodings as TextDecoder knows them. */
export type Encoding = 'utf-8' | 'windows-1252' | 'utf-16le'

/** A table as the index describes it: everything needed to read its file. */
export interface IndexTable {
  /** File name. */
  readonly url: string
  readonly name: string
  readonly encoding: Encoding
  readonly decimalSymbol: string
  readonly groupingSymbol: string
  /** First data record, counted from 1. */
  readonly from: number
  readonly delimiter: string
  readonly encapsulator: string
  readonly columns: readonly IndexColumn[]
}

const bad = (detail: string) => err(failure('invalidIndex', 'index.xml', detail))
const child = (node: XmlNode, name: string): XmlNode | undefined =>
  node.children.find((each) => each.name === name)
const textOf = (node: XmlNode | undefined, name: string): string | undefined =>
  node && child(node, name)?.text
const wholeOf = (text: string | undefined, without: number | null): number | null =>
  text === undefined ? without : /^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN

function columnOf(node: XmlNode): IndexColumn | null {
  const numeric = child(node, 'Numeric')
  const implied = numeric && child(numeric, 'ImpliedAccuracy')
  const decimals = numeric ? wholeOf(textOf(numeric, 'Accuracy'), 0) : null
  const maxLength = wholeOf(textOf(node, 'MaxLength'), null)
  const name = textOf(node, 'Name') ?? ''
  const wrong = name.trim() === '' || implied || Number.isNaN(decimals) || Number.isNaN(maxLength)
  return wrong ? null : { name: name.trim(), decimals, maxLength }
}

const ENCODINGS: Readonly<Record<string, Encoding>> = {
  UTF8: 'utf-8',
  ANSI: 'windows-1252',
  UTF16: 'utf-16le',
}

const encodingOf = (table: XmlNode): Encoding | null => {
  const name = ['ANSI', 'Macintosh', 'OEM', 'UTF16', 'UTF7', 'UTF8'].find((each) => child(table, each))
  return ENCODINGS[name ?? 'ANSI'] ?? null
}

/** File names only: no folders, no schemes, nothing that leads out of the package. */
const isFileName = (url: string): boolean => /^[\w.-]{1,100}$/.test(url) && !/^\.+$/.test(url)

function tableOf(node: XmlNode): Result<IndexTable, ReadFailure> {
  const url = textOf(node, 'URL')?.trim() ?? ''
  if (!isFileName(url)) return bad(`the file name ${JSON.stringify(url.slice(0, 80))}`)
  const encoding = encodingOf(node)
  if (encoding === null)
    return err(failure('unsupportedEncoding', url, 'only UTF-8, UTF-16 and ANSI are read'))
  const variable = child(node, 'VariableLength')
  if (!variable) return bad(`${url} is not of variable length`)
  const columns = variable.children
    .filter(({ name }) => name === 'VariableColumn' || name === 'VariablePrimaryKey')
    .map(columnOf)
  const named = columns.filter((column) => column !== null)
  if (named.length !== columns.length) return bad(`a column of ${url}`)
  if (new Set(named.map(({ name }) => name)).size !== named.length) return bad(`${url} names a column twice`)
  const delimiter = textOf(variable, 'ColumnDelimiter') ?? ';'
  const encapsulator = textOf(variable, 'TextEncapsulator') ?? '"'
  const from = wholeOf(textOf(child(node, 'Range'), 'From'), 1) ?? 1
  if (delimiter.length !== 1 || encapsulator.length !== 1 || delimiter === encapsulator || !(from >= 1))
    return bad(`delimiters or range of ${url}`)
  return ok({
    url,
    name: textOf(node, 'Name') ?? '',
    encoding,
    decimalSymbol: textOf(node, 'DecimalSymbol') ?? ',',
    groupingSymbol: textOf(node, 'DigitGroupingSymbol') ?? '.',
    from,
    delimiter,
    encapsulator,
    columns: named,
  })
}

/** Understands an index.xml: its document type, its content models, its tables (description standard of 2004). */
export function readIndex(source: string): Result<readonly IndexTable[], ReadFailure> {
  const document = readXml(source)
  if (!document.ok) return document
  const { root, dtd } = document.value
  if (dtd !== DTD_NAME) return err(failure('wrongDtd', 'index.xml', `refers to ${dtd.slice(0, 80)}`))
  if (root.name !== 'DataSet') return bad(`the root ${root.name}`)
  const wrong = misfit(root)
  if (wrong !== null) return bad(`the content of ${wrong}`)
  const tables: IndexTable[] = []
  for (const media of root.children.filter(({ name }) => name === 'Media'))
    for (const node of media.children.filter(({ name }) => name === 'Table')) {
      const table = tableOf(node)
      if (!table.ok) return table
      if (tables.some(({ url }) => url === table.value.url))
        return bad(`${table.value.url} is described twice`)
      tables.push(table.value)
    }
  return ok(tables)
}
