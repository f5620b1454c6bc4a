import { err, ok, type Result } from '@brotkasten/domain/result'
import { failure, type ReadFailure } from './failure.ts'

// The subset of XML 1.0 that index.xml needs: elements without attributes, text, comments, one document type without
// internal part. Whatever could make a reader fetch, expand or recurse (entities, PUBLIC, CDATA, processing
// instructions) is refused by name, so there is nothing to bomb with.

export interface XmlNode {
  readonly name: string
  readonly text: string
  readonly children: readonly XmlNode[]
}

export interface XmlDocument {
  readonly root: XmlNode
  /** The file the document type names. */
  readonly dtd: string
}

const MOST_ELEMENTS = 20_000
const DEEPEST = 12

const bad = (detail: string) => err(failure('malformedXml', 'index.xml', detail))

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Characters XML 1.0 allows (2.2). */
const isCharacter = (code: number): boolean =>
  code === 9 ||
  code === 10 ||
  code === 13 ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  (code >= 0x10000 && code <= 0x10ffff)

/** Text with its references replaced; null where one is not a character or one of the five names. */
function plainText(source: string): string | null {
  let known = true
  const text = source.replaceAll(/&([^;&\s]{0,12};?)/g, (_, reference: string) => {
    const name = reference.slice(0, -1)
    const digits = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name)
    const code = digits ? Number.parseInt(digits[1] ?? digits[2] ?? '', digits[1] ? 16 : 10) : Number.NaN
    const sign = digits && isCharacter(code) ? String.fromCodePoint(code) : NAMED[name]
    if (!reference.endsWith(';') || sign === undefined) known = false
    return sign ?? ''
  })
  return known ? text : null
}

/** The source without its comments; null where one is not closed. By search, because a pattern could be made to crawl. */
function withoutComments(source: string): string | null {
  const kept: string[] = []
  let from = 0
  for (let at = source.indexOf('<!--'); at >= 0; at = source.indexOf('<!--', from)) {
    const end = source.indexOf('-->', at + 4)
    if (end < 0) return null
    kept.push(source.slice(from, at))
    from = end + 3
  }
  kept.push(source.slice(from))
  return kept.join('')
}

/** Takes declaration and document type off the front; the rest, and the DTD it names. */
function readProlog(source: string): Result<{ readonly dtd: string; readonly rest: string }, ReadFailure> {
  const body = source.replace(/^\uFEFF?(?:<\?xml(?:\s[^<>?]{0,100})?\?>)?\s*/, '')
  if (/<!ENTITY|<!DOCTYPE[^>[]{0,500}\[/i.test(body))
    return err(failure('entityDeclaration', 'index.xml', 'declares entities or an internal document type'))
  const type = /^<!DOCTYPE\s+DataSet\s+SYSTEM\s+(?:"([^"<>]{0,200})"|'([^'<>]{0,200})')\s*>/.exec(body)
  if (!type) {
    const named = /<!DOCTYPE/i.test(body)
    return err(failure('wrongDtd', 'index.xml', named ? 'not DataSet SYSTEM "…"' : 'no document type'))
  }
  return ok({ dtd: type[1] ?? type[2] ?? '', rest: body.slice(type[0].length) })
}

interface Open {
  readonly name: string
  raw: string
  readonly children: XmlNode[]
}

/** Closes the innermost element; null where the tag does not fit or its text is none. */
function closed(element: Open | undefined, name: string): XmlNode | null {
  if (element?.name !== name) return null
  const text = plainText(element.raw)
  return text === null ? null : { name, text, children: element.children }
}

const TOKEN = /<(\/?)([A-Za-z][\w.-]{0,63})\s*(\/?)>|([^<]+)|(<)/g

/** Reads a document of that subset. Time is linear, depth and number of elements are bounded. */
export function readXml(source: string): Result<XmlDocument, ReadFailure> {
  const plain = withoutComments(source)
  if (plain === null) return bad('a comment without end')
  const prolog = readProlog(plain)
  if (!prolog.ok) return prolog
  const stack: Open[] = [{ name: '', raw: '', children: [] }]
  let elements = 0
  for (const [, slash, name, empty, text, stray] of prolog.value.rest.matchAll(TOKEN)) {
    const top = stack.at(-1)
    if (stray !== undefined || top === undefined) return bad('a tag that is none of an index')
    if (text !== undefined) top.raw += text
    if (name === undefined) continue
    elements += 1
    if (elements > MOST_ELEMENTS || stack.length > DEEPEST) return bad('too many elements, or too deep')
    if (slash === '/') {
      const node = closed(stack.pop(), name)
      if (node === null || empty === '/') return bad(`the end of ${name}`)
      stack.at(-1)?.children.push(node)
    } else if (empty === '/') top.children.push({ name, text: '', children: [] })
    else stack.push({ name, raw: '', children: [] })
  }
  const [outer] = stack
  const [root, another] = outer?.children ?? []
  if (stack.length !== 1 || !root || another || outer?.raw.trim() !== '') return bad('not one whole element')
  return ok({ root, dtd: prolog.value.dtd })
}
