import { idSchema } from '@brotkasten/domain/ids'
import { receiptSchema } from '@brotkasten/domain/receipt/receipt'
import { instantSchema } from '@brotkasten/domain/schema'
import * as v from 'valibot'
import { sheetSchema } from './sheet.ts'

/** While `sending` nothing may change: the box was asked to book exactly this. Only a closing is confirmed before. */
const phaseSchema = v.picklist(['keying', 'confirming', 'sending'])

const refundFormSchema = v.object({
  kind: v.literal('refund'),
  id: idSchema,
  startedAt: instantSchema,
  sale: receiptSchema,
  /** How much of each line comes back, in thousandths, in the order of the lines. */
  quantities: v.array(v.pipe(v.number(), v.integer(), v.minValue(0))),
  reason: v.string(),
  tender: v.picklist(['cash', 'card']),
  phase: phaseSchema,
})
export type RefundForm = v.InferOutput<typeof refundFormSchema>

const movementCaseSchema = v.picklist(['payIn', 'payOut', 'skim'])
export type MovementCase = v.InferOutput<typeof movementCaseSchema>

const movementFormSchema = v.object({
  kind: v.literal('movement'),
  case: movementCaseSchema,
  id: idSchema,
  /** Amount as typed, in euros. */
  typed: v.pipe(v.string(), v.regex(/^[\d,]{0,9}$/)),
  /** Reason, or the number of the bag of a skim. */
  words: v.string(),
  /** Where the keys go. */
  field: v.picklist(['amount', 'words']),
  phase: phaseSchema,
})
export type MovementForm = v.InferOutput<typeof movementFormSchema>

const countFormSchema = v.object({
  kind: v.literal('count'),
  purpose: v.picklist(['float', 'closing']),
  id: idSchema,
  /** Id of the booked difference; only a closing books one. */
  differenceId: idSchema,
  sheet: sheetSchema,
  phase: phaseSchema,
})
export type CountForm = v.InferOutput<typeof countFormSchema>

/** What is being keyed at the cash desk, with the ids of its request: kept until the box has answered. */
export const openFormSchema = v.variant('kind', [refundFormSchema, movementFormSchema, countFormSchema])
export type OpenForm = v.InferOutput<typeof openFormSchema>
export type FormKind = OpenForm['kind']
export type FormOf<K extends FormKind> = Extract<OpenForm, { kind: K }>

/** Narrows a form to a kind. */
export const isOf = <K extends FormKind>(form: OpenForm | null, kind: K): form is FormOf<K> =>
  form?.kind === kind
