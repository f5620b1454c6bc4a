import { Hono } from 'hono'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import type { EventStream, StreamEvent } from '../events/stream.ts'
import type { Deps, Env } from './deps.ts'
import { failure } from './failures.ts'
import { terminalOnly } from './guards.ts'

const PING_MS = 5_000
/** A terminal that falls this far behind is cut off; it comes back with Last-Event-ID and misses nothing. */
const MAX_WAITING = 1_000

/** State, catalogue and the live stream for terminals. */
export const liveRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get('/status', (c) => c.json(deps.status()))
    .get('/catalogue', terminalOnly(deps), (c) => {
      const view = deps.replica.catalogue.view()
      if (!view)
        return c.json(failure('noCatalogue', null, 'Die Box hat noch keine Artikel von der Zentrale.'), 503)
      const tag = `"${view.epoch}.${view.version}"`
      c.header('etag', tag)
      c.header('cache-control', 'no-cache')
      return c.req.header('if-none-match') === tag ? c.body(null, 304) : c.json(view)
    })
    .get('/events', terminalOnly(deps), (c) => {
      const last = Number(c.req.header('last-event-id') ?? deps.stream.lastId)
      return streamSSE(c, (sse) => follow(deps.stream, sse, Number.isSafeInteger(last) ? last : 0))
    })

async function follow(stream: EventStream, sse: SSEStreamingApi, last: number): Promise<void> {
  const waiting: StreamEvent[] = []
  let wake: () => void = () => undefined
  const unsubscribe = stream.subscribe((event) => {
    waiting.push(event)
    if (waiting.length > MAX_WAITING) sse.abort()
    wake()
  })
  const ping = setInterval(() => wake(), PING_MS)
  sse.onAbort(() => wake())
  try {
    let at = last
    for (let missed = stream.after(at); missed.length > 0; missed = stream.after(at)) {
      for (const event of missed) at = await send(sse, event)
    }
    while (!sse.aborted && !sse.closed) {
      const event = waiting.shift()
      if (event && event.id > at) at = await send(sse, event)
      if (event) continue
      await sse.writeSSE({ event: 'ping', data: '' })
      await new Promise<void>((resolve) => {
        wake = resolve
        if (waiting.length > 0 || sse.aborted) resolve()
      })
    }
  } finally {
    clearInterval(ping)
    unsubscribe()
  }
}

async function send(sse: SSEStreamingApi, event: StreamEvent): Promise<number> {
  await sse.writeSSE({ id: String(event.id), event: event.name, data: event.data })
  return event.id
}
