import { InvalidArgumentError } from 'commander'

/** An address as typed: `box3:8080` will do. Throws commander's error where it is none. */
export function url(text: string): string {
  const full = /^https?:\/\//.test(text) ? text : `http://${text}`
  if (!URL.canParse(full)) throw new InvalidArgumentError('Das ist keine Adresse.')
  return new URL(full).href
}
