import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { TABLE_NAMES, TABLES, tablesWith } from './all.ts'

/** Taken from the reference by machine, not from the tables: file, column, type, label. */
const golden = readFileSync(new URL('columns.golden.txt', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')

const columnsOf = (tables = tablesWith()) =>
  tables.flatMap(({ name, columns }) => columns.map((column) => ({ table: name, ...column })))

test('the tables have the 219 official columns in order, type and label', () => {
  const ours = columnsOf().map(({ table, name, type, label }) => `${table}.csv ${name} ${type} ${label}`)
  expect(ours).toHaveLength(219)
  expect(ours).toEqual(golden)
})

test('there are 20 tables, named by their keys, of three modules', () => {
  expect(TABLE_NAMES).toHaveLength(20)
  expect(TABLE_NAMES.map((name) => TABLES[name].name)).toEqual(TABLE_NAMES)
  const modules = Map.groupBy(TABLE_NAMES, (name) => TABLES[name].module)
  expect([...modules].map(([module, names]) => [module, names.length])).toEqual([
    ['master', 7],
    ['closing', 3],
    ['single', 10],
  ])
})

test('further certificate columns come last in tse.csv and nowhere else', () => {
  const names = (blocks: number) =>
    columnsOf(tablesWith(blocks))
      .filter(({ table }) => table === 'tse')
      .map(({ name }) => name)
  expect(names(2)).toHaveLength(11)
  expect(names(4).slice(10)).toEqual(['TSE_ZERTIFIKAT_II', 'TSE_ZERTIFIKAT_III', 'TSE_ZERTIFIKAT_IV'])
  expect(columnsOf(tablesWith(4))).toHaveLength(221)
})

test('no column is named twice in a table', () => {
  for (const { columns } of tablesWith(9))
    expect(new Set(columns.map(({ name }) => name)).size).toBe(columns.length)
})
