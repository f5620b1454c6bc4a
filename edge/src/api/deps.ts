import type { Staff } from '@brotkasten/domain/catalogue/entities'
import type { StatusView } from '@brotkasten/domain/wire/till'
import type { Logger } from 'pino'
import type { Closer } from '../cash/closer.ts'
import type { Drawer } from '../cash/drawer.ts'
import type { Devices } from '../events/devices.ts'
import type { EventStream } from '../events/stream.ts'
import type { Replica } from '../replica/replica.ts'
import type { ReceiptViews } from '../selling/receipt-views.ts'
import type { Refunds } from '../selling/refunds.ts'
import type { Seller } from '../selling/seller.ts'
import type { Signing } from '../signing/signing.ts'
import type { LogIn } from '../staff/log-in.ts'
import type { BoxStore } from '../store/box-store.ts'
import type { PairedRegister, Pairing } from '../terminals/pairing.ts'

/** What the routes need; everything else of the box is out of their sight. */
export interface Deps {
  readonly store: BoxStore
  readonly replica: Replica
  readonly seller: Seller
  readonly views: ReceiptViews
  readonly refunds: Refunds
  readonly drawer: Drawer
  readonly closer: Closer
  readonly signing: Signing
  readonly logIn: LogIn
  readonly pairing: Pairing
  readonly devices: Devices
  readonly stream: EventStream
  readonly status: () => StatusView
  readonly clock: () => Date
  readonly log: Logger
  /** Folder of the built terminal app. */
  readonly terminalDir: string
}

/** What the guards put into the context of a request. */
export interface Env {
  Variables: { register: PairedRegister; operator: Staff }
}
