import type { CommandName, ReplyOf, RequestOf } from '../commands.ts'
import type { CardCore, Outcome } from './core.ts'
import { infoHandlers } from './info-handlers.ts'
import { lifeHandlers } from './life-handlers.ts'
import { signHandlers } from './sign-handlers.ts'
import { userHandlers } from './user-handlers.ts'

export type Handler<N extends CommandName> = (core: CardCore, request: RequestOf<N>) => Outcome<ReplyOf<N>>

export type Handlers = { readonly [N in CommandName]: Handler<N> }

/** One handler for every command of the table; a missing one does not compile. */
export const HANDLERS: Handlers = { ...infoHandlers, ...lifeHandlers, ...signHandlers, ...userHandlers }
