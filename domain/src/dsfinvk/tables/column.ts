import type { Cents } from '../../money/cents.ts'
import type { Thousandths } from '../../money/quantity.ts'
import type { HundredThousandths, Hundredths } from '../decimal.ts'

/** `A50` is text of at most 50 characters, `N2` a number with two decimals (DSFinV-K 2.4, annex G). */
export type ColumnType = `A${number}` | 'N0' | 'N2' | 'N3' | 'N5'

/**
 * When a column is filled (annex G): `either` asks for one of the marked pair, `item` for lines that are an item,
 * `known` where the till knows the customer, `signed` unless TSE_TA_FEHLER says why there is no signature.
 */
export type Need = 'mandatory' | 'conditional' | 'either' | 'item' | 'known' | 'signed'

export interface Column<
  Name extends string = string,
  Type extends ColumnType = ColumnType,
  N extends Need = Need,
> {
  readonly name: Name
  readonly type: Type
  readonly need: N
  /** German label, the Description in index.xml. */
  readonly label: string
  readonly note: string
}

/** One column as data; literal types are kept, because row types come from them. */
export const column = <const Name extends string, const Type extends ColumnType, const N extends Need>(
  name: Name,
  type: Type,
  need: N,
  label: string,
  note = '',
): Column<Name, Type, N> => ({ name, type, need, label, note })

export type Module = 'master' | 'closing' | 'single'

export interface Table<Name extends string = string, C extends readonly Column[] = readonly Column[]> {
  /** File name without `.csv`. */
  readonly name: Name
  readonly logicalName: string
  readonly module: Module
  readonly columns: C
}

/** One table as data: its names and its columns in the fixed order. */
export const table = <const Name extends string, const C extends readonly Column[]>(
  head: { readonly name: Name; readonly logicalName: string; readonly module: Module },
  columns: C,
): Table<Name, C> => ({ ...head, columns })

/** What a cell holds: text, a whole number, or an exact decimal as a branded integer of its last digit. */
export type Cell<T extends ColumnType> = T extends 'N0'
  ? number
  : T extends 'N2'
    ? Cents | Hundredths
    : T extends 'N3'
      ? Thousandths
      : T extends 'N5'
        ? HundredThousandths
        : string

type Mandatory<C extends Column> = C extends { readonly need: 'mandatory' } ? C : never
type Optional<C extends Column> = C extends { readonly need: 'mandatory' } ? never : C

/** A row of a table: mandatory columns must be there, all others may be null or left out. */
export type RowOf<T extends Table> = {
  readonly [C in Mandatory<T['columns'][number]> as C['name']]: Cell<C['type']>
} & {
  readonly [C in Optional<T['columns'][number]> as C['name']]?: Cell<C['type']> | null | undefined
}
