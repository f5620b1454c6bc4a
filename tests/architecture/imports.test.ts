import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const PARTS = [
  'domain',
  'fiscal-driver',
  'edge',
  'terminal',
  'central/dashboard',
  'central',
  'provisioning',
  'tests',
] as const
type Part = (typeof PARTS)[number]

/** Who may import whom at run time; `types` lists what may be imported as a type only. */
const ALLOWED: Record<Part, { run: readonly Part[]; types: readonly Part[] }> = {
  domain: { run: [], types: [] },
  'fiscal-driver': { run: ['domain'], types: [] },
  edge: { run: ['domain', 'fiscal-driver'], types: [] },
  terminal: { run: ['domain'], types: ['edge'] },
  central: { run: ['domain', 'fiscal-driver'], types: [] },
  'central/dashboard': { run: ['domain'], types: ['central'] },
  provisioning: { run: ['domain', 'fiscal-driver'], types: [] },
  tests: {
    run: ['domain', 'fiscal-driver', 'edge', 'central', 'provisioning', 'terminal', 'central/dashboard'],
    types: [],
  },
}

const partOf = (path: string): Part | undefined =>
  PARTS.find((part) => path === part || path.startsWith(`${part}/`))
const PACKAGES: Record<string, Part> = { dashboard: 'central/dashboard', 'fiscal-driver': 'fiscal-driver' }

interface Import {
  readonly from: string
  readonly target: string
  readonly typeOnly: boolean
}

const files = PARTS.flatMap((part) =>
  readdirSync(join(root, part), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/(^|\/)(node_modules|dist)\//.test(file))
    .map((file) => join(part, file)),
)
const sources = [...new Set(files)]

const IMPORT = /^(?:import|export)\s+(type\s+)?[^'"]*?from\s+'([^']+)'|\bimport\('([^']+)'\)/gm

const imports: Import[] = sources.flatMap((from) =>
  [...readFileSync(join(root, from), 'utf8').matchAll(IMPORT)].map((match) => ({
    from,
    target: match[2] ?? match[3] ?? '',
    typeOnly: match[1] !== undefined,
  })),
)

/** The file a relative import names, or the part a package import names; null for somebody else's package. */
function resolved({ from, target }: Import): string | null {
  if (target.startsWith('.')) return relative(root, resolve(root, dirname(from), target))
  const own = /^@brotkasten\/([^/]+)/.exec(target)?.[1]
  return own === undefined ? null : (PACKAGES[own] ?? own)
}

test('parts import only downwards, and browser apps see their server as types only', () => {
  const broken = imports.flatMap((entry) => {
    const target = resolved(entry)
    const [from, to] = [partOf(entry.from), target === null ? undefined : partOf(target)]
    if (from === undefined || to === undefined || from === to) return []
    const allowed = ALLOWED[from].run.includes(to) || (entry.typeOnly && ALLOWED[from].types.includes(to))
    return allowed ? [] : [`${entry.from} imports ${entry.target}`]
  })
  expect(broken).toEqual([])
})

test('the test looks at imports of every part', () => {
  expect(new Set(imports.map((entry) => partOf(entry.from))).size).toBeGreaterThanOrEqual(PARTS.length - 2)
})

test('the language of the shop imports nothing but its schema library', () => {
  const foreign = imports
    .filter(
      (entry) =>
        entry.from.startsWith('domain/src/') &&
        !entry.from.endsWith('.test.ts') &&
        !entry.target.startsWith('.'),
    )
    .map((entry) => entry.target)
  expect([...new Set(foreign)]).toEqual(['valibot'])
})

test('nothing imports in a circle', () => {
  const graph = new Map<string, string[]>()
  for (const entry of imports) {
    const target = resolved(entry)
    if (entry.typeOnly || target === null || !entry.target.startsWith('.')) continue
    graph.set(entry.from, [...(graph.get(entry.from) ?? []), target])
  }
  const done = new Set<string>()
  const visit = (file: string, path: readonly string[]): string[] | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return null
    for (const next of graph.get(file) ?? []) {
      const circle = visit(next, [...path, file])
      if (circle) return circle
    }
    done.add(file)
    return null
  }
  for (const file of graph.keys()) expect(visit(file, [])).toBeNull()
})

test('domain has no clock and no randomness of its own', () => {
  const offenders = sources
    .filter((file) => file.startsWith('domain/src') && !file.endsWith('.test.ts'))
    .filter((file) =>
      /\bMath\.random\b|\bDate\.now\b|new Date\(\)|\bperformance\b/.test(
        readFileSync(join(root, file), 'utf8'),
      ),
    )
  expect(offenders).toEqual([])
})
