import { CONTENT_MODELS } from '@brotkasten/domain/dsfinvk/dtd'
import type { XmlNode } from './xml.ts'

/** A content model as a regular expression over the children's names, each followed by a semicolon. */
const patternOf = (model: string): RegExp =>
  new RegExp(`^(?:${model.replaceAll(/\w+/g, (name) => `(?:${name};)`).replaceAll(/[,\s]/g, '')})$`)

const isLeaf = (model: string): boolean => model === 'EMPTY' || model === '(#PCDATA)'

const patterns = new Map(
  Object.entries(CONTENT_MODELS)
    .filter(([, model]) => !isLeaf(model))
    .map(([name, model]) => [name, patternOf(model)]),
)

function fits(node: XmlNode): boolean {
  const model = Object.hasOwn(CONTENT_MODELS, node.name) ? CONTENT_MODELS[node.name] : undefined
  if (model === '(#PCDATA)') return node.children.length === 0
  if (model === 'EMPTY') return node.children.length === 0 && node.text === ''
  const pattern = patterns.get(node.name)
  if (pattern === undefined || node.text.trim() !== '') return false
  return pattern.test(node.children.map(({ name }) => `${name};`).join(''))
}

/** Name of the first element whose content is not what the description standard allows; null where all is. */
export function misfit(node: XmlNode): string | null {
  if (!fits(node)) return node.name
  for (const child of node.children) {
    const found = misfit(child)
    if (found !== null) return found
  }
  return null
}
