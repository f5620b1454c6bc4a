import { For, type JSX } from 'solid-js'
import { hrefOf, SCREENS, type Screen } from '../state/route.ts'
import { useText } from '../state/settings.tsx'
import { Icon } from './icon.tsx'
import { LinkBanner, LinkChip } from './link-chip.tsx'
import { Logo } from './logo.tsx'
import { UserMenu } from './user-menu.tsx'

/** Head, menu and status strip around every screen; the menu moves to the bottom edge on a phone. */
export function Shell(props: { screen: Screen; children: JSX.Element }) {
  const text = useText()
  return (
    <div class="shell">
      <button type="button" class="skip" onClick={skip}>
        {text().skip}
      </button>
      <header class="head">
        <a class="brand" href={hrefOf('branches')}>
          <Logo />
          <span class="brand-name">{text().product}</span>
          <span class="brand-office">{text().office}</span>
        </a>
        <nav class="nav" aria-label={text().navLabel}>
          <For each={SCREENS}>
            {(screen) => (
              <a href={hrefOf(screen)} aria-current={props.screen === screen ? 'page' : undefined}>
                <Icon name={screen} />
                <span>{text().nav[screen]}</span>
              </a>
            )}
          </For>
        </nav>
        <div class="head-end">
          <LinkChip />
          <UserMenu />
        </div>
      </header>
      <LinkBanner />
      <main class="page" id="main" tabindex="-1">
        {props.children}
      </main>
    </div>
  )
}

/** A button, because the hash of a link would belong to the screens. */
function skip() {
  document.getElementById('main')?.focus()
}
