import { createEffect, createSignal } from 'solid-js'
import { de, type Text } from '../text/de.ts'
import { en } from '../text/en.ts'
import { createRequired } from './context.tsx'
import type { Language } from './times.ts'

export const LANGUAGES = ['de', 'en'] as const
export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const TEXTS: Record<Language, Text> = { de, en }

/** A choice kept in this browser; anything unknown there counts as the first option. */
function createChoice<T extends string>(key: string, options: readonly [T, ...T[]]) {
  const stored = localStorage.getItem(key)
  const [choice, setChoice] = createSignal<T>(options.find((option) => option === stored) ?? options[0])
  const choose = (option: T) => {
    localStorage.setItem(key, option)
    setChoice(() => option)
  }
  return [choice, choose] as const
}

function createSettings() {
  const [language, setLanguage] = createChoice<Language>('brotkasten.language', LANGUAGES)
  const [theme, setTheme] = createChoice<Theme>('brotkasten.theme', THEMES)
  createEffect(() => {
    document.documentElement.lang = language()
    document.documentElement.dataset.theme = theme()
  })
  return { language, setLanguage, theme, setTheme, text: () => TEXTS[language()] }
}

export const [SettingsProvider, useSettings] = createRequired('settings', createSettings)

/** The texts in the chosen language. */
export const useText = () => useSettings().text
