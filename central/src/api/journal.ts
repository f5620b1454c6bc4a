import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { idSchema } from '@brotkasten/domain/ids'
import { err, ok, type Result } from '@brotkasten/domain/result'
import { journalBatch } from '@brotkasten/domain/wire/up'
import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import type { BatchRefusal } from '../ingest/accept.ts'
import { boxOf, type Deps, type Env } from './context.ts'
import { refuse } from './failure.ts'
import { valid } from './valid.ts'

/** A batch is at most so large, packed and unpacked. */
export const MAX_BATCH_BYTES = 16 * 1024 * 1024

const unpack = promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip)

type BodyFailure = 'tooLarge' | 'notGzip' | 'encoding' | 'malformed'

/** The JSON of a request, unpacked where it says gzip. Never holds more than 16 MB. */
async function readBody(c: Context<Env>): Promise<Result<unknown, BodyFailure>> {
  const encoding = c.req.header('content-encoding')?.toLowerCase() ?? 'identity'
  if (encoding !== 'gzip' && encoding !== 'identity') return err('encoding')
  let bytes = Buffer.from(await c.req.arrayBuffer())
  if (encoding === 'gzip') {
    try {
      bytes = Buffer.from(await unpack(bytes, { maxOutputLength: MAX_BATCH_BYTES }))
    } catch (error) {
      const tooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
      return err(tooLarge ? 'tooLarge' : 'notGzip')
    }
  }
  try {
    return ok(JSON.parse(bytes.toString('utf8')))
  } catch {
    return err('malformed')
  }
}

const BODY_REFUSALS = {
  tooLarge: { status: 413, message: 'Die Sendung ist zu groß.' },
  notGzip: { status: 400, message: 'Die Sendung ist nicht mit gzip gepackt.' },
  encoding: { status: 415, message: 'Die Sendung ist anders gepackt als mit gzip.' },
  malformed: { status: 400, message: 'Die Sendung ist kein gültiges JSON.' },
} as const satisfies Record<BodyFailure, { status: 400 | 413 | 415; message: string }>

const BATCH_REFUSALS = {
  gap: { status: 409, message: 'Vor dieser Sendung fehlen Einträge.' },
  forked: { status: 409, message: 'Der Brotkasten sendet eine andere Vergangenheit als die gespeicherte.' },
  chain: { status: 422, message: 'Die Prüfsummenkette ist gebrochen.' },
} as const satisfies Record<BatchRefusal['kind'], { status: 409 | 422; message: string }>

/** Journals on their way up. */
export const journalRoutes = ({ ingest, log }: Deps) =>
  new Hono<Env>()
    .post('/v1/journal', async (c) => {
      const body = await readBody(c)
      if (!body.ok) {
        const { status, message } = BODY_REFUSALS[body.error]
        return refuse(c, status, body.error, message)
      }
      const parsed = v.safeParse(journalBatch, body.value)
      if (!parsed.success) {
        const [issue] = parsed.issues
        const field = v.getDotPath(issue) ?? 'body'
        return refuse(c, 400, 'invalid', `Die Angabe „${field}“ ist ungültig.`, { field })
      }
      const box = boxOf(c)
      const taken = await ingest.take(box, parsed.output)
      if (taken.ok) return c.json({ mark: taken.value })
      const { kind, seq, mark } = taken.error
      if (kind !== 'gap') log.warn({ boxId: box.boxId, kind, seq, mark }, 'a batch was refused')
      const { status, message } = BATCH_REFUSALS[kind]
      return refuse(c, status, kind, message, { field: 'entries', details: { seq, mark } })
    })
    .get('/v1/journal/mark', valid('query', v.object({ epoch: idSchema })), async (c) =>
      c.json({ mark: await ingest.mark(boxOf(c), c.req.valid('query').epoch) }),
    )
