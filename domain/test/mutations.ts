import * as v from 'valibot'

/** A message with one thing wrong with it, and the dot path of the field a refusal has to name. */
export interface Mutation {
  readonly path: string
  readonly how: 'missing' | 'of the wrong type'
  readonly message: unknown
}

type Keyed = Record<string, unknown>
const isKeyed = (value: unknown): value is Keyed => typeof value === 'object' && value !== null
const rebuilt = (container: Keyed, change: Keyed): unknown =>
  Array.isArray(container) ? Object.assign([...container], change) : { ...container, ...change }
const without = (container: Keyed, key: string): unknown =>
  Object.fromEntries(Object.entries(container).filter(([name]) => name !== key))
/** Objects and null turn into a number, everything else into a list: no schema here takes one for the other. */
const wrongTypeOf = (value: unknown): unknown => (isKeyed(value) || value === null ? 7.5 : [])

/** Every field of a message once missing and once of a wrong type, however deep it lies. */
export function mutationsOf(message: unknown, path = ''): Mutation[] {
  if (!isKeyed(message)) return []
  return Object.entries(message).flatMap(([key, value]) => {
    const here = path === '' ? key : `${path}.${key}`
    const deeper = mutationsOf(value, here).map((inner) => ({
      ...inner,
      message: rebuilt(message, { [key]: inner.message }),
    }))
    const missing: Mutation[] = Array.isArray(message)
      ? []
      : [{ path: here, how: 'missing', message: without(message, key) }]
    const wrong = rebuilt(message, { [key]: wrongTypeOf(value) })
    return [...missing, { path: here, how: 'of the wrong type', message: wrong }, ...deeper]
  })
}

/** Field that a schema names when it refuses a message; null where it accepts it. */
export function refusedField(schema: v.GenericSchema, message: unknown): string | null {
  const parsed = v.safeParse(schema, message)
  return parsed.success ? null : (v.getDotPath(parsed.issues[0]) ?? '')
}

/** Mutations that a schema accepts or blames on another field; none for a schema that guards every field. */
export function unguardedFields(
  schema: v.GenericSchema,
  golden: unknown,
  open: readonly string[] = [],
): string[] {
  return mutationsOf(golden)
    .filter(({ path, message }) => !open.includes(path) && refusedField(schema, message) !== path)
    .map(({ path, how }) => `${path} ${how}`)
}

/** A copy of a message with one field, named by its dot path, set to another value. */
export function withField(message: unknown, path: string, value: unknown): unknown {
  const [key = '', ...rest] = path.split('.')
  if (!isKeyed(message) || !(key in message)) throw new RangeError(`no field ${key} in the golden example`)
  return rebuilt(message, {
    [key]: rest.length === 0 ? value : withField(message[key], rest.join('.'), value),
  })
}

/** Of hand-written bad values, those a schema accepts or blames on another field. */
export function unrefusedValues(
  schema: v.GenericSchema,
  golden: unknown,
  bad: readonly (readonly [path: string, value: unknown])[],
): string[] {
  return bad
    .filter(([path, value]) => refusedField(schema, withField(golden, path, value)) !== path)
    .map(([path, value]) => `${path} = ${JSON.stringify(value)}`)
}
