import { err, ok, type Result } from '@brotkasten/domain/result'
import { parseLog } from '../log/parse-log.ts'
import type { TseFailure } from '../tse.ts'
import type { Frame } from './frame.ts'
import { storeProblem } from './signer.ts'
import { applyLog, blankState, type ElementState, type Vault } from './state.ts'
import type { ElementStore } from './store.ts'

/** The state that follows from everything stored. The stored messages are their own proof, so each is parsed. */
export const replay = (store: ElementStore): Result<ElementState, TseFailure> => {
  const state = blankState()
  const problems: string[] = []
  const visit = (frame: Frame, offset: number): void => {
    if (problems.length > 0) return
    if (frame.kind === 2) {
      state.vault = JSON.parse(Buffer.from(frame.payload).toString('utf8')) as Vault // checked by the frame's CRC
      return
    }
    const parsed = parseLog(frame.payload)
    if (!parsed.ok) problems.push(`unreadable message at ${offset}`)
    else if (parsed.value.signatureCounter !== state.signatureCounter + 1)
      problems.push(`counter breaks at ${offset}`)
    else applyLog(state, { ...parsed.value, offset, length: frame.payload.length })
  }
  const scanned = store.scan(visit)
  if (!scanned.ok) return err(storeProblem(scanned.error))
  const [problem] = problems
  return problem === undefined ? ok(state) : err({ kind: 'refused', detail: `element memory: ${problem}` })
}
