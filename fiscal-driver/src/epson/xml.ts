/** An element without attributes: that is all the protocol has. */
export interface XmlElement {
  readonly name: string
  readonly text: string
  readonly children: readonly XmlElement[]
}

const MOST_TOKENS = 256
const DEEPEST = 8

/** Writes an element with text or with children. */
export const element = (name: string, ...content: readonly (string | readonly string[])[]): string =>
  `<${name}>${content.map((part) => (typeof part === 'string' ? escapeText(part) : part.join(''))).join('')}</${name}>`

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

const escapeText = (value: string): string => value.replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign)

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function plainText(value: string): string {
  return value.replaceAll(/&(#x?[0-9a-f]{1,6}|[a-z]{2,4});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name] ?? whole
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10)
    return Number.isInteger(code) && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

interface Open {
  readonly name: string
  text: string
  readonly children: XmlElement[]
}

/** Reads one element; attributes are skipped. Null where the text is none, or too deep, or too long a tree. */
export function parseXml(source: string): XmlElement | null {
  const stack: Open[] = [{ name: '', text: '', children: [] }]
  let tokens = 0
  for (const [, declaration, tag, plain] of source.matchAll(/(<[?!][^>]*>)|<([^>]*)>|([^<]+)/g)) {
    const top = stack.at(-1)
    tokens += 1
    if (top === undefined || tokens > MOST_TOKENS || stack.length > DEEPEST) return null
    if (plain !== undefined) top.text += plain
    else if (declaration === undefined && !step(stack, top, tag ?? '')) return null
  }
  const [root] = stack
  return stack.length === 1 && root?.children.length === 1 && root.text.trim() === ''
    ? (root.children[0] ?? null)
    : null
}

/** Takes one tag in; false where it does not fit. */
function step(stack: Open[], top: Open, tag: string): boolean {
  const [, slash, name = '', empty] = /^(\/?)([\w-]+)(?:\s[^/]*)?(\/?)$/.exec(tag) ?? []
  if (name === '') return false
  if (slash !== '/') {
    const opened = { name, text: '', children: [] }
    if (empty === '/') top.children.push(opened)
    else stack.push(opened)
    return true
  }
  stack.pop()
  stack.at(-1)?.children.push({ ...top, text: plainText(top.text) })
  return top.name === name && stack.length > 0
}

/** The text of the first element of that name, the tree walked from the top. */
export function textOf(root: XmlElement, name: string): string | null {
  if (root.name === name) return root.text
  for (const child of root.children) {
    const found = textOf(child, name)
    if (found !== null) return found
  }
  return null
}
