import { err, ok } from '@brotkasten/domain/result'
import { AUTHENTICATION } from '../commands.ts'
import { isFirstGeneration } from '../firmware.ts'
import type { CardUser } from '../login.ts'
import type { CardCore, Outcome } from './core.ts'
import type { Handlers } from './handlers.ts'

const USERS: readonly CardUser[] = ['Admin', 'TimeAdmin']

const userOf = (name: string): CardUser | null => USERS.find((user) => user === name) ?? null

const hasPuk = ({ element }: CardCore, user: CardUser): boolean =>
  Object.hasOwn(element.state.vault.users, user)

/** A PIN stays in the transport state until it is set by PUK. */
const hasPin = (core: CardCore, user: CardUser): boolean =>
  hasPuk(core, user) && core.setting(`noPin-${user}`) !== 'true'

const RESULTS = {
  ok: AUTHENTICATION.ok,
  failed: AUTHENTICATION.failed,
  blocked: AUTHENTICATION.pinBlocked,
  unknownUser: AUTHENTICATION.unknownUser,
} as const

/** No PIN anybody can send: 8 bytes are wanted, these are none. */
const NO_PIN = new Uint8Array(0)

export const userHandlers = {
  getPinStates: (core) =>
    ok({
      states: Uint8Array.from(
        USERS.flatMap((user) => [hasPin(core, user), hasPuk(core, user)]),
        (set) => (set ? 0 : 1),
      ),
    }),

  initializePins: (core, { adminPuk, adminPin, timePuk, timePin }) => {
    if (!isFirstGeneration(core.firmware)) return err('commandInvalid')
    if (USERS.some((user) => hasPuk(core, user))) return err('notAuthorised')
    if (!sizes([adminPin, timePin], 8) || !sizes([adminPuk, timePuk], 10)) return err('parameterMismatch')
    core.element.setUser('Admin', adminPin, adminPuk)
    return core.answer(core.element.setUser('TimeAdmin', timePin, timePuk), () => ({}))
  },

  initializePuk: (core, request) => {
    const user = userOf(request.user)
    if (isFirstGeneration(core.firmware)) return err('commandInvalid')
    if (user === null) return err('userUnknown')
    if (hasPuk(core, user)) return err('notAuthorised')
    if (!sizes([request.puk], 10)) return err('parameterMismatch')
    core.element.setSetting(`noPin-${user}`, 'true')
    return core.answer(core.element.setUser(user, NO_PIN, request.puk), () => ({}))
  },

  authenticate: (core, { user: name, pin }) => {
    const user = userOf(name)
    if (user === null || !hasPin(core, user)) return ok({ result: AUTHENTICATION.unknownUser, retries: 0 })
    const checked = core.element.authenticate(user, user, pin, core.now())
    if (checked.ok && checked.value.result === 'ok') core.loggedIn(user)
    return core.answer(checked, ({ result, triesLeft }) => ({ result: RESULTS[result], retries: triesLeft }))
  },

  unblock: (core, { user: name, puk, newPin }) => {
    const user = userOf(name)
    if (user === null || !hasPuk(core, user)) return ok({ result: AUTHENTICATION.unknownUser })
    if (!sizes([newPin], 8) || isOldPin(core, user, newPin)) return ok({ result: AUTHENTICATION.error })
    const checked = core.element.unblock(user, puk, newPin, core.now())
    if (checked.ok && checked.value.result === 'ok') core.element.setSetting(`noPin-${user}`, 'false')
    return core.answer(checked, ({ result }) => ({ result: RESULTS[result] }))
  },

  logout: (core, { user: name }): Outcome<object> => {
    const user = userOf(name)
    if (user === null) return err('userUnknown')
    if (!core.isAuthorised(user)) return err('notAuthenticated')
    core.logOut(user, 'user')
    return ok({})
  },
} satisfies Partial<Handlers>

const sizes = (values: readonly Uint8Array[], size: number): boolean =>
  values.every(({ length }) => length === size)

const isOldPin = ({ element }: CardCore, user: CardUser, pin: Uint8Array): boolean =>
  element.state.vault.users[user]?.pin === Buffer.from(pin).toString('hex')
