import { For } from 'solid-js'
import type { BranchRow } from '../client/shapes.ts'
import { useText } from '../state/settings.tsx'
import type { Sorting } from '../state/trouble.ts'
import { BranchLine } from './branch-line.tsx'
import { Icon } from './icon.tsx'

const COLUMNS = [
  'branch',
  'revenue',
  'receipts',
  'lastSale',
  'connection',
  'backlog',
  'tse',
  'version',
] as const
type Column = (typeof COLUMNS)[number]

/** What a click on a heading sorts by; the other columns have no order of their own. */
const SORTS: Partial<Record<Column, Sorting>> = {
  branch: 'name',
  revenue: 'revenue',
  lastSale: 'lastSale',
  connection: 'trouble',
}

function Heading(props: { column: Column; sorting: Sorting; onSort: (sorting: Sorting) => void }) {
  const text = useText()
  const sort = () => SORTS[props.column]
  const active = () => sort() === props.sorting
  const descending = () => props.column === 'revenue' || props.column === 'lastSale'
  const order = () => (descending() ? 'descending' : 'ascending')
  return (
    <th scope="col" data-column={props.column} aria-sort={active() ? order() : undefined}>
      {sort() ? (
        <button type="button" class="sort" onClick={() => props.onSort(sort() ?? 'trouble')}>
          {text().branches.column[props.column]}
          <Icon name="down" />
        </button>
      ) : (
        text().branches.column[props.column]
      )}
    </th>
  )
}

/** Branches in the given order; rows are kept and moved, so a live change redraws one cell. */
export function BranchTable(props: {
  rows: readonly BranchRow[]
  sorting: Sorting
  onSort: (sorting: Sorting) => void
}) {
  return (
    <table class="branches">
      <thead>
        <tr>
          <For each={COLUMNS}>
            {(column) => <Heading column={column} sorting={props.sorting} onSort={props.onSort} />}
          </For>
        </tr>
      </thead>
      <tbody>
        <For each={props.rows}>{(row) => <BranchLine row={row} />}</For>
      </tbody>
    </table>
  )
}
