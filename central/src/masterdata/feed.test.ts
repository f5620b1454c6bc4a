import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { masterDataOf } from '../testing/master-data.fixture.ts'
import { changesFor, type FeedContext, needsSnapshot } from './feed.ts'
import { keyOf, planChanges } from './plan.ts'
import type { StoredRecord, WantedRecord } from './record.ts'

const BRANCHES = ['north', 'south'] as const
const LISTS = ['town', 'station'] as const
const [template] = masterDataOf().branches

/** Whatever headquarters may do, in any order. */
const edits = fc.array(
  fc.oneof(
    fc.record({
      entity: fc.constant('price' as const),
      list: fc.constantFrom(...LISTS),
      n: fc.nat(3),
      cents: fc.option(fc.nat(9)),
    }),
    fc.record({
      entity: fc.constant('branch' as const),
      id: fc.constantFrom(...BRANCHES),
      list: fc.constantFrom(...LISTS),
    }),
    fc.record({
      entity: fc.constant('staff' as const),
      n: fc.nat(2),
      branches: fc.subarray([...BRANCHES]),
      name: fc.nat(2),
    }),
    fc.record({ entity: fc.constant('article' as const), n: fc.nat(3), name: fc.option(fc.nat(3)) }),
  ),
  { minLength: 1, maxLength: 6 },
)
type Edit = typeof edits extends fc.Arbitrary<(infer E)[]> ? E : never

function wantedOf(edit: Edit): WantedRecord {
  switch (edit.entity) {
    case 'price': {
      const id = `${edit.list}/a${edit.n}`
      return {
        entity: 'price',
        id,
        data: edit.cents === null ? null : { takeaway: edit.cents },
        branches: null,
      }
    }
    case 'branch':
      return {
        entity: 'branch',
        id: edit.id,
        data: { ...template, id: edit.id, priceListId: edit.list },
        branches: null,
      }
    case 'staff':
      return { entity: 'staff', id: `p${edit.n}`, data: { name: edit.name }, branches: edit.branches }
    case 'article':
      return {
        entity: 'article',
        id: `a${edit.n}`,
        data: edit.name === null ? null : { name: edit.name },
        branches: null,
      }
  }
}

/** The centre's table, as the database keeps it. */
class Table {
  readonly records = new Map<string, StoredRecord>()
  version = 0
  write(wanted: readonly WantedRecord[]) {
    const changes = planChanges(this.records, wanted, this.version)
    for (const { record } of changes) this.records.set(keyOf(record), record)
    this.version += changes.length
    return changes
  }
  context(branchId: string): FeedContext {
    const branch = this.records.get(`branch ${branchId}`)
    const data = branch?.data as { priceListId: string } | undefined
    return {
      branchId,
      epoch: 'e',
      version: this.version,
      scopeVersion: branch?.scopeVersion ?? 0,
      priceListId: data?.priceListId ?? null,
    }
  }
  /** What the branch may know now, straight from the rules of the brief. */
  truth(branchId: string): Map<string, unknown> {
    const { priceListId } = this.context(branchId)
    const visible = [...this.records.values()].filter(({ entity, id, data, branches }) => {
      if (data === null || entity === 'priceList') return false
      if (entity === 'branch') return id === branchId
      if (entity === 'price') return id.split('/')[0] === priceListId
      return entity !== 'staff' || branches?.includes(branchId)
    })
    return new Map(visible.map((record) => [keyOf(record), record.data]))
  }
}

/** A box: applies what comes. */
class Replica {
  cursor = { epoch: '', version: 0 }
  state = new Map<string, unknown>()
  readonly seen = new Set<string>()
  poll(table: Table, branchId: string) {
    const context = table.context(branchId)
    const snapshot = needsSnapshot(this.cursor, context)
    const since = snapshot ? 0 : this.cursor.version
    const records = [...table.records.values()].filter((record) => record.version > since)
    if (snapshot) this.state = new Map()
    for (const change of changesFor(records, context, snapshot)) {
      this.seen.add(keyOf(change))
      if (change.data === null) this.state.delete(keyOf(change))
      else this.state.set(keyOf(change), change.data)
    }
    this.cursor = { epoch: context.epoch, version: context.version }
  }
}

describe('the feed', () => {
  it('leaves each branch with exactly what it may know, whenever it asks', () => {
    const act = fc.record({ edits, polls: fc.subarray([...BRANCHES]) })
    fc.assert(
      fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
        const table = new Table()
        const boxes = BRANCHES.map((branchId) => ({ branchId, replica: new Replica() }))
        for (const { edits, polls } of acts) {
          table.write(edits.map(wantedOf))
          for (const { branchId, replica } of boxes) {
            if (!polls.includes(branchId)) continue
            replica.poll(table, branchId)
            expect(replica.state).toEqual(table.truth(branchId))
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  it('never names to a branch somebody who was never assigned to it', () => {
    const table = new Table()
    const replica = new Replica()
    table.write([wantedOf({ entity: 'branch', id: 'north', list: 'town' })])
    replica.poll(table, 'north')
    table.write([wantedOf({ entity: 'staff', n: 1, branches: ['south'], name: 1 })])
    replica.poll(table, 'north')
    table.write([wantedOf({ entity: 'staff', n: 1, branches: [], name: 1 })])
    replica.poll(table, 'north')
    expect([...replica.seen]).toEqual(['branch north'])
  })

  it('gives versions without gaps, and none to what stays the same', () => {
    fc.assert(
      fc.property(fc.array(edits, { maxLength: 8 }), (batches) => {
        const table = new Table()
        const versions = batches.flatMap((batch) =>
          table.write(batch.map(wantedOf)).map(({ record }) => record.version),
        )
        expect(versions).toEqual(versions.map((_, index) => index + 1))
        const now = [...table.records.values()]
        expect(table.write(now)).toEqual([])
      }),
    )
  })

  it('is a snapshot for another epoch, a cursor from the future or none, and an older scope', () => {
    const context = { branchId: 'b', epoch: 'e', version: 9, scopeVersion: 5, priceListId: 'l' }
    const asks = (epoch: string, version: number) => needsSnapshot({ epoch, version }, context)
    expect([asks('x', 9), asks('e', 10), asks('e', 0), asks('e', 4)]).toEqual([true, true, true, true])
    expect([asks('e', 5), asks('e', 9)]).toEqual([false, false])
  })
})
