import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

export interface Asked {
  readonly route: string
  readonly headers: IncomingHttpHeaders
  readonly body: unknown
}

export interface Answers {
  readonly status?: number
  readonly body: unknown
}

/** A server on a free port that gives prepared answers by route ("POST /v1/enrol") and remembers what it was asked. */
export async function httpServer(routes: Readonly<Record<string, Answers>>) {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    const route = `${request.method} ${request.url}`
    const sent = await text(request)
    asked.push({ route, headers: request.headers, body: sent === '' ? null : JSON.parse(sent) })
    const { status = 200, body } = routes[route] ?? { status: 404, body: 'nothing here' }
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  onTestFinished(close)
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked, close }
}

/** A refusal in the shape both box and centre use. */
export const refusal = (status: number, kind: string, message = 'Nein.'): Answers => ({
  status,
  body: { error: { kind, field: null, message } },
})
