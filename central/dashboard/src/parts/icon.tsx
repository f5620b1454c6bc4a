import { For } from 'solid-js'

/** Strokes on a 20 × 20 grid, drawn for this dashboard. */
const STROKES = {
  online: ['M4.5 10.5 8.3 14.2 15.5 6.5'],
  offline: [
    'M3 3l14 14',
    'M6.2 9.2A6 6 0 0 1 8 8',
    'M11 7.3a6 6 0 0 1 3.4 1.9',
    'M8.3 12.3a3 3 0 0 1 3.2 0',
    'M10 15.5v.01',
    'M3.4 6.6a9.6 9.6 0 0 1 2-1.3',
    'M8.6 4.2a9.6 9.6 0 0 1 8 2.4',
  ],
  never: [
    'M10 3.5v.01',
    'M13.7 4.6v.01',
    'M16 7.7v.01',
    'M16 12.3v.01',
    'M13.7 15.4v.01',
    'M10 16.5v.01',
    'M6.3 15.4v.01',
    'M4 12.3v.01',
    'M4 7.7v.01',
    'M6.3 4.6v.01',
  ],
  alert: ['M10 3.2 17.6 16.3H2.4z', 'M10 8v3.6', 'M10 13.9v.01'],
  up: ['M10 16V5', 'M5.5 9 10 4.5 14.5 9'],
  shield: ['M10 2.8 16 5v4.6c0 3.6-2.5 6.3-6 7.6-3.5-1.3-6-4-6-7.6V5z', 'M7.3 9.9 9.3 12l3.6-4'],
  shieldBad: ['M10 2.8 16 5v4.6c0 3.6-2.5 6.3-6 7.6-3.5-1.3-6-4-6-7.6V5z', 'M10 6.8v3.4', 'M10 13v.01'],
  clock: ['M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14', 'M10 6.3V10l2.5 1.7'],
  branches: [
    'M3.5 8.2 5 3.8h10l1.5 4.4',
    'M3.5 8.2c0 2.6 3.2 2.6 3.25 0 0 2.6 3.25 2.6 3.25 0 0 2.6 3.25 2.6 3.25 0 .05 2.6 3.25 2.6 3.25 0',
    'M4.7 10.5v6h10.6v-6',
    'M8.3 16.3v-3.6h3.4v3.6',
  ],
  revenue: ['M3.5 16.5h13', 'M5.5 16.2v-4.7', 'M10 16.2V6.5', 'M14.5 16.2V9'],
  articles: ['M10.6 3.5h5.9v5.9l-7 7a1 1 0 0 1-1.4 0l-4.5-4.5a1 1 0 0 1 0-1.4z', 'M13.3 6.7v.01'],
  enrol: ['M4 6.5 10 3.3l6 3.2v7L10 16.7l-6-3.2z', 'M4.2 6.6 10 9.7l5.8-3.1', 'M10 9.8v6.7'],
  search: ['M9 4a5 5 0 1 1 0 10A5 5 0 0 1 9 4', 'M12.8 12.8 16.5 16.5'],
  user: ['M10 4a3 3 0 1 1 0 6 3 3 0 0 1 0-6', 'M4 16.5c.5-3 2.8-4.3 6-4.3s5.5 1.3 6 4.3'],
  left: ['M12 5 7 10l5 5'],
  right: ['M8 5l5 5-5 5'],
  copy: ['M7.5 7.5h8v8h-8z', 'M12.5 7.3V4.5h-8v8h2.8'],
  down: ['M5 8l5 5 5-5'],
} as const
export type IconName = keyof typeof STROKES

/** A decorative icon; its meaning always stands beside it in words. */
export function Icon(props: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
      <For each={STROKES[props.name]}>{(stroke) => <path d={stroke} />}</For>
    </svg>
  )
}
