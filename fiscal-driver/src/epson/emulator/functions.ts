import type { FunctionName, InputOf, OutputOf } from '../functions.ts'
import type { Desk, Outcome } from './desk.ts'
import { exportFunctions } from './export-functions.ts'
import { signFunctions } from './sign-functions.ts'
import { userFunctions } from './user-functions.ts'

export type EmulatedFunction<N extends FunctionName> = (
  desk: Desk,
  input: InputOf<N>,
) => Outcome<OutputOf<N>> | Promise<Outcome<OutputOf<N>>>

export type EmulatedFunctions = { readonly [N in FunctionName]: EmulatedFunction<N> }

/** One for every function of the table; a missing one does not compile. */
export const EMULATED: EmulatedFunctions = { ...exportFunctions, ...signFunctions, ...userFunctions }
