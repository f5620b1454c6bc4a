import { createServer, type Server, type Socket } from 'node:net'
import type { EmulatedPeer } from './memory-link.ts'

export interface TcpServing {
  readonly port: number
  /** Drops every connection; new ones are still taken. */
  dropAll(): void
  close(): Promise<void>
}

/** Puts an emulated device behind a real TCP port; port 0 takes a free one. */
export async function serveTcp(peer: EmulatedPeer, port = 0, host = '127.0.0.1'): Promise<TcpServing> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.setNoDelay(true)
    const connection = peer.connected(
      (bytes) => socket.write(bytes),
      () => socket.destroy(),
    )
    socket.on('data', (chunk: Uint8Array) => connection.bytes(chunk))
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      sockets.delete(socket)
      connection.closed()
    })
  })
  await listening(server, port, host)
  const dropAll = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: portOf(server),
    dropAll,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        dropAll()
      }),
  }
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
