import { createEffect, type JSX } from 'solid-js'

/** Lights up for a moment when `value` changes; never at first sight and never against the reader's settings. */
export function Flash(props: {
  value: unknown
  /** Warms the letters instead of the ground: for large figures that change with every sale. */
  quiet?: boolean
  class?: string
  testId?: string
  children: JSX.Element
}) {
  let element: HTMLSpanElement | undefined
  const keepElement = (made: HTMLSpanElement) => {
    element = made
  }
  createEffect((last: { value: unknown } | undefined) => {
    const { value } = props
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches
    if (last && last.value !== value && !still)
      element?.animate(props.quiet ? [{ color: 'var(--accent)' }] : [{ backgroundColor: 'var(--flash)' }], {
        duration: 1_600,
        easing: 'ease-out',
      })
    return { value }
  })
  return (
    <span ref={keepElement} class={`flash ${props.class ?? ''}`} data-testid={props.testId}>
      {props.children}
    </span>
  )
}
