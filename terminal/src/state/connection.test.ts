import type { StatusView } from '@brotkasten/domain/wire/till'
import { expect, it } from 'vitest'
import { de } from '../text/de.ts'
import { lamps } from './connection.ts'

const now = new Date('2026-11-22T10:00:00.000Z')
const earlier = '2026-11-22T08:10:00.000Z'
const status: StatusView = {
  box: { softwareVersion: '0.1.0', branchName: 'Markt', time: now.toISOString() },
  centre: { state: 'online', since: earlier, backlog: 0 },
  tse: { state: 'ok', since: earlier, reason: null, emulated: false },
}
const words = (up: boolean, view: StatusView | null) =>
  lamps({ up, since: new Date(earlier) }, view, now, 'Europe/Berlin', de).map((lamp) => lamp.words)

it('says that all is well', () => {
  expect(words(true, status)).toEqual(['Box verbunden', 'Zentrale verbunden', 'TSE bereit'])
})

it('says since when the centre is away and what waits', () => {
  const centre = { state: 'offline', since: earlier, backlog: 12 } as const
  expect(words(true, { ...status, centre })[1]).toBe('Zentrale offline seit 09:10, 12 Buchungen warten')
  const never = { state: 'never', since: null, backlog: 1 } as const
  expect(words(true, { ...status, centre: never })[1]).toBe('Zentrale noch nie verbunden, 1 Buchung wartet')
})

it('says when the TSE fails and when it is none', () => {
  const tse = { state: 'outage', since: earlier, reason: 'unplugged', emulated: true } as const
  expect(words(true, { ...status, tse })[2]).toBe('TSE gestört seit 09:10')
  expect(words(true, { ...status, tse: { ...status.tse, emulated: true } })[2]).toBe('TSE-Simulator')
})

it('claims nothing without the box', () => {
  expect(words(false, status)).toEqual([
    'Box nicht erreichbar seit 09:10',
    'Zentrale: unbekannt',
    'TSE: unbekannt',
  ])
})
