import * as v from 'valibot'
import { idSchema } from '../ids.ts'
import { err, ok, type Result } from '../result.ts'
import { instantSchema, sha256HexSchema, textSchema } from '../schema.ts'
import { type Body, KINDS, type Kind } from './kinds.ts'

/** An entry as stored and sent: the body stays the exact text that was hashed. */
export const journalEntrySchema = v.object({
  seq: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  id: idSchema,
  kind: textSchema(40),
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  time: instantSchema,
  body: v.pipe(v.string(), v.maxLength(1_000_000)),
  hash: sha256HexSchema,
})
export type JournalEntry = v.InferOutput<typeof journalEntrySchema>

/** A body read back with its kind, so that a switch over `kind` knows its shape. */
export type Fact = {
  [K in Kind]: { readonly kind: K; readonly version: number; readonly body: Body<K> }
}[Kind]

export interface UnreadableEntry {
  readonly kind: 'unknownKind' | 'unknownVersion' | 'notJson' | 'badBody'
  readonly detail: string
}

const isKind = (kind: string): kind is Kind => Object.hasOwn(KINDS, kind)

/** Parses the body of a stored entry by the schema of its kind and version. */
export function readEntry(
  entry: Pick<JournalEntry, 'kind' | 'version' | 'body'>,
): Result<Fact, UnreadableEntry> {
  if (!isKind(entry.kind)) return err({ kind: 'unknownKind', detail: entry.kind })
  const versions: Record<number, v.GenericSchema> = KINDS[entry.kind]
  const schema = versions[entry.version]
  if (!schema) return err({ kind: 'unknownVersion', detail: `${entry.kind} ${entry.version}` })
  let json: unknown
  try {
    json = JSON.parse(entry.body)
  } catch {
    return err({ kind: 'notJson', detail: entry.kind })
  }
  const parsed = v.safeParse(schema, json)
  if (!parsed.success) {
    const issue = parsed.issues[0]
    return err({ kind: 'badBody', detail: `${v.getDotPath(issue) ?? ''}: ${issue.message}` })
  }
  return ok({ kind: entry.kind, version: entry.version, body: parsed.output } as Fact)
}
