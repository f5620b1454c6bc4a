import type { Findings } from './findings.ts'

const euro = (amount: number): string =>
  `${new Intl.NumberFormat('de-DE', { minimumFractionDigits: 2 }).format(amount / 100)} €`

/** Findings as a table for people. Long values are shown only where they differ. */
export function table({ ok, columns, checks }: Findings): string {
  const sums = columns.map(
    ({ source, receipts, gross }) =>
      `  ${source.padEnd(18)}${String(receipts).padStart(8)} receipts ${euro(gross).padStart(16)}`,
  )
  const lines = checks.flatMap((check) => {
    const value = check.ok && check.actual.length > 20 ? 'the same' : check.actual
    const line = `  ${check.ok ? '✓' : '✗'} ${check.name.padEnd(58)} ${check.ok ? value : ''}`.trimEnd()
    if (check.ok) return [line]
    const wrong = [`      expected ${check.expected}`, `      found    ${check.actual}`]
    return [line, ...wrong, ...check.examples.map((example) => `      · ${example}`)]
  })
  const failed = checks.filter((check) => !check.ok).length
  const verdict = ok
    ? 'Everything agrees to the cent.'
    : `${failed} of ${checks.length} statements do not hold.`
  return ['', ...sums, '', ...lines, '', verdict, ''].join('\n')
}
