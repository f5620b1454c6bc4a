import { createServer, type Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import pino, { type Logger } from 'pino'
import { startEmbeddedBroker } from './broker/embedded.ts'
import { startExternalBroker } from './broker/external.ts'
import { openCentre } from './centre.ts'
import { type Config, readConfig } from './config.ts'
import { listen } from './listen.ts'
import { runMaintenance } from './maintenance.ts'
import type { StorageFailure } from './store/db.ts'

const TICK_MS = 2_000
/** Boxes and dashboards keep their connection between two requests. */
const KEEP_ALIVE_MS = 75_000
const SAVE_MS = 30_000

/** A running centre. */
export interface Running {
  readonly port: number
  readonly mqttUrl: string | null
  close(): Promise<void>
}

/** Starts the centre: databases, broker, HTTP, and the passing of time. Rejects where a port is taken. */
export async function startCentre(config: Config): Promise<Running> {
  const log = pino({ level: config.logLevel })
  const { dataDir, server, setupToken, dashboardDir } = config
  const centre = await openCentre({
    log,
    setupToken,
    dashboardDir,
    storage: { dataDir, server, onFatal: exitOnFatal(log) },
    clock: () => new Date(),
  })
  try {
    const { external, publicUrl } = config.mqtt
    const broker = external
      ? await startExternalBroker({ ...external, publicUrl, events: centre.brokerEvents })
      : await startEmbeddedBroker({ ...config.mqtt, host: config.host, events: centre.brokerEvents })
    centre.useBroker(broker)
    const http = createAdaptorServer({ fetch: centre.app.fetch, createServer }) as Server
    http.keepAliveTimeout = KEEP_ALIVE_MS
    const port = await listen(http, config.host, config.port, 'PORT')
    const background = (task: () => Promise<void>, ms: number) =>
      setInterval(() => void task().catch(centre.brokerEvents.onError), ms)
    const timers = [background(() => centre.tick(), TICK_MS), background(() => centre.save(), SAVE_MS)]
    log.info({ port, mqttUrl: broker.url }, 'the centre is open')
    return {
      port,
      mqttUrl: broker.url,
      async close() {
        for (const timer of timers) clearInterval(timer)
        const closed = new Promise((resolve) => http.close(resolve))
        http.closeIdleConnections()
        await centre.close()
        http.closeAllConnections()
        await closed
        log.info('the centre is closed')
      },
    }
  } catch (error) {
    await centre.close()
    throw error
  }
}

/** A supervisor starts the program anew; going on with a failed disk could lose what has been acknowledged. */
const exitOnFatal = (log: Logger) => (failure: StorageFailure) => {
  log.fatal({ err: failure }, 'the disk has failed: the centre ends')
  process.exit(1)
}

async function main(): Promise<void> {
  const config = readConfig(process.env)
  const command = process.argv[2]
  if (command !== undefined) return runMaintenance(command, config)
  const running = await startCentre(config)
  const stop = () => {
    running.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  })
}
