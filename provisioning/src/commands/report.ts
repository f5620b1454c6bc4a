import type { CallFailure } from '../http/call.ts'

/** What a command leaves behind: lines for a person, the same as JSON for a program, and whether all is well. */
export interface Report {
  readonly well: boolean
  readonly lines: readonly string[]
  readonly json: Readonly<Record<string, unknown>>
}

/** All is well. */
export const done = (lines: readonly string[], json: Report['json']): Report => ({ well: true, lines, json })

/** It did not work: one sentence that says what to do, and a stable kind for programs. */
export const failed = (kind: string, message: string): Report => ({
  well: false,
  lines: [message],
  json: { error: { kind, message } },
})

/** A failed request to `who` ("Die Box", "Die Zentrale") as a report; `known` overrides sentences by reason. */
export function failedCall(
  who: string,
  failure: CallFailure,
  known: Readonly<Record<string, string>> = {},
): Report {
  const { origin } = new URL(failure.url)
  switch (failure.kind) {
    case 'unreachable':
      return failed('unreachable', `${who} ist unter ${origin} nicht erreichbar (${failure.detail}).`)
    case 'unreadable':
      return failed(
        'unreadable',
        `Unter ${origin} antwortet etwas, das diese Version nicht versteht (${failure.detail}). Stimmt die Adresse?`,
      )
    case 'refused':
      return failed(failure.reason, known[failure.reason] ?? `${who} lehnt ab: ${failure.message}`)
  }
}

export interface Output {
  out(text: string): void
  err(text: string): void
}

/** Prints a report; failures go to stderr, except as JSON, which always goes to stdout. */
export function print(report: Report, asJson: boolean, output: Output): void {
  if (asJson) output.out(`${JSON.stringify(report.json)}\n`)
  else if ('error' in report.json) output.err(`${report.lines.join('\n')}\n`)
  else output.out(`${report.lines.join('\n')}\n`)
}
