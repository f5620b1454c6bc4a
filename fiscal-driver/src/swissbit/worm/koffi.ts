import { err, ok, type Result } from '@brotkasten/domain/result'
import type { SwissbitFailure } from '../errors.ts'

/** A C function as `koffi` makes it; output parameters are arrays of one. */
export type ForeignFunction = (...args: readonly unknown[]) => unknown

/** The part of `koffi` that is used. */
export interface Koffi {
  load(path: string): { func(prototype: string): ForeignFunction }
  proto(prototype: string): unknown
  decode(pointer: unknown, type: string, length: number): unknown
}

const isFunction = (value: unknown): value is ForeignFunction => typeof value === 'function'

function isKoffi(value: unknown): value is Koffi {
  if (typeof value !== 'object' || value === null) return false
  return ['load', 'proto', 'decode'].every((name) => isFunction(Reflect.get(value, name)))
}

/**
 * Loads the package `koffi`, which this project does not bring along: whoever uses the maker's library installs both.
 * `load` stands in for the import in tests.
 */
export async function loadKoffi(
  load: () => Promise<unknown> = () => import(/* @vite-ignore */ PACKAGE),
): Promise<Result<Koffi, SwissbitFailure>> {
  try {
    const loaded: unknown = await load()
    const found = [loaded, Reflect.get(Object(loaded), 'default')].find(isKoffi)
    if (found !== undefined) return ok(found)
  } catch {
    // Not installed is the expected case and said below.
  }
  return err({
    kind: 'unreachable',
    detail: 'the package koffi is not installed; the maker’s library cannot be called without it',
  })
}

/** In a variable, so that neither compiler nor bundler looks for it. */
const PACKAGE: string = 'koffi'
