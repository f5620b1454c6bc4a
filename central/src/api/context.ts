import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { Logger } from 'pino'
import type { Box, Boxes } from '../boxes/boxes.ts'
import type { Broker } from '../broker/broker.ts'
import type { Clock } from '../clock.ts'
import type { Ingest } from '../ingest/ingest.ts'
import type { Hub } from '../live/hub.ts'
import type { Live } from '../live/live.ts'
import type { MasterData } from '../masterdata/master-data.ts'
import type { Databases } from '../store/databases.ts'
import type { User, Users } from '../users/users.ts'

/** Everything the routes work with. */
export interface Deps {
  readonly databases: Databases
  readonly masterData: MasterData
  readonly boxes: Boxes
  readonly users: Users
  readonly ingest: Ingest
  readonly live: Live
  readonly hub: Hub
  readonly broker: () => Broker
  readonly clock: Clock
  readonly log: Logger
  readonly setupToken: string | null
  readonly dashboardDir: string | null
}

export interface Env {
  Bindings: Partial<HttpBindings>
  Variables: { user: User | null; box: Box | null; session: string | null }
}

/** The HQ user of a request whose route asks for one. */
export function userOf(c: Context<Env>): User {
  const user = c.get('user')
  if (!user) throw new Error(`${c.req.path} is open to nobody but asks for a user`)
  return user
}

/** The box of a request whose route asks for one. */
export function boxOf(c: Context<Env>): Box {
  const box = c.get('box')
  if (!box) throw new Error(`${c.req.path} is no route of boxes but asks for one`)
  return box
}

/** Network address of the caller, for counting wrong tries. */
export const addressOf = (c: Context<Env>): string => c.env?.incoming?.socket.remoteAddress ?? 'local'
