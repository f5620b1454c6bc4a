import { mkdirSync } from 'node:fs'
import type { StatusView } from '@brotkasten/domain/wire/till'
import type { Tse } from '@brotkasten/fiscal-driver/tse'
import type { Logger } from 'pino'
import { v7 as uuidv7 } from 'uuid'
import type { Deps } from './api/deps.ts'
import { Closer } from './cash/closer.ts'
import { Drawer } from './cash/drawer.ts'
import type { Config } from './config.ts'
import { Devices } from './events/devices.ts'
import { EventStream } from './events/stream.ts'
import type { BoxIdentity } from './identity.ts'
import { Replica } from './replica/replica.ts'
import { Booker } from './selling/booker.ts'
import { Finisher } from './selling/finisher.ts'
import { Intents } from './selling/intent.ts'
import { ReceiptViews } from './selling/receipt-views.ts'
import { Recovery } from './selling/recovery.ts'
import { Refunds } from './selling/refunds.ts'
import { Seller } from './selling/seller.ts'
import { openDevice } from './signing/open-device.ts'
import { Signing } from './signing/signing.ts'
import { LogIn } from './staff/log-in.ts'
import { BoxStore } from './store/box-store.ts'
import { Pairing } from './terminals/pairing.ts'
import { CentreClient } from './uplink/centre-client.ts'
import { Contact } from './uplink/contact.ts'
import { Feed } from './uplink/feed.ts'
import { Presence } from './uplink/presence.ts'
import { Uplink } from './uplink/uplink.ts'
import { SOFTWARE_VERSION } from './version.ts'

const PROBE_MS = 5_000

export interface BoxOptions {
  readonly config: Config
  readonly identity: BoxIdentity
  readonly clock: () => Date
  readonly log: Logger
  /** The signing device; the device of `tse.json`, else the simulator, where none is given. */
  readonly tse?: Tse
}

/** A box put together: everything that lives in one branch, opened, recovered and ready to sell. */
export interface Box {
  readonly deps: Deps
  /** Ends everything in order; nothing that was answered is lost without it. */
  close(): Promise<void>
}

/** Opens the stores, the TSE and the way to the centre, and resolves what a crash left behind. */
export async function openBox({ config, identity, clock, log, tse: given }: BoxOptions): Promise<Box> {
  mkdirSync(config.dataDir, { recursive: true })
  const store = BoxStore.open(config.dataDir)
  const replica = Replica.open(config.dataDir)
  const tse = given ?? openDevice(config.dataDir, config.tse, clock)
  const intents = new Intents(store.db)
  const pairing = new Pairing(store, identity.boxId)
  const signing = new Signing({
    tse,
    store,
    clock,
    log,
    patienceMs: config.tse.patienceMs,
    probeMs: PROBE_MS,
  })
  const finisher = new Finisher({ store, intents, signing, clock })
  const seller = new Seller({ store, signing, replica, clock, finisher, softwareVersion: SOFTWARE_VERSION })
  const recovery = new Recovery({
    store,
    intents,
    signing,
    clock,
    finisher,
    log,
  })
  const stream = new EventStream(store)
  const contact = new Contact(clock, log)
  const centre = new CentreClient(identity)
  const uplink = new Uplink({ store, centre, contact, log })
  const feed = new Feed({
    store,
    replica,
    centre,
    contact,
    stream,
    clock,
    intervalMs: config.feedIntervalMs,
    log,
  })

  const status = (): StatusView => statusOf({ signing, contact, uplink, replica, clock })
  const figures = () => {
    const { box, tse } = status()
    return {
      time: box.time,
      backlog: uplink.backlog,
      tse: tse.state === 'ok' && tse.emulated ? ('simulator' as const) : tse.state,
      softwareVersion: SOFTWARE_VERSION,
      catalogueVersion: replica.cursor.version,
    }
  }

  const body = { boxId: identity.boxId, branchId: identity.branchId, softwareVersion: SOFTWARE_VERSION }
  await store.book({ id: uuidv7(), kind: 'box.started', time: clock().toISOString(), body })
  signing.afterOpen(() => recovery.run())
  await signing.open(pairing.registers().map((register) => register.serial))
  if (signing.outage) await recovery.run()

  const presence = new Presence({ identity, figures, wake: () => feed.wake(), log })
  const announce = () => {
    presence.announce()
    stream
      .publish('status', status())
      .catch((error: unknown) => log.error({ error }, 'the status could not be published'))
  }
  signing.onChange(announce)
  contact.onChange(announce)
  uplink.onDrained(() => presence.announce())
  uplink.start()
  feed.start()

  const logIn = new LogIn(store, replica, identity.secret)
  const deps = {
    store,
    replica,
    seller,
    views: new ReceiptViews(store, replica),
    ...cashDesk({ store, replica, signing, finisher, clock }),
    signing,
    logIn,
    pairing,
    devices: new Devices(store),
    stream,
    status,
    clock,
    log,
    terminalDir: config.terminalDir,
  }
  return {
    deps,
    close: async () => {
      await Promise.all([uplink.stop(), feed.stop(), presence.close()])
      await signing.close()
      replica.close()
      store.close()
    },
  }
}

/** Everything at the till that is not a sale. */
function cashDesk(of: Pick<Deps, 'store' | 'replica' | 'signing' | 'clock'> & { finisher: Finisher }) {
  const booker = new Booker(of)
  const common = { ...of, booker, softwareVersion: SOFTWARE_VERSION }
  const drawer = new Drawer(common)
  return { drawer, refunds: new Refunds(common), closer: new Closer({ ...common, drawer }) }
}

function statusOf(of: {
  signing: Signing
  contact: Contact
  uplink: Uplink
  replica: Replica
  clock: () => Date
}): StatusView {
  const { state, since } = of.contact.state
  const signing = of.signing.state
  const outage = signing.state === 'outage' ? signing.outage : null
  const identity = signing.state === 'starting' ? null : signing.identity
  return {
    box: {
      softwareVersion: SOFTWARE_VERSION,
      branchName: of.replica.catalogue.branch?.name ?? '',
      time: of.clock().toISOString(),
    },
    centre: { state, since: since?.toISOString() ?? null, backlog: of.uplink.backlog },
    tse: {
      state: signing.state,
      since: outage?.since ?? null,
      reason: outage?.reason ?? null,
      emulated: identity?.emulated ?? false,
    },
  }
}
