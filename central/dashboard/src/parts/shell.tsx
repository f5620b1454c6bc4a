import { For, type JSX } from 'solid-js'
import { mayEnrol } from '../state/rights.ts'
import { hrefOf, SCREENS, type Screen } from '../state/route.ts'
import { useSession } from '../state/session.tsx'
import { useText } from '../state/settings.tsx'
import { Icon } from './icon.tsx'
import { LinkBanner, LinkChip } from './link-chip.tsx'
import { Logo } from './logo.tsx'
import { UserMenu } from './user-menu.tsx'

/** Head, menu and status strip around every screen; the menu moves to the bottom edge on a phone. */
export function Shell(props: { screen: Screen; children: JSX.Element }) {
  const text = useText()
  const { user } = useSession()
  const screens = () => {
    const who = user()
    return SCREENS.filter((screen) => screen !== 'enrol' || (who !== null && mayEnrol(who)))
  }
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
          <For each={screens()}>
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
