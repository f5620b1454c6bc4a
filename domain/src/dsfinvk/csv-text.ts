import { type Bytes, putByte, putCharacter, reserve } from './bytes.ts'

const QUOTE = 0x22
const SEMICOLON = 0x3b
const CR = 0x0d
const LF = 0x0a
const TAB = 0x09
/** Bytes a code unit takes at most. */
const WIDEST = 3

const isBlank = (code: number): boolean => code === 0x20 || code === TAB || code === 0xa0
const isControl = (code: number): boolean =>
  (code < 0x20 && code !== TAB && code !== LF && code !== CR) || (code >= 0x7f && code < 0xa0)

/** Length in characters, not in bytes or halves of a pair. */
export function longerThan(text: string, max: number): boolean {
  if (text.length <= max) return false
  let characters = 0
  for (const _ of text) characters++
  return characters > max
}

const PLAIN = 0
const SPECIAL = 1
const BAD = 2
/** What each ASCII sign does to a cell: looked up, because every character of an export comes by here. */
const KINDS = Uint8Array.from({ length: 0x80 }, (_, code) => {
  if (code === QUOTE || code === SEMICOLON || code === CR || code === LF) return SPECIAL
  return isControl(code) ? BAD : PLAIN
})

/** Writes a text as it is. `special` if it must be quoted after all, `bad` if it cannot stand in the file. */
function putPlain(out: Bytes, text: string): 'done' | 'special' | 'bad' {
  reserve(out, text.length * WIDEST)
  const { buffer } = out
  let to = out.length
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at)
    if (code < 0x80) {
      if (KINDS[code] !== PLAIN) return KINDS[code] === SPECIAL ? 'special' : 'bad'
      buffer[to++] = code
      at += 1
      continue
    }
    if (isControl(code)) return 'bad'
    out.length = to
    const taken = putCharacter(out, text, at)
    if (taken === 0) return 'bad'
    to = out.length
    at += taken
  }
  out.length = to
  return 'done'
}

function putQuoted(out: Bytes, text: string): boolean {
  reserve(out, text.length * WIDEST + 2)
  putByte(out, QUOTE)
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at)
    if (isControl(code)) return false
    const taken = code < 0x80 ? 1 : putCharacter(out, text, at)
    if (taken === 0) return false
    if (code < 0x80) putByte(out, code)
    if (code === QUOTE) putByte(out, QUOTE)
    at += taken
  }
  putByte(out, QUOTE)
  return true
}

/**
 * Writes a text cell in UTF-8, quoted where it holds a separator, a quote or a line break, or begins or ends with a
 * blank. False for control characters other than tab and line breaks, and for half a surrogate pair.
 */
export function putText(out: Bytes, text: string): boolean {
  const start = out.length
  if (!isBlank(text.charCodeAt(0)) && !isBlank(text.charCodeAt(text.length - 1))) {
    const outcome = putPlain(out, text)
    if (outcome !== 'special') return outcome === 'done'
    out.length = start
  }
  return putQuoted(out, text)
}
