import { createHash } from 'node:crypto'
import type * as v from 'valibot'

/** Parts of a valibot object that say nothing about what it accepts. */
const SILENT = new Set(['kind', 'reference', 'expects', 'async', 'message', 'operation', '~standard', '~run'])
/** Lists in which the order is of no consequence. */
const UNORDERED = new Set(['options'])

type Parts = Readonly<Record<string, unknown>>
const isParts = (value: unknown): value is Parts => typeof value === 'object' && value !== null

/** A check written as code is known by its message; the code itself cannot be compared. */
function requirementOf(parts: Parts): unknown {
  const { requirement, message } = parts
  if (requirement instanceof RegExp) return String(requirement)
  return typeof requirement === 'function' ? (message ?? null) : requirement
}

/**
 * What a schema accepts, as canonical JSON: types, entries, limits, patterns. Equal for equal contracts, whatever
 * the order of fields and options. Throws where a schema holds something this walk does not know.
 */
export function shapeOf(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(shapeOf)
  if (typeof schema === 'function') throw new TypeError('a function in a schema has no shape: test/shape.ts')
  if (!isParts(schema)) return schema
  // A pipe repeats the entries of the schema it begins with.
  const { pipe } = schema
  const parts: Parts = Array.isArray(pipe) ? { pipe } : schema
  const names = Object.keys(parts).filter((name) => !SILENT.has(name) && parts[name] !== undefined)
  return keyed(names, (name) => (name === 'requirement' ? requirementOf(parts) : partOf(name, parts[name])))
}

function partOf(name: string, part: unknown): unknown {
  // Fields bear any name, also one that is silent elsewhere.
  if (name === 'entries' && isParts(part)) return keyed(Object.keys(part), (field) => shapeOf(part[field]))
  const shape = shapeOf(part)
  if (!UNORDERED.has(name) || !Array.isArray(shape)) return shape
  return shape.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
}

const keyed = (names: readonly string[], shape: (name: string) => unknown): Record<string, unknown> =>
  Object.fromEntries(names.toSorted().map((name) => [name, shape(name)]))

/** Short name of a shape: the first 16 hex digits of its SHA-256. */
export const shapeHash = (schema: v.GenericSchema): string =>
  createHash('sha256')
    .update(JSON.stringify(shapeOf(schema)))
    .digest('hex')
    .slice(0, 16)
