import { type ServerType, serve } from '@hono/node-server'
import { pino } from 'pino'
import { boxApp } from './api/app.ts'
import { openBox } from './box.ts'
import { readConfig } from './config.ts'
import { Broker } from './events/broker.ts'
import { readIdentity } from './identity.ts'

/** Ends the program with a sentence a technician can act on. */
function giveUp(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

const portTaken = (variable: string, port: number) => (error: NodeJS.ErrnoException) =>
  giveUp(
    error.code === 'EADDRINUSE'
      ? `Port ${port} is taken: set ${variable} to a free one.`
      : `${variable}: ${error.message}`,
  )

// Journal, replica and keys are for this program's user alone.
process.umask(0o077)
const config = (() => {
  try {
    return readConfig(process.env)
  } catch (error) {
    return giveUp(error instanceof Error ? error.message : String(error))
  }
})()
const log = pino({ level: config.logLevel, base: { program: 'box' } })
const identity = readIdentity(config.dataDir)
if (!identity)
  giveUp(
    `${config.dataDir} is no box yet: run "npx brotkasten box enrol --centre URL --code CODE --data ${config.dataDir}".`,
  )

const box = await openBox({ config, identity, clock: () => new Date(), log })
const broker = new Broker({
  ...box.deps,
  host: config.host,
  port: config.mqttPort,
  wsPort: config.mqttWsPort,
})
const mqtt = await broker.listen().catch((error: NodeJS.ErrnoException & { port?: number }) => {
  const variable = error.port === config.mqttWsPort ? 'MQTT_WS_PORT' : 'MQTT_PORT'
  return portTaken(variable, error.port ?? config.mqttPort)(error)
})
const server: ServerType = serve(
  { fetch: boxApp(box.deps).fetch, hostname: config.host, port: config.port },
  (address) => {
    log.info({ url: `http://${config.host}:${address.port}`, mqtt, dataDir: config.dataDir }, 'box ready')
  },
)
server.on('error', portTaken('PORT', config.port))
// Terminals keep their connection between two sales.
if ('keepAliveTimeout' in server) server.keepAliveTimeout = 75_000

let ending = false
async function end(signal: string): Promise<void> {
  if (ending) return
  ending = true
  log.info({ signal }, 'box ending')
  server.close()
  if ('closeAllConnections' in server) server.closeAllConnections()
  await broker.close()
  await box.close()
  process.exit(0)
}
process.on('SIGTERM', (signal) => void end(signal))
process.on('SIGINT', (signal) => void end(signal))
// A bug or a failed disk: nothing answered is lost, so the honest act is to stop and let the supervisor start anew.
process.on('uncaughtException', (error) => {
  log.fatal({ err: error }, 'box stops')
  process.exit(70)
})
