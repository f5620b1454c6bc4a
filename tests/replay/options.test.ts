import { expect, test } from 'vitest'
import { readOptions } from './options.ts'

test('a file alone is sold flat out by four terminals in a system of our own', () => {
  expect(readOptions(['x.csv'])).toEqual({
    file: 'x.csv',
    terminals: 4,
    speed: null,
    limit: Number.MAX_SAFE_INTEGER,
    json: false,
    data: null,
    running: null,
  })
})

test('a running box is asked with the log-in of the demo unless told otherwise', () => {
  const { running } = readOptions([
    'x.csv',
    '--box',
    'http://127.0.0.1:1',
    '--hq-user',
    'me',
    '--pin',
    '0000',
  ])
  expect(running).toMatchObject({
    boxUrl: 'http://127.0.0.1:1',
    centreUrl: 'http://127.0.0.1:8090',
    logIn: { name: 'me', password: 'sonnenkorn-2026' },
    staff: { staffId: 'person-11', pin: '0000' },
  })
})

test.each([
  [[]],
  [['a.csv', 'b.csv']],
  [['a.csv', '--terminals', '0']],
  [['a.csv', '--terminals', '1.5']],
  [['a.csv', '--speed', 'fast']],
  [['a.csv', '--box', 'http://x', '--data', 'd']],
  [['a.csv', '--unknown']],
])('%j is refused', (args) => {
  expect(() => readOptions(args)).toThrow()
})
