import { createSignal } from 'solid-js'
import { de, type Text } from '../text/de.ts'
import { en } from '../text/en.ts'

const KEY = 'brotkasten.language'
type Language = 'de' | 'en'

/** Words of the chosen language, remembered by this browser. */
export function createLanguage(store: Pick<Storage, 'getItem' | 'setItem'>) {
  const [language, setLanguage] = createSignal<Language>(store.getItem(KEY) === 'en' ? 'en' : 'de')
  const choose = (chosen: Language) => {
    setLanguage(chosen)
    document.documentElement.lang = chosen
    store.setItem(KEY, chosen)
  }
  document.documentElement.lang = language()
  return {
    text: (): Text => (language() === 'en' ? en : de),
    toggle: () => choose(language() === 'en' ? 'de' : 'en'),
  }
}
