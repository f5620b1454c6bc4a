import type { JSX } from 'solid-js'
import { useText } from '../state/settings.tsx'
import { Flash } from './flash.tsx'

/** One headline figure with its name. */
export function Figure(props: {
  label: string
  value: string
  testId?: string
  large?: boolean
  hint?: JSX.Element
}) {
  const text = useText()
  return (
    <div class="figure" data-large={props.large} data-unknown={props.value === text().unknown}>
      <dt>{props.label}</dt>
      <dd>
        <Flash quiet value={props.value} {...(props.testId ? { testId: props.testId } : {})}>
          {props.value}
        </Flash>
        {props.hint}
      </dd>
    </div>
  )
}
