import type { Receipt } from '@brotkasten/domain/receipt/receipt'
import { catalogueView } from '@brotkasten/domain/wire/till'
import { readJournal } from '../reconcile/journal-facts.ts'
import { readBoxJournal } from '../reconcile/read-box.ts'
import { articlesFor } from '../support/chain.ts'
import type { Headquarters } from '../support/headquarters.ts'
import { until } from '../support/until.ts'
import { BREADBASKET_ARTICLES } from './breadbasket-articles.ts'
import { type LoadedFile, loadFile } from './load-file.ts'
import { schedule } from './schedule.ts'
import { type DueSale, newTally, sellAll, type Tally } from './sell-tickets.ts'
import { Terminal, type TerminalOptions } from './terminal.ts'

const FEED_MS = 60_000

export interface ReplayRun extends TerminalOptions {
  readonly headquarters: Headquarters
  readonly file: string
  readonly terminals: number
  readonly speed: number | null
  readonly limit: number
  readonly stop: AbortSignal
  readonly gate?: () => Promise<void>
  /** Called once everything is ready to sell. */
  readonly onBegin: (file: LoadedFile, tally: Tally, terminals: number) => void
}

export interface Replayed {
  readonly file: LoadedFile
  readonly tally: Tally
  readonly branchId: string
  readonly seconds: number
}

type Catalogue = Awaited<ReturnType<typeof readCatalogue>>
const readCatalogue = (terminal: Terminal) => terminal.ask(catalogueView, '/api/catalogue')

/** Puts the articles on sale, pairs the terminals and sells the file. */
export async function replay(run: ReplayRun): Promise<Replayed> {
  const booked = new Map(readJournal(await readBoxJournal(run.boxUrl)).receipts.map((one) => [one.id, one]))
  const first = await pairFirst(run, booked)
  const before = await until('the box has its branch', FEED_MS, () => readCatalogue(first).catch(() => null))
  const file = loadFile(run.file, before.branch, run.limit)
  await run.headquarters.import(articlesFor(before.branch.priceListId))
  const catalogue = await until('the articles are on sale', FEED_MS, async () => {
    const now = await readCatalogue(first)
    return sellsAll(now) ? now : null
  })
  const terminals = await pairAll(run, file, booked, first)
  const due = share(file, terminals, booked, run.speed)
  const tally = newTally()
  run.onBegin(file, tally, terminals.length)
  const began = performance.now()
  const options = {
    tally,
    began,
    catalogueVersion: catalogue.version,
    stop: run.stop,
    ...(run.gate ? { gate: run.gate } : {}),
  }
  await Promise.all(terminals.map((terminal, index) => sellAll(terminal, due[index] ?? [], options)))
  return { file, tally, branchId: catalogue.branch.id, seconds: (performance.now() - began) / 1000 }
}

function sellsAll(catalogue: Catalogue): boolean {
  const offered = new Map(catalogue.articles.map((article) => [article.id, article]))
  return BREADBASKET_ARTICLES.every(({ id, takeaway, dineIn }) => {
    const offer = offered.get(id)
    return offer?.onSale && offer.takeaway === takeaway && offer.dineIn === (dineIn ?? takeaway)
  })
}

type Booked = ReadonlyMap<string, Receipt>

/** A register that sold this file before belongs to it: a real terminal keeps its own. */
const pairFirst = (run: ReplayRun, booked: Booked): Promise<Terminal> => {
  const { sales } = loadFile(run.file, { hasSeats: true }, run.limit)
  const known = sales.map(({ id }) => booked.get(id)?.registerId).find((id) => id !== undefined)
  return Terminal.pair(run, known ?? null)
}

/** Every register that sold a part of the file before, and new ones until there are as many as wanted. */
async function pairAll(
  run: ReplayRun,
  file: LoadedFile,
  booked: Booked,
  first: Terminal,
): Promise<Terminal[]> {
  const before = new Set(file.sales.flatMap(({ id }) => booked.get(id)?.registerId ?? []))
  before.delete(first.registerId)
  const terminals = [first]
  for (const registerId of before) terminals.push(await Terminal.pair(run, registerId))
  while (terminals.length < run.terminals) terminals.push(await Terminal.pair(run, null))
  for (const terminal of terminals) await terminal.logIn()
  return terminals
}

/** Deals the sales out in turn; one that was booked before goes to its own register again. */
function share(
  file: LoadedFile,
  terminals: readonly Terminal[],
  booked: Booked,
  speed: number | null,
): DueSale[][] {
  const due = schedule(
    file.sales.map(({ ticket }) => ticket),
    speed,
  )
  const shares: DueSale[][] = terminals.map(() => [])
  for (const [index, sale] of file.sales.entries()) {
    const own = terminals.findIndex(({ registerId }) => registerId === booked.get(sale.id)?.registerId)
    shares[own >= 0 ? own : index % terminals.length]?.push({ sale, due: due[index] ?? 0 })
  }
  return shares
}
