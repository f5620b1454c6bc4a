import { createSignal, onCleanup, Show } from 'solid-js'
import { useSession } from '../state/session.tsx'
import { LANGUAGES, THEMES, useSettings } from '../state/settings.tsx'
import { Icon } from './icon.tsx'
import { Segmented } from './segmented.tsx'

const LANGUAGE_NAMES = { de: 'Deutsch', en: 'English' } as const

/** Who is logged in, the display settings and the way out. */
export function UserMenu() {
  const [open, setOpen] = createSignal(false)
  const { user, logout } = useSession()
  const settings = useSettings()
  const { text } = settings
  let root: HTMLDivElement | undefined
  const keepRoot = (made: HTMLDivElement) => {
    root = made
  }

  const outside = (event: Event) => {
    if (event.target instanceof Node && !root?.contains(event.target)) setOpen(false)
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setOpen(false)
  }
  document.addEventListener('pointerdown', outside)
  document.addEventListener('keydown', onKey)
  onCleanup(() => {
    document.removeEventListener('pointerdown', outside)
    document.removeEventListener('keydown', onKey)
  })

  const name = () => user()?.name ?? ''
  return (
    <div class="user-menu" ref={keepRoot}>
      <button
        type="button"
        class="button quiet"
        aria-expanded={open()}
        aria-label={`${text().menu.label}: ${name()}`}
        onClick={() => setOpen(!open())}
      >
        <Icon name="user" />
        <span class="user-name">{name()}</span>
        <Icon name="down" />
      </button>
      <Show when={open()}>
        <div class="user-panel">
          <p class="user-full">{name()}</p>
          <div class="user-row">
            <span>{text().menu.language}</span>
            <Segmented
              legend={text().menu.language}
              options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
              value={settings.language()}
              onChange={settings.setLanguage}
            />
          </div>
          <div class="user-row">
            <span>{text().menu.theme}</span>
            <Segmented
              legend={text().menu.theme}
              options={THEMES.map((value) => ({ value, label: text().menu[value] }))}
              value={settings.theme()}
              onChange={settings.setTheme}
            />
          </div>
          <button type="button" class="button" onClick={() => void logout()}>
            {text().menu.logout}
          </button>
        </div>
      </Show>
    </div>
  )
}
