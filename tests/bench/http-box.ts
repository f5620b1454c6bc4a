import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type ServerType, serve } from '@hono/node-server'
import { boxApp } from '../../edge/src/api/app.ts'
import { CASHIER } from '../support/chain.ts'
import { type LocalBox, type LocalBoxOptions, openLocalBox } from '../support/local-box.ts'

/** A box of this process behind a real socket, with somebody logged in. */
export interface HttpBox {
  readonly box: LocalBox
  readonly port: number
  readonly operator: string
  close(): Promise<void>
}

export async function openHttpBox(options: LocalBoxOptions): Promise<HttpBox> {
  const box = await openLocalBox(options)
  const server: ServerType = serve({ fetch: boxApp(box.deps).fetch, hostname: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  const loggedIn = await box.deps.logIn.logIn(CASHIER.staffId, CASHIER.pin, new Date())
  if (!loggedIn.ok) throw new Error(`no log-in: ${loggedIn.error.kind}`)
  return {
    box,
    port: (server.address() as AddressInfo).port,
    operator: loggedIn.value.token,
    close: async () => {
      server.close()
      if ('closeAllConnections' in server) server.closeAllConnections()
      await box.close()
    },
  }
}
