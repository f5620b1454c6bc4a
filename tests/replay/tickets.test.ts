import { describe, expect, test } from 'vitest'
import { readTickets } from './tickets.ts'

const csv = (...rows: string[]) => ['Date,Time,Transaction,Item', ...rows].join('\n')
const read = (...rows: string[]) => readTickets('t.csv', csv(...rows))

describe('readTickets', () => {
  test('rows of one transaction are one ticket', () => {
    const file = read('30-10-2016,09:58:11,1,Bread', '30-10-2016,10:05:34,2,Tea', '30-10-2016,09:58:11,1,Tea')
    expect(file.tickets).toEqual([
      { file: 't.csv', transaction: '1', at: '2016-10-30T09:58:11.000Z', line: 2, items: ['Bread', 'Tea'] },
      { file: 't.csv', transaction: '2', at: '2016-10-30T10:05:34.000Z', line: 3, items: ['Tea'] },
    ])
    expect([file.rows, file.problems, file.empty]).toEqual([3, [], []])
  })

  test('placeholders are reported with their line and not sold', () => {
    const file = read(
      '30-10-2016,09:58:11,1,Bread',
      '30-10-2016,09:58:11,1,NONE',
      '30-10-2016,10:00:00,2,NONE',
    )
    expect(file.tickets.map((ticket) => ticket.items)).toEqual([['Bread']])
    expect(file.problems.map(({ line, reason }) => [line, reason])).toEqual([
      [3, 'none'],
      [4, 'none'],
    ])
    expect(file.empty).toEqual(['2'])
  })

  test.each([
    ['30-10-2016,09:58:11,1', 'columns'],
    ['30-10-2016,09:58:11,1,Bread,2', 'columns'],
    ['2016-10-30,09:58:11,1,Bread', 'date'],
    ['30-02-2016,09:58:11,1,Bread', 'date'],
    ['30-10-2016,24:00:00,1,Bread', 'date'],
    ['30-10-2016,09:58,1,Bread', 'date'],
    ['30-10-2016,09:58:11,one,Bread', 'transaction'],
    ['30-10-2016,09:58:11,,Bread', 'transaction'],
    ['30-10-2016,09:58:11,1,', 'item'],
  ])('the row %s is refused: %s', (row, reason) => {
    expect(read(row)).toMatchObject({ tickets: [], problems: [{ line: 2, reason, text: row }] })
  })

  test('a row that names another time than its ticket is not guessed at', () => {
    const file = read('30-10-2016,09:58:11,1,Bread', '31-10-2016,09:58:11,1,Tea')
    expect(file.tickets.map((ticket) => ticket.items)).toEqual([['Bread']])
    expect(file.problems).toMatchObject([{ line: 3, reason: 'otherTime' }])
  })

  test('quotes, blanks, a byte order mark and Windows line ends are no problem', () => {
    const text = `\uFEFF${csv('30-10-2016,09:58:11,1,"Tea, green"', '30-10-2016,09:58:11,1,Coffee granules ')}\n\n`
    expect(readTickets('t.csv', text.replaceAll('\n', '\r\n')).tickets[0]?.items).toEqual([
      'Tea, green',
      'Coffee granules',
    ])
  })

  test('a file with other columns is refused', () => {
    expect(() => readTickets('x.csv', 'Datum;Uhrzeit\n1;2')).toThrow(/x\.csv/)
    expect(() => readTickets('x.csv', '')).toThrow(/x\.csv/)
  })
})
