import { randomBytes } from 'node:crypto'
import { err, ok } from '@brotkasten/domain/result'
import { utf8 } from '../../transport/bytes.ts'
import { ADMIN, challengeHash, TIME_ADMIN } from '../login.ts'
import { type Desk, nothing, type Outcome } from './desk.ts'
import type { EmulatedFunctions } from './functions.ts'

/** Setting up, logging in, clients. */
export const userFunctions = {
  SetUp: (desk, { puk, adminPin, timeAdminPin }) => {
    const { element } = desk
    if (element.state.lifecycle !== 'uninitialized') return err('OTHER_ERROR_TSE_ALREADY_SET_UP')
    element.setUser(ADMIN, utf8(adminPin), utf8(puk))
    element.setUser(TIME_ADMIN, utf8(timeAdminPin), utf8(puk))
    element.setSetting('host', desk.printer.host)
    return desk.answer(element.initialize('emulated Epson TSE', desk.now()), nothing)
  },

  SetUpForPrinter: (desk) => {
    if (!desk.admin) return err('OTHER_ERROR_UNAUTHENTICATED_ADMIN_USER')
    return desk.answer(desk.element.setSetting('host', desk.printer.host), nothing)
  },

  GetChallenge: (desk) => {
    desk.challenge = randomBytes(16).toString('hex')
    return ok({ challenge: desk.challenge })
  },

  AuthenticateUserForAdmin: (desk, { userId, pin, hash }) => {
    if (userId !== ADMIN) return err('OTHER_ERROR_INVALID_ADMIN_USER_ID')
    const done = authenticate(desk, ADMIN, pin, hash)
    if (done.ok) desk.admin = true
    return done
  },

  AuthenticateUserForTimeAdmin: (desk, { clientId, pin, hash }) => {
    const known = clientId === TIME_ADMIN || desk.element.state.clients.has(clientId)
    if (!known) return desk.refuse('clientUnknown')
    const done = authenticate(desk, TIME_ADMIN, pin, hash)
    if (done.ok) desk.tills.add(clientId)
    return done
  },

  LogOutForAdmin: (desk) => {
    desk.admin = false
    return desk.answer(desk.element.logOut(ADMIN, 'user', desk.now()), nothing)
  },

  LogOutForTimeAdmin: (desk) => {
    desk.tills.clear()
    return desk.answer(desk.element.logOut(TIME_ADMIN, 'user', desk.now()), nothing)
  },

  RegisterClient: (desk, { clientId }) => {
    if (!desk.admin) return err('OTHER_ERROR_UNAUTHENTICATED_ADMIN_USER')
    return desk.answer(desk.element.registerClient(clientId, desk.now()), nothing)
  },

  DeregisterClient: (desk, { clientId }) => {
    if (!desk.admin) return err('OTHER_ERROR_UNAUTHENTICATED_ADMIN_USER')
    return desk.answer(desk.element.deregisterClient(clientId, desk.now()), nothing)
  },

  GetRegisteredClientList: (desk) =>
    desk.admin
      ? ok({ registeredClientIdList: [...desk.element.state.clients] })
      : err('OTHER_ERROR_UNAUTHENTICATED_ADMIN_USER'),
} satisfies Partial<EmulatedFunctions>

const PIN_ERRORS = {
  failed: 'TSE1_ERROR_AUTHENTICATION_FAILED',
  blocked: 'TSE1_ERROR_AUTHENTICATION_PIN_BLOCKED',
  unknownUser: 'TSE1_ERROR_AUTHENTICATION_FAILED',
} as const

/** A challenge is good for one try. */
function authenticate(desk: Desk, user: string, pin: string, hash: string): Outcome<object> {
  const { challenge } = desk
  desk.challenge = null
  if (challenge === null || hash !== challengeHash(challenge, desk.printer.sharedSecret)) {
    return err('OTHER_ERROR_HOST_AUTHENTICATION_FAILED')
  }
  const checked = desk.element.authenticate(user, user, utf8(pin), desk.now())
  if (!checked.ok) return desk.answer(checked, nothing)
  return checked.value.result === 'ok' ? ok({}) : err(PIN_ERRORS[checked.value.result])
}
