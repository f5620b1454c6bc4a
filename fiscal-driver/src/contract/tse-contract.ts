import { describe } from 'vitest'
import type { MakeBench, Traits } from './bench.ts'
import { identityContract } from './identity-contract.ts'
import { memoryContract } from './memory-contract.ts'
import { modelContract } from './model-contract.ts'
import { transactionContract } from './transaction-contract.ts'

/** What most devices are like. */
export const usualTraits: Traits = { overlapping: 'queued', limitsChoosable: true, processDataBytes: 4000 }

/**
 * The suite every TSE must pass, emulated or real: call it in a test file with a way to make a fresh device. A real
 * stick is never fresh; it needs a bench of its own that renumbers.
 */
export const tseContract = (
  name: string,
  make: MakeBench,
  traits: Partial<Traits> & { readonly runs?: number } = {},
): void => {
  const { runs = 25, ...differing } = traits
  const all = { ...usualTraits, ...differing }
  describe(`${name} keeps the contract of a TSE:`, () => {
    identityContract(make)
    transactionContract(make, all)
    memoryContract(make)
    modelContract(make, runs)
  })
}
