/**
 * Command tables. A form is an object of named fields; its order is the order on the wire. The types of requests and
 * replies are derived from the table, and one reader and one writer walk every form of a protocol.
 */

/** How one value goes to and comes from the wire. `R` notes its own faults; `name` is its place in the form. */
export interface Field<T, W, R> {
  write(to: W, value: T, name: string): void
  read(from: R, name: string): T
}

export type Form<W, R> = { readonly [name: string]: Field<unknown, W, R> }

/** The values a form carries. */
export type ValuesOf<F> = {
  readonly [K in keyof F]: F[K] extends { read(from: never, name: string): infer T } ? T : never
}

/** Writes all fields in the order of the form. */
export function writeForm<W, R, F extends Form<W, R>>(form: F, to: W, values: ValuesOf<F>): void {
  for (const name in form) form[name]?.write(to, values[name], name)
}

/** Reads all fields in the order of the form. */
export function readForm<W, R, F extends Form<W, R>>(form: F, from: R): ValuesOf<F> {
  const values: Record<string, unknown> = {}
  for (const name in form) values[name] = form[name]?.read(from, name)
  // The one place where the compiler cannot follow: the loop has set every key of the form from its own field.
  return values as ValuesOf<F>
}
