/** One plain sentence for the cashier and at most one thing to do about it. */
export interface Note {
  readonly tone: 'info' | 'hint' | 'error'
  readonly words: string
  readonly action?: { readonly label: string; readonly run: () => void }
}
