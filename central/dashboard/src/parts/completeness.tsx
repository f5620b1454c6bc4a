import { useSettings } from '../state/settings.tsx'
import { clockText } from '../state/times.ts'
import { Icon } from './icon.tsx'

/** "Vollständig für n von m Filialen, Stand hh:mm": stands with every figure (guide, section 13). */
export function Completeness(props: { completeFor: number; of: number; asOf: string | null }) {
  const { text, language } = useSettings()
  const whole = () => props.completeFor === props.of
  return (
    <p class="completeness" data-tone={whole() ? 'ok' : 'warn'} data-testid="completeness">
      <Icon name={whole() ? 'online' : 'clock'} />
      <span>
        {text().complete(props.completeFor, props.of)}
        {props.asOf === null ? '' : `, ${text().asOf(clockText(props.asOf, language()))}`}
      </span>
    </p>
  )
}
