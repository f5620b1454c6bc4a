import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { text } from 'node:stream/consumers'

/**
 * `fetch` for a libSQL server with namespaces: connects to `base` and names the database in the Host header, which
 * the built-in fetch does not let anyone set.
 */
export function hostFetch(base: URL): (request: Request) => Promise<Response> {
  const secure = base.protocol === 'https:'
  const agent = secure ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true })
  const send = secure ? httpsRequest : httpRequest
  return async (request) => {
    const url = new URL(request.url)
    const body = Buffer.from(await request.arrayBuffer())
    const headers = { ...Object.fromEntries(request.headers), host: url.host, 'content-length': body.length }
    const { hostname, port } = base
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const sent = send(
        { hostname, port, path: url.pathname, method: request.method, headers, agent },
        resolve,
      )
      sent.setTimeout(30_000, () => sent.destroy(new Error('the database server does not answer')))
      sent.once('error', reject)
      sent.end(body)
    })
    return new Response(await text(answer), {
      status: answer.statusCode ?? 502,
      headers: { 'content-type': answer.headers['content-type'] ?? 'application/json' },
    })
  }
}
