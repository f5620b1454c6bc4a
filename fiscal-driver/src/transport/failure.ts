import { err } from '@brotkasten/domain/result'

/** What a transport can fail with; it is also a `TseFailure`. */
export interface Unreachable {
  readonly kind: 'unreachable'
  readonly detail: string
}

export const unreachable = (detail: string) => err<Unreachable>({ kind: 'unreachable', detail })

/** The operating system's name of an I/O error, such as EIO. */
export function systemCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return error instanceof Error ? error.message : String(error)
}
