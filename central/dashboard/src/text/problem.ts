import type { Problem } from '../client/api.ts'
import type { Text } from './de.ts'

/** A problem in plain words: our own for what happens on the way, the centre's sentence for its refusals. */
export function problemText(problem: Problem, text: Text): string {
  if (problem.kind === 'unreachable') return text.problem.unreachable
  if (problem.kind === 'unreadable') return text.problem.unreadable
  if (problem.status !== null && problem.status >= 500) return text.problem.internal
  if (problem.status === 403) return text.problem.forbidden
  return problem.message || text.problem.unreadable
}
