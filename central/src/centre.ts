import type { Hono } from 'hono'
import type { Logger } from 'pino'
import { createApp } from './api/app.ts'
import type { Env } from './api/context.ts'
import { Boxes } from './boxes/boxes.ts'
import { type Broker, type BrokerEvents, NO_BROKER } from './broker/broker.ts'
import type { Clock } from './clock.ts'
import { type Assessor, ThreadAssessor } from './ingest/assessor.ts'
import { Ingest } from './ingest/ingest.ts'
import { BoxStates } from './live/box-states.ts'
import { Hub } from './live/hub.ts'
import { Live } from './live/live.ts'
import { MasterData } from './masterdata/master-data.ts'
import { Databases, type StorageOptions } from './store/databases.ts'
import { Users } from './users/users.ts'

export interface CentreOptions {
  readonly storage: StorageOptions
  readonly clock: Clock
  readonly log: Logger
  readonly setupToken: string | null
  readonly dashboardDir: string | null
  /** Where batches are judged; in threads of their own where nothing is said. */
  readonly assessor?: Assessor
  /** Cost of password hashes (N of scrypt), where it is not the usual one. */
  readonly passwordCost?: number
}

/** A centre without doors: the shell gives it a socket, a broker and the passing of time. */
export interface Centre {
  readonly app: Hono<Env>
  readonly databases: Databases
  readonly masterData: MasterData
  readonly brokerEvents: BrokerEvents
  useBroker(broker: Broker): void
  /** Looks who fell silent; call it every few seconds. */
  tick(): Promise<void>
  /** Saves what is only in memory; call it twice a minute. */
  save(): Promise<void>
  close(): Promise<void>
}

const DEFAULT_ZONE = 'Europe/Berlin'

/** Opens the databases and puts the parts together. */
export async function openCentre(options: CentreOptions): Promise<Centre> {
  const { clock, log } = options
  const databases = await Databases.open(options.storage)
  const onError = (error: unknown) => log.error({ err: error }, 'something in the background failed')
  const masterData = new MasterData(databases.hq, clock)
  const boxes = new Boxes(databases.hq, clock)
  const users = new Users(databases.hq, clock, options.passwordCost)
  const states = await BoxStates.load(databases.hq)
  const hub = new Hub()
  const branchDb = (branchId: string) => databases.branch(branchId)
  const zoneOf = async (branchId: string) => (await masterData.branch(branchId))?.zone ?? DEFAULT_ZONE
  const assessor = options.assessor ?? new ThreadAssessor()
  const ingest = new Ingest({ branchDb, zoneOf, assessor, clock })
  const live = new Live({ masterData, boxes, states, hub, branchDb, clock, onError })
  let broker = NO_BROKER

  ingest.onIngested((ingested) => live.ingested(ingested))
  masterData.onApplied((applied) => {
    live.applied(applied)
    wake(applied.branches).catch(onError)
  })

  async function wake(branchIds: readonly string[]): Promise<void> {
    const concerned = new Set(branchIds)
    const rows = await boxes.list()
    broker.wake(
      rows.filter((box) => box.revoked_at === null && concerned.has(box.branch_id)).map((box) => box.id),
    )
  }

  const { setupToken, dashboardDir } = options
  const app = createApp({
    databases,
    masterData,
    boxes,
    users,
    ingest,
    live,
    hub,
    clock,
    log,
    setupToken,
    dashboardDir,
    broker: () => broker,
  })
  return {
    app,
    databases,
    masterData,
    brokerEvents: {
      authenticate: async (boxId, secret) => (await boxes.authenticate(boxId, secret)) !== null,
      onMessage: (boxId, what, payload) => {
        live.message(boxId, what, payload).catch(onError)
      },
      onError,
    },
    useBroker(next) {
      broker = next
    },
    tick: () => live.tick(),
    save: () => states.save(),
    async close() {
      hub.close()
      live.close()
      await broker.close()
      await states.save()
      await assessor.close()
      await databases.close()
    },
  }
}
