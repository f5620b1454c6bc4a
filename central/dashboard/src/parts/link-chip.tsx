import { Show } from 'solid-js'
import { useLive } from '../state/live-context.tsx'
import { useSettings } from '../state/settings.tsx'
import { clockText } from '../state/times.ts'

/** The dashboard's own line to the centre, always in sight. */
export function LinkChip() {
  const { live, link } = useLive()
  const { text, language } = useSettings()
  const words = () => {
    if (link().state === 'open') return text().link.open
    return link().state === 'waiting' ? text().link.lost : text().link.connecting
  }
  const hint = () => (live.asOf === null ? words() : text().link.openHint(clockText(live.asOf, language())))
  return (
    <span
      class="link-chip"
      role="status"
      data-state={link().state}
      title={link().state === 'open' ? hint() : undefined}
    >
      <span class="dot" aria-hidden="true" />
      {words()}
    </span>
  )
}

/** Appears once the line is gone for good reason to tell: the figures below are getting old. */
export function LinkBanner() {
  const { link, retry, now } = useLive()
  const { text, language } = useSettings()
  const lostAt = () => {
    const current = link()
    if (current.state === 'open' || current.lostAt === null || now() - current.lostAt < 3_000) return null
    return new Date(current.lostAt).toISOString()
  }
  return (
    <Show when={lostAt()}>
      {(since) => (
        <div class="banner" role="alert">
          <span>{text().link.banner(clockText(since(), language()))}</span>
          <button type="button" class="button" onClick={retry}>
            {text().link.retry}
          </button>
        </div>
      )}
    </Show>
  )
}
