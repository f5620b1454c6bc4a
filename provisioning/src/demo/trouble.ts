/** Why the demo does not run: sentences that say what to do. */
export interface DemoFailure {
  readonly kind: 'trouble'
  readonly message: string
}

export const trouble = (message: string): DemoFailure => ({ kind: 'trouble', message })
