import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { Hono } from 'hono'
import * as v from 'valibot'
import { readFeed } from '../masterdata/read-feed.ts'
import { boxOf, type Deps, type Env } from './context.ts'
import { valid } from './valid.ts'

const pack = promisify<string, Buffer>(gzip)
const LONG = 1_024

const feedQuery = v.object({
  epoch: v.pipe(v.string(), v.maxLength(60)),
  version: v.pipe(v.string(), v.regex(/^\d{1,15}$/, 'must be a version'), v.transform(Number)),
})

/** Master data on its way down. */
export const feedRoutes = ({ databases }: Deps) =>
  new Hono<Env>().get('/v1/feed', valid('query', feedQuery), async (c) => {
    const answer = await readFeed(databases.hq, boxOf(c).branchId, c.req.valid('query'))
    const packed = /\bgzip\b/.test(c.req.header('accept-encoding') ?? '')
    if (!packed || answer.changes.length < LONG) return c.json(answer)
    c.header('content-type', 'application/json')
    c.header('content-encoding', 'gzip')
    c.header('vary', 'accept-encoding')
    return c.body(new Uint8Array(await pack(JSON.stringify(answer))))
  })
