import { once } from 'node:events'
import { createServer } from 'node:net'
import { err, ok, type Result } from '@brotkasten/domain/result'
import type { DemoConfig } from './config.ts'
import { type DemoFailure, trouble } from './trouble.ts'

/** Tries every port before anything starts, so that the message names the variable that changes it. */
export async function checkPorts({ host, ports }: DemoConfig): Promise<Result<null, DemoFailure>> {
  const seen = new Map<number, string>()
  for (const [variable, port] of Object.entries(ports)) {
    const twin = seen.get(port)
    if (twin !== undefined)
      return err(trouble(`${twin} and ${variable} are both ${port}: give each its own port.`))
    seen.set(port, variable)
    const problem = await tryPort(host, port)
    if (problem === 'EADDRINUSE')
      return err(
        trouble(
          `Port ${port} is taken by another program (maybe another demo). ` +
            `Stop it, or choose another port: ${variable}=${port + 10_000 > 65_535 ? port - 1000 : port + 10_000} npm start`,
        ),
      )
    if (problem !== null) return err(trouble(`Cannot listen on ${host}:${port} (${variable}): ${problem}`))
  }
  return ok(null)
}

/** Null where one can listen there, else the code of the error. */
async function tryPort(host: string, port: number): Promise<string | null> {
  const server = createServer()
  try {
    server.listen(port, host)
    await once(server, 'listening')
    server.close()
    await once(server, 'close')
    return null
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
}
