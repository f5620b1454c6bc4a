/** The loaf, as in `public/icon.svg`. */
export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" />
      <path class="loaf" d="M6 18.5C6 12.6 10.2 9 16 9s10 3.6 10 9.5V21a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2z" />
      <path class="cut" d="m11.2 14.6 2.2 3M15.6 13.4l2.2 3M20 14.6l2.2 3" />
    </svg>
  )
}
