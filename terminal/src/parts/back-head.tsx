import { Icon } from './icon.tsx'

interface BackHeadProps {
  readonly title: string
  readonly label: string
  readonly onBack: () => void
}

/** Head of a screen that one leaves again. */
export const BackHead = (props: BackHeadProps) => (
  <header class="page-head">
    <button type="button" class="action" onClick={props.onBack}>
      <Icon name="back" /> {props.label}
    </button>
    <h1>{props.title}</h1>
  </header>
)
