import { expect, test } from 'vitest'
import { percentile, toCpuFigure, toFigure } from './figures.ts'

const round = (count: number, latencies: number[] = []) => ({ count, seconds: 2, latencies })

test('percentiles are values that were measured', () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index)
  expect([
    percentile(values, 50),
    percentile(values, 99),
    percentile(values, 100),
    percentile([7], 1),
  ]).toEqual([50, 99, 100, 7])
  expect(percentile([], 50)).toBeNaN()
})

test('a figure is the median of rounds, and its ratio compares neighbours', () => {
  const rounds = [
    { subject: round(100, [1, 2]), baseline: round(200) },
    { subject: round(300, [3, 4]), baseline: round(400) },
    { subject: round(20, [5, 6]), baseline: round(40) },
  ]
  expect(toFigure({ bench: 'b', case: 'c', unit: '1/s' }, rounds)).toEqual({
    bench: 'b',
    case: 'c',
    value: 50,
    unit: '1/s',
    p50Ms: 3,
    p99Ms: 6,
    baseline: 100,
    ratio: 0.5,
  })
})

test('without baseline or latencies the fields are there and empty', () => {
  const figure = toFigure({ bench: 'b', case: 'c', unit: '1/s' }, [{ subject: round(10), baseline: null }])
  expect(figure).toMatchObject({ value: 5, p50Ms: null, p99Ms: null, baseline: null, ratio: null })
})

test('processor time is counted per sale, so that a busy machine does not spoil it', () => {
  const measured = [{ subject: { ...round(10), cpuMs: 30 }, baseline: { ...round(1000), cpuMs: 500 } }]
  const name = { bench: 'b', case: 'c-cpu', unit: 'ms/sale' }
  expect(toCpuFigure(name, measured)).toEqual({
    ...name,
    value: 3,
    p50Ms: null,
    p99Ms: null,
    baseline: 0.5,
    ratio: 6,
  })
})
