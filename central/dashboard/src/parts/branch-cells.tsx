import { Match, Show, Switch } from 'solid-js'
import type { BranchRow } from '../client/shapes.ts'
import { useLive } from '../state/live-context.tsx'
import { hrefOf } from '../state/route.ts'
import { useSession } from '../state/session.tsx'
import { useSettings } from '../state/settings.tsx'
import { countText, momentText } from '../state/times.ts'
import { Badge } from './badge.tsx'

type Props = { row: BranchRow }

/** Whether the centre hears the box, and since when not. */
export function ConnectionCell(props: Props) {
  const { now } = useLive()
  const { user } = useSession()
  const { text, language } = useSettings()
  const offline = () => {
    const { since, lastContact } = props.row
    const from = since ?? lastContact
    if (from === null) return text().branches.offline
    return text().branches.offlineSince(momentText(from, now(), language()))
  }
  return (
    <Switch>
      <Match when={props.row.connection === 'online'}>
        <Badge tone="ok" icon="online" text={text().branches.online} />
      </Match>
      <Match when={props.row.connection === 'offline'}>
        <Badge filled tone="bad" icon="offline" text={offline()} />
      </Match>
      <Match when={props.row.connection === 'never'}>
        <Badge tone="quiet" icon="never" text={text().branches.never} />
        <Show when={user()?.role === 'admin'}>
          <a class="sub" href={hrefOf('enrol', props.row.branchId)}>
            {text().branches.setUp}
          </a>
        </Show>
      </Match>
    </Switch>
  )
}

/** How many bookings the box still has to send; of an offline box only the last word is known. */
export function BacklogCell(props: Props) {
  const { text, language } = useSettings()
  const count = () => countText(props.row.backlog, language())
  return (
    <Switch fallback={<span class="muted">{text().branches.backlog(0, '')}</span>}>
      <Match when={props.row.connection === 'never'}>
        <span class="muted">–</span>
      </Match>
      <Match when={props.row.completeUntil === null}>
        <span class="muted">{text().unknown}</span>
      </Match>
      <Match when={props.row.connection === 'offline'}>
        <span class="muted">
          {props.row.backlog === 0 ? text().unknown : text().branches.lastKnown(props.row.backlog, count())}
        </span>
      </Match>
      <Match when={props.row.backlog > 0}>
        <Badge tone="warn" icon="up" text={text().branches.backlog(props.row.backlog, count())} />
      </Match>
    </Switch>
  )
}

/** State of the technical security device; of a box out of contact it is the last known one. */
export function TseCell(props: Props) {
  const { text } = useSettings()
  const tse = () => text().branches.tse
  return (
    <Switch fallback={<span class="muted">{props.row.connection === 'never' ? '–' : tse().none}</span>}>
      <Match when={props.row.tse === 'ok'}>
        <Badge tone={props.row.connection === 'online' ? 'ok' : 'quiet'} icon="shield" text={tse().ok} />
      </Match>
      <Match when={props.row.tse === 'simulator'}>
        <Badge tone="warn" icon="shield" text={tse().simulator} />
      </Match>
      <Match when={props.row.tse === 'outage'}>
        <Badge filled tone="bad" icon="shieldBad" text={tse().outage} />
      </Match>
      <Match when={props.row.tse === 'starting'}>
        <Badge tone="quiet" icon="clock" text={tse().starting} />
      </Match>
    </Switch>
  )
}

/** Software of the box and the catalogue version it sells with. */
export function VersionCell(props: Props) {
  const { text, language } = useSettings()
  return (
    <Show when={props.row.softwareVersion} fallback={<span class="muted">–</span>}>
      {(version) => (
        <>
          {version()}
          <Show when={props.row.catalogueVersion}>
            {(catalogue) => (
              <span class="sub">{text().branches.catalogue(countText(catalogue(), language()))}</span>
            )}
          </Show>
        </>
      )}
    </Show>
  )
}
