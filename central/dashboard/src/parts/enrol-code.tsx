import { createSignal, Show } from 'solid-js'
import type { Enrolment } from '../client/shapes.ts'
import { useLive } from '../state/live-context.tsx'
import { useText } from '../state/settings.tsx'
import { countdownText } from '../state/times.ts'
import { Badge } from './badge.tsx'
import { Icon } from './icon.tsx'

/** The one-time code, how long it lasts, the command to run, and in the end the word that it worked. */
export function EnrolCode(props: { made: Enrolment; enrolled: boolean; branch: string }) {
  const { now } = useLive()
  const text = useText()
  const [copied, setCopied] = createSignal<'copy' | 'copied' | 'copyFailed'>('copy')
  const rest = () => Date.parse(props.made.expiresAt) - now()
  const command = () => `npx brotkasten box enrol --centre ${location.origin} --code ${props.made.code}`
  const copy = async () => {
    // Without HTTPS a browser has no clipboard; the command can still be marked by hand.
    const done = await navigator.clipboard?.writeText(command()).then(
      () => true,
      () => false,
    )
    setCopied(done ? 'copied' : 'copyFailed')
  }
  return (
    <Show
      when={!props.enrolled}
      fallback={<Badge filled tone="ok" icon="online" text={text().enrol.done(props.branch)} />}
    >
      <Show
        when={rest() > 0}
        fallback={
          <p class="form-message" role="alert">
            {text().enrol.expired}
          </p>
        }
      >
        <dl class="enrol-code">
          <dt>{text().enrol.code}</dt>
          <dd>
            <output class="code" data-testid="enrolment-code">
              {props.made.code}
            </output>
            <span class="muted" role="timer">
              {text().enrol.expires(countdownText(rest()))}
            </span>
          </dd>
          <dt>{text().enrol.command}</dt>
          <dd>
            <code class="command">{command()}</code>
            <button type="button" class="button" onClick={() => void copy()}>
              <Icon name={copied() === 'copied' ? 'online' : 'copy'} />
              <span aria-live="polite">{text().enrol[copied()]}</span>
            </button>
          </dd>
        </dl>
        <p class="muted waiting">{text().enrol.waiting}</p>
      </Show>
    </Show>
  )
}
