import { describe, expect, it } from 'vitest'
import { TestJournal } from '../testing/journal.fixture.ts'
import type { AssessInput } from './assess.ts'
import { inlineAssessor, ThreadAssessor } from './assessor.ts'

const AT = new Date('2026-11-23T06:10:00.000Z')
const input = (sales: number): AssessInput => {
  const journal = new TestJournal()
  journal.adopt(AT)
  for (let i = 0; i < sales; i += 1) journal.sell({ at: AT })
  journal.add('future.kind', {}, AT)
  return { entries: journal.entries, tses: [], known: [], zone: 'Europe/Berlin' }
}

describe('threads', () => {
  it('judge as the calling thread does, and answer each batch its own', async () => {
    const threads = new ThreadAssessor(2)
    const inputs = [1, 9, 4, 0, 7].map(input)
    const judged = await Promise.all(inputs.map((one) => threads.assess(one)))
    expect(judged).toEqual(await Promise.all(inputs.map((one) => inlineAssessor.assess(one))))
    await threads.close()
  })

  it('that die are replaced, and their batches are not lost in silence', async () => {
    const threads = new ThreadAssessor(1)
    const broken = { ...input(5), entries: [null, null, null, null] } as unknown as AssessInput
    await expect(threads.assess(broken)).rejects.toThrow(TypeError)
    expect((await threads.assess(input(5))).opinions).toHaveLength(7)
    await threads.close()
  })
})
