import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { keepListening, SILENCE_MS, type Source } from './events.ts'

/** A stream in memory: says what it is told to. */
class Wire implements Source {
  readyState = 0
  closed = false
  readonly #listeners = new Map<string, (event: { data?: unknown }) => void>()
  addEventListener(type: string, listener: (event: { data?: unknown }) => void) {
    this.#listeners.set(type, listener)
  }
  close() {
    this.closed = true
  }
  say(type: string, data?: unknown) {
    this.#listeners.get(type)?.({ data: data === undefined ? undefined : JSON.stringify(data) })
  }
}

function listening() {
  const wires: Wire[] = []
  const log: string[] = []
  const stop = keepListening({
    open: () => {
      const wire = new Wire()
      wires.push(wire)
      return wire
    },
    on: {
      catalogue: ({ version }) => log.push(`catalogue ${version}`),
      status: () => log.push('status'),
      receipt: () => log.push('receipt'),
    },
    onUp: () => log.push('up'),
    onDown: () => log.push('down'),
  })
  return { wires, log, stop, wire: () => wires.at(-1) as Wire }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('hands on readable events and drops the others', () => {
  const { wire, log } = listening()
  wire().say('open')
  wire().say('catalogue', { version: 7 })
  wire().say('catalogue', { version: 'seven' })
  expect(log).toEqual(['up', 'catalogue 7'])
})

it('opens anew after a silence and says so', () => {
  const { wires, log } = listening()
  vi.advanceTimersByTime(SILENCE_MS)
  expect(log).toEqual(['down'])
  expect(wires[0]?.closed).toBe(true)
  vi.advanceTimersByTime(2000)
  expect(wires).toHaveLength(2)
})

it('is kept alive by the heartbeat alone', () => {
  const { wires, wire } = listening()
  for (let beat = 0; beat < 20; beat += 1) {
    vi.advanceTimersByTime(5000)
    wire().say('ping')
  }
  expect(wires).toHaveLength(1)
})

it('leaves a short break to the browser and opens anew when that gave up', () => {
  const { wires, wire, log } = listening()
  wire().say('error')
  expect(log).toEqual(['down'])
  expect(wires).toHaveLength(1)
  wire().readyState = 2
  wire().say('error')
  vi.advanceTimersByTime(2000)
  expect(wires).toHaveLength(2)
})

it('is silent once stopped', () => {
  const { wires, stop } = listening()
  stop()
  vi.advanceTimersByTime(60_000)
  expect(wires).toHaveLength(1)
})
