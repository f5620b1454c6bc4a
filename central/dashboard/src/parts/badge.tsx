import { Icon, type IconName } from './icon.tsx'

export type Tone = 'ok' | 'warn' | 'bad' | 'quiet'

/** A state in words with icon and colour; none of the three stands alone. */
export function Badge(props: { tone: Tone; icon: IconName; text: string; filled?: boolean }) {
  return (
    <span class="badge" data-tone={props.tone} data-filled={props.filled}>
      <Icon name={props.icon} />
      <span>{props.text}</span>
    </span>
  )
}
