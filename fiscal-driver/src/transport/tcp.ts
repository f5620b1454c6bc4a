import { connect } from 'node:net'
import { ok } from '@brotkasten/domain/result'
import type { Dial } from './byte-link.ts'
import { type Clock, systemClock } from './clock.ts'
import { systemCode, unreachable } from './failure.ts'
import { streamLink } from './stream-link.ts'

export interface TcpAddress {
  readonly host: string
  readonly port: number
  /** Milliseconds until a connection attempt is given up. */
  readonly connectTimeout?: number
}

/** Dials a TCP port. Small frames go out at once: a till waits for every one of them. */
export const tcpDial =
  ({ host, port, connectTimeout = 5000 }: TcpAddress, clock: Clock = systemClock): Dial =>
  (events) =>
    new Promise((resolve) => {
      const name = `${host}:${port}`
      const socket = connect({ host, port, noDelay: true, keepAlive: true })
      const fail = (why: string): void => {
        cancel()
        socket.destroy()
        resolve(unreachable(`${name}: ${why}`))
      }
      const cancel = clock.after(connectTimeout, () => fail(`no connection within ${connectTimeout} ms`))
      const refused = (error: Error): void => fail(systemCode(error))
      socket.once('error', refused)
      socket.once('connect', () => {
        cancel()
        socket.off('error', refused)
        resolve(ok(streamLink(name, socket, socket, events, () => socket.destroy())))
      })
    })
