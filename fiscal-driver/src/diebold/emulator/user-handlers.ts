import { err, ok } from '@brotkasten/domain/result'
import { utf8 } from '../../transport/bytes.ts'
import { LOGIN, SELF_TEST } from '../commands.ts'
import { FACTORY_CLIENT } from '../session.ts'
import type { StickCore } from './core.ts'
import type { Handlers, Outcome } from './handlers.ts'

const done = (): object => ({})

const RESULTS = {
  ok: LOGIN.ok,
  failed: LOGIN.failed,
  blocked: LOGIN.blocked,
  unknownUser: LOGIN.unknownUser,
} as const

/** The setting that keeps a client registered before initialisation. */
const EARLY_CLIENT = 'client-before-initialisation'

/** Users, clients, time, and the life of the stick. */
export const userHandlers = {
  login: (core, { user, pin }) =>
    core.answer(core.element.authenticate(user, user, utf8(pin), core.now()), ({ result }) => {
      if (result === 'ok') core.users.add(user)
      return { result: RESULTS[result] }
    }),

  logout: (core, { user }) => {
    if (!core.users.delete(user)) return err('notAuthenticated')
    return core.answer(core.element.logOut(user, 'user', core.now()), () => ({ result: LOGIN.ok }))
  },

  unblock: (core, { user, puk, pin }) =>
    core.answer(core.element.unblock(user, utf8(puk), utf8(pin), core.now()), ({ result }) => ({
      result: RESULTS[result],
    })),

  setClient: (core, { client }) => {
    core.client = client
    return ok({})
  },

  /** Before initialisation a client can be registered already; the heart learns of it afterwards. */
  registerClient: (core) =>
    asAdmin(core, () =>
      core.withClient((client) => {
        const { element } = core
        if (element.state.lifecycle === 'uninitialized')
          return core.answer(element.setSetting(EARLY_CLIENT, client), done)
        return core.answer(element.registerClient(client, core.now()), done)
      }),
    ),

  deregisterClient: (core) =>
    asAdmin(core, () =>
      core.withClient((client) => core.answer(core.element.deregisterClient(client, core.now()), done)),
    ),

  clients: (core) => asAdmin(core, () => ok({ clients: [FACTORY_CLIENT, ...core.element.state.clients] })),

  initialize: (core, { description }) =>
    asAdmin(core, () => {
      const initialised = core.element.initialize(description, core.now())
      const early = core.element.state.vault.settings[EARLY_CLIENT]
      if (initialised.ok && early !== undefined) core.element.registerClient(early, core.now())
      return core.answer(initialised, done)
    }),

  updateTime: (core, { time }) =>
    core.users.size === 0
      ? err('notAuthenticated')
      : core.answer(core.element.updateTime(time, core.now()), done),

  selfTest: (core) =>
    core.withClient<{ result: number }>((client) => {
      const known = client === FACTORY_CLIENT || core.element.state.clients.has(client)
      if (!known) return ok({ result: SELF_TEST.clientNotRegistered })
      return core.answer(core.element.selfTest(core.now()), () => ({ result: SELF_TEST.ok }))
    }),

  disable: (core) => asAdmin(core, () => core.answer(core.element.disable(core.now()), done)),

  deleteExported: (core) =>
    asAdmin(core, () => {
      const { usedBytes } = core.element.state
      return core.answer(core.element.deleteStoredData('Admin', core.now()), () => ({ deleted: usedBytes }))
    }),
} satisfies Partial<Handlers>

const asAdmin = <T>(core: StickCore, work: () => Outcome<T>): Outcome<T> =>
  core.users.has('Admin') ? work() : err('notAuthenticated')
