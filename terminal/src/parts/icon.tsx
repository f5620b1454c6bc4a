const PATHS = {
  check: 'M4 12.5l5 5L20 6.5',
  alert: 'M12 4l9 16H3zM12 10v4M12 17v.5',
  search: 'M10.5 4a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM15.5 15.5L21 21',
  receipt: 'M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6',
  person: 'M12 4a4 4 0 100 8 4 4 0 000-8zM4 21c0-4 3.5-6 8-6s8 2 8 6',
  back: 'M14 6l-6 6 6 6M8 12h12',
  erase: 'M9 5h12v14H9l-6-7zM12 9.5l5 5M17 9.5l-5 5',
  bin: 'M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  times: 'M6 6l12 12M18 6L6 18',
  bag: 'M5 8h14l1 13H4zM9 10V6a3 3 0 016 0v4',
  cup: 'M4 8h12v7a5 5 0 01-5 5H9a5 5 0 01-5-5zM16 10h2a2.5 2.5 0 010 5h-2M8 5V3M12 5V3',
  globe: 'M12 3a9 9 0 100 18 9 9 0 000-18zM3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18',
  box: 'M3 8l9-4 9 4v9l-9 4-9-4zM3 8l9 4 9-4M12 12v9',
  house: 'M4 11l8-7 8 7v9H4zM10 20v-6h4v6',
  shield: 'M12 3l8 3v6c0 5-3.500 7.500-8 9-4.500-1.500-8-4-8-9V6z',
  drawer: 'M3 12h18v8H3zM6 12V4h12v8M9 8h6M10 16h4',
  refund: 'M8 5L3 10l5 5M3 10h11a5 5 0 010 10h-3',
  into: 'M12 3v11M7 9l5 5 5-5M4 20h16',
  out: 'M12 14V3M7 8l5-5 5 5M4 20h16',
  coins: 'M9 4a5 5 0 100 10A5 5 0 009 4zM16 10a5 5 0 11-4.500 7.200',
  eye: 'M2 12c3-5 6-7 10-7s7 2 10 7c-3 5-6 7-10 7s-7-2-10-7zM12 9.500a2.500 2.500 0 100 5 2.500 2.500 0 000-5z',
} as const
export type IconName = keyof typeof PATHS

/** A line drawing in the size and colour of the text beside it; never without words. */
export const Icon = (props: { readonly name: IconName }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={PATHS[props.name]} />
  </svg>
)
