import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Writable } from 'node:stream'
import type { Bon } from '@brotkasten/domain/dsfinvk/bon'
import { certificateBlocksFor } from '@brotkasten/domain/dsfinvk/certificate'
import type { Closing } from '@brotkasten/domain/dsfinvk/closing'
import type { CellFailure } from '@brotkasten/domain/dsfinvk/csv'
import { DTD_NAME, dtd } from '@brotkasten/domain/dsfinvk/dtd'
import { type DataSupplier, indexXml } from '@brotkasten/domain/dsfinvk/index-xml'
import { type BonFailure, bonRows } from '@brotkasten/domain/dsfinvk/rows/bon-rows'
import { type ClosingFailure, closingRows } from '@brotkasten/domain/dsfinvk/rows/closing-rows'
import { closingKey } from '@brotkasten/domain/dsfinvk/rows/keys'
import { DEFAULT_SETTINGS, type DsfinvkSettings } from '@brotkasten/domain/dsfinvk/settings'
import { OFFICIAL_CERTIFICATE_BLOCKS, tablesWith } from '@brotkasten/domain/dsfinvk/tables/all'
import { addToTally, emptyTally } from '@brotkasten/domain/dsfinvk/tally'
import { err, ok, type Result } from '@brotkasten/domain/result'
import { packZip } from './pack-zip.ts'
import { type Spooled, Spools } from './spools.ts'
import { ZipFormat } from './zip-format.ts'

/** A closing and its Bons in the order of their ids; the Bons are read once. */
export interface ClosingSource {
  readonly closing: Closing
  readonly bons: AsyncIterable<Bon> | Iterable<Bon>
}

export interface DsfinvkExport {
  readonly supplier: DataSupplier
  /** Any number of closings, of any number of tills. */
  readonly closings: AsyncIterable<ClosingSource> | Iterable<ClosingSource>
  readonly settings?: Partial<DsfinvkSettings>
  /** Certificate columns of tse.csv; see `certificateBlocksFor`. Two unless given. */
  readonly certificateBlocks?: number
  /** Stands on the files in the package, so that the same data make the same package. */
  readonly madeAt: Date
  /** Where to spool; needs the room of the package. */
  readonly tempFolder?: string
}

/** Which row could not be written, or why a Bon or a closing is no export. */
export type WriteFailure = (CellFailure & { readonly id: string }) | BonFailure | ClosingFailure

export interface WriteSummary {
  readonly closings: number
  readonly bons: number
  readonly rows: Readonly<Record<string, number>>
  /** Of the unpacked tables. */
  readonly bytes: number
}

interface Run {
  readonly spools: Spools
  readonly settings: DsfinvkSettings
  readonly blocks: number
}

/** Spools a closing; the number of its Bons. */
async function spoolClosing(
  { closing, bons }: ClosingSource,
  run: Run,
): Promise<Result<number, WriteFailure>> {
  const { spools, settings } = run
  const blocks = certificateBlocksFor(closing.tses.map(({ certificate }) => certificate))
  if (blocks > run.blocks) return err({ kind: 'certificateTooLong', closing: closing.number, blocks })
  const tally = emptyTally(closing.register.currency)
  const context = {
    key: closingKey(closing, settings),
    settings,
    tseIds: new Map(closing.tses.map(({ serial, id }) => [serial, id])),
    currency: closing.register.currency,
  }
  for await (const bon of bons) {
    const rows = bonRows(bon, context)
    if (!rows.ok) return rows
    const refused = spools.add(rows.value)
    if (refused) return err({ ...refused, id: bon.id })
    addToTally(tally, bon)
    if (spools.someFull) await spools.flushFull()
  }
  const rows = closingRows(closing, tally, settings)
  if (!rows.ok) return rows
  const refused = spools.add(rows.value)
  return refused ? err({ ...refused, id: String(closing.number) }) : ok(tally.bons)
}

async function spoolAll(
  source: DsfinvkExport,
  run: Run,
): Promise<Result<WriteSummary & Spooled, WriteFailure>> {
  let closings = 0
  let bons = 0
  for await (const closing of source.closings) {
    const spooled = await spoolClosing(closing, run)
    if (!spooled.ok) return spooled
    bons += spooled.value
    closings += 1
  }
  return ok({ closings, bons, ...(await run.spools.finish()) })
}

/**
 * Writes a DSFinV-K 2.4 package: all 20 tables with header, index.xml and the DTD in one ZIP (DSFinV-K 2.4, ch. 2).
 * Tables grow side by side, a ZIP one file after the other, so they are deflated into spool files first; memory does not
 * grow with the Bons. The output is not touched before every row is known to be writable, and not ended on a failure.
 * Rejects where disk or output fail; what was spooled is removed in any case.
 */
export async function writeDsfinvk(
  source: DsfinvkExport,
  output: Writable,
): Promise<Result<WriteSummary, WriteFailure>> {
  const folder = await mkdtemp(join(source.tempFolder ?? tmpdir(), 'dsfinvk-'))
  const settings = { ...DEFAULT_SETTINGS, ...source.settings }
  const blocks = source.certificateBlocks ?? OFFICIAL_CERTIFICATE_BLOCKS
  const tables = tablesWith(blocks)
  try {
    await using spools = new Spools(tables, folder, settings)
    const spooled = await spoolAll(source, { spools, settings, blocks })
    if (!spooled.ok) return spooled
    const { files, ...summary } = spooled.value
    const index = { name: 'index.xml', content: indexXml(source.supplier, tables) }
    const all = [index, { name: DTD_NAME, content: dtd() }, ...files]
    await packZip(all, new ZipFormat(source.madeAt), output)
    return ok(summary)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
