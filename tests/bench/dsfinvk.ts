import { measureDsfinvk } from '@brotkasten/fiscal-driver/dsfinvk/measure'
import type { BenchOptions } from './sale.ts'

const SIZES = [10_000, 100_000, 1_000_000]

/** Exports synthetic receipts, beside plainly writing and deflating the same bytes; `--case` names one size. */
export async function benchDsfinvk({ only }: BenchOptions): Promise<void> {
  for (const receipts of SIZES) {
    if (only !== '' && only !== String(receipts)) continue
    const measured = await measureDsfinvk(receipts, 1)
    process.stdout.write(`${JSON.stringify({ bench: 'dsfinvk', case: String(receipts), ...measured })}\n`)
  }
}
