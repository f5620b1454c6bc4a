import type { Result } from '@brotkasten/domain/result'
import type { CommandName, ReplyOf, RequestOf } from '../commands.ts'
import type { ErrorName } from '../errors.ts'
import type { StickCore } from './core.ts'
import { infoHandlers } from './info-handlers.ts'
import { signHandlers } from './sign-handlers.ts'
import { userHandlers } from './user-handlers.ts'

/** What a command comes to: its answer, or the error it leaves in the status word. */
export type Outcome<T> = Result<T, ErrorName>

export type Handler<N extends CommandName> = (core: StickCore, request: RequestOf<N>) => Outcome<ReplyOf<N>>

export type Handlers = { readonly [N in CommandName]: Handler<N> }

/** One for every command of the table; a missing one does not compile. */
export const HANDLERS: Handlers = { ...infoHandlers, ...signHandlers, ...userHandlers }
