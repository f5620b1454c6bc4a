import { err, ok } from '@brotkasten/domain/result'
import { sameBytes } from '../../transport/bytes.ts'
import type { CardCore, Outcome } from './core.ts'
import type { Handlers } from './handlers.ts'

const done = (): object => ({})

/** The life of the card: start, initialisation, time, clients, locks and the end. */
export const lifeHandlers = {
  start: (core) => {
    core.started = true
    return ok({ firmware: core.firmware, uniqueId: core.element.identity.serial.subarray(0, 16) })
  },

  /** Everything but the memory is lost, as without power; a fresh Start is needed. */
  shutdown: (core) => {
    core.powerOff()
    return ok({})
  },

  initialize: (core) => {
    if (!core.isAuthorised('Admin')) return err('notAuthenticated')
    return core.answer(core.element.initialize('emulated CryptoVision card', core.now()), done)
  },

  updateTime: (core, { time }) => {
    if (!core.isAuthorised('Admin', 'TimeAdmin')) return err('notAuthenticated')
    return core.answer(core.element.updateTime(new Date(time * 1000), core.now()), done)
  },

  mapClient: (core, { client, keySerial }) => {
    if (!core.isTimeSet) return err('timeNotSet')
    if (!core.isAuthorised('Admin')) return err('notAuthenticated')
    if (keySerial.length === 0) return core.answer(core.element.deregisterClient(client, core.now()), done)
    if (!sameBytes(keySerial, core.element.identity.serial)) return err('keyUnknown')
    return core.answer(core.element.registerClient(client, core.now()), done)
  },

  deactivate: (core) => (core.isTimeSet ? lock(core, 'true', 'lockTransactionLogging') : err('timeNotSet')),

  activate: (core) =>
    core.setting('locked') === 'true'
      ? lock(core, 'false', 'unlockTransactionLogging')
      : err('notDeactivated'),

  disable: (core) => {
    if (!core.isTimeSet) return err('timeNotSet')
    if (!core.isAuthorised('Admin')) return err('notAuthenticated')
    return core.answer(core.element.disable(core.now()), done)
  },

  /** Everything must have left the card before. */
  erase: (core) => {
    if (!core.isAuthorised('Admin')) return err('notAuthenticated')
    const erased = core.element.deleteStoredData('Admin', core.now())
    return erased.ok ? ok({}) : err('unexportedData')
  },

  /** Partial deletion needs a memory that forgets in the middle; the emulated one does not. */
  deleteUpTo: () => err('commandInvalid'),

  /** For engineering samples only, which the emulator is not. */
  factoryReset: () => err('commandInvalid'),
} satisfies Partial<Handlers>

function lock(core: CardCore, locked: 'true' | 'false', operation: string): Outcome<object> {
  if (!core.isAuthorised('Admin')) return err('notAuthenticated')
  const signed = core.element.system(operation, new Uint8Array(0), core.now())
  if (!signed.ok) return err(core.refusal(signed.error))
  return core.answer(core.element.setSetting('locked', locked), done)
}
