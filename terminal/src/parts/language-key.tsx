import { useTill } from '../state/till.ts'
import { Icon } from './icon.tsx'

/** Switches to the other language; its label is in that language. */
export function LanguageKey() {
  const till = useTill()
  return (
    <button type="button" class="action quiet" onClick={till.toggleLanguage}>
      <Icon name="globe" /> {till.text().otherLanguage}
    </button>
  )
}
