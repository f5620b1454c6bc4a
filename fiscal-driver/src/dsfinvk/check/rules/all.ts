import type { NamedRule } from '../rule.ts'
import { closingTotals } from './closing-totals.ts'
import { closingBounds, closingSequence, taxNumber, version } from './closings.ts'
import { declared } from './declared.ts'
import { enumerations } from './enumerations.ts'
import { fields, mandatory } from './fields.ts'
import { parents, uniqueKeys } from './keys.ts'
import { processData } from './process-data.ts'
import { structure } from './structure.ts'
import { times } from './times.ts'
import { bonTotals, lineTotals, references, specialBons } from './totals.ts'
import { tseComplete, tseCounters } from './tse.ts'

/** Every rule but `readable`, which is the reader's, and `signatures`, which also counts. */
export const PLAIN_RULES: readonly NamedRule[] = [
  structure,
  uniqueKeys,
  parents,
  closingSequence,
  closingBounds,
  declared,
  enumerations,
  bonTotals,
  lineTotals,
  closingTotals,
  taxNumber,
  times,
  tseComplete,
  tseCounters,
  processData,
  specialBons,
  references,
  fields,
  mandatory,
  version,
]
