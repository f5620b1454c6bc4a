import type { AddressInfo, Server } from 'node:net'

/**
 * Opens a server and returns the port in use. Rejects with a sentence that names the port and the variable to change
 * where it is taken.
 */
export function listen(server: Server, host: string, port: number, variable: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') return reject(error)
      const why = error.code === 'EACCES' ? 'may not be used' : 'is taken by another program'
      return reject(
        new Error(`port ${port} on ${host} ${why}: set ${variable} to another port`, { cause: error }),
      )
    })
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })
}
