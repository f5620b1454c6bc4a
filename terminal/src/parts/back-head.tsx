import type { JSX } from 'solid-js'
import { Icon } from './icon.tsx'

interface BackHeadProps {
  readonly title: string
  readonly label: string
  readonly onBack: () => void
  readonly disabled?: boolean
  /** What else can be done here, at the far end. */
  readonly children?: JSX.Element
}

/** Head of a screen that one leaves again. */
export const BackHead = (props: BackHeadProps) => (
  <header class="page-head">
    <button type="button" class="action" disabled={props.disabled} onClick={props.onBack}>
      <Icon name="back" /> {props.label}
    </button>
    <h1>{props.title}</h1>
    {props.children}
  </header>
)
