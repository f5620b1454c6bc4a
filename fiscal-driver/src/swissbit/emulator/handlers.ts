import { err, ok } from '@brotkasten/domain/result'
import { joinPem } from '../../archive/certificates.ts'
import { text, utf8 } from '../../transport/bytes.ts'
import {
  CLIENTS_PER_LIST,
  type CommandName,
  EVENT,
  NUMBERS_PER_LIST,
  type ReplyOf,
  type RequestOf,
  USER,
} from '../commands.ts'
import type { SwissbitUser } from '../login.ts'
import type { DeviceCore, Import, Outcome } from './core.ts'

export type Handler<N extends CommandName> = (core: DeviceCore, request: RequestOf<N>) => Outcome<ReplyOf<N>>

type Handlers = { readonly [N in CommandName]: Handler<N> }

const done = (): object => ({})

const userOf = (number: number): SwissbitUser => (number === USER.admin ? 'admin' : 'timeAdmin')

/** The setting that keeps a client registered before initialisation. */
const EARLY_CLIENT = 'client-before-initialisation'

const PEM_PIECE = 400

/** One handler for every command of the table; a missing one does not compile. */
export const HANDLERS: Handlers = {
  login: (core, { user: number, pin }) => {
    const user = userOf(number)
    const checked = core.element.authenticate(user, user, utf8(pin), core.now())
    if (!checked.ok) return core.answer(checked, done)
    if (checked.value.result !== 'ok')
      return err(checked.value.result === 'blocked' ? 'pinBlocked' : 'wrongPin')
    core.users.add(user)
    return ok({})
  },

  changePuk: (core, { old, next }) => {
    for (const user of ['admin', 'timeAdmin'] as const) {
      const secret = core.element.state.vault.users[user]
      if (secret?.puk !== Buffer.from(old).toString('hex')) return err('wrongPin')
      core.element.setUser(user, Buffer.from(secret.pin, 'hex'), utf8(next))
    }
    return core.answer(core.element.setSetting('changed-puk', 'true'), done)
  },

  changePin: (core, { user: number, old, next }) => {
    const user = userOf(number)
    const secret = core.element.state.vault.users[user]
    if (secret?.pin !== Buffer.from(old).toString('hex')) return err('wrongPin')
    core.element.setUser(user, utf8(next), Buffer.from(secret.puk, 'hex'))
    return core.answer(core.element.setSetting(`changed-${user}`, 'true'), done)
  },

  selfTest: (core, { client }) => {
    const known = core.element.state.clients.has(client) || core.setting(EARLY_CLIENT) === client
    if (!known) return err('clientUnknown')
    return core.answer(core.element.selfTest(core.now()), done)
  },

  registerClient: (core, { client }) =>
    asAdmin(core, () => {
      const { element } = core
      if (element.state.lifecycle === 'uninitialized')
        return core.answer(element.setSetting(EARLY_CLIENT, client), done)
      return core.answer(element.registerClient(client, core.now()), done)
    }),

  deregisterClient: (core, { client }) =>
    asAdmin(core, () => core.answer(core.element.deregisterClient(client, core.now()), done)),

  listClients: ({ element }, { skip }) =>
    ok({ clients: [...element.state.clients].slice(skip, skip + CLIENTS_PER_LIST) }),

  enableCtss: (core) => asAdmin(core, () => core.answer(core.element.setSetting('ctss', 'on'), done)),

  disableCtss: (core) => asAdmin(core, () => core.answer(core.element.setSetting('ctss', 'off'), done)),

  initialize: (core) =>
    asAdmin(core, () => {
      if (core.element.state.lifecycle === 'active') return err('alreadyInitialised')
      const initialised = core.element.initialize('emulated Swissbit TSE', core.now())
      const early = core.setting(EARLY_CLIENT)
      if (initialised.ok && early !== undefined) core.element.registerClient(early, core.now())
      return core.answer(initialised, done)
    }),

  updateTime: (core, { time }) =>
    core.users.size === 0
      ? err('notAuthorised')
      : core.answer(core.element.updateTime(new Date(time * 1000), core.now()), done),

  listOpen: ({ element }, { skip, client }) =>
    ok({
      numbers: [...element.state.open]
        .filter(([, owner]) => client === '' || owner === client)
        .map(([number]) => number)
        .slice(skip, skip + NUMBERS_PER_LIST),
    }),

  readCertificate: ({ element }, { offset }) => {
    const pem = utf8(joinPem(element.identity.certificates))
    return ok({ piece: pem.slice(offset, offset + PEM_PIECE) })
  },

  openTransaction: (core, { event, client, transactionNumber, dataLength, processType }) => {
    if (core.setting('ctss') !== 'on') return err('ctssInactive')
    const { block } = { block: core.store.dataBlock }
    core.store.forgetData()
    core.importing = { event, client, transactionNumber, processType: text(processType), dataLength, block }
    return ok({ block })
  },

  closeTransaction: (core) => {
    const { importing } = core
    if (importing === null) return err('noTransactionInProgress')
    const data = core.store.take(importing.block, importing.dataLength)
    if (data === null) return err('notEnoughData')
    if (core.slowCloses > 0) {
      core.slowCloses -= 1
      return err('notEnoughData')
    }
    core.importing = null
    return close(core, importing, data)
  },
}

function close(
  core: DeviceCore,
  wanted: Import,
  processData: Uint8Array,
): Outcome<ReplyOf<'closeTransaction'>> {
  const { element } = core
  const input = { clientId: wanted.client, processType: wanted.processType, processData }
  const signed =
    wanted.event === EVENT.start
      ? element.start(input, core.now())
      : wanted.event === EVENT.update
        ? element.update(wanted.transactionNumber, input, core.now())
        : element.finish(wanted.transactionNumber, input, core.now())
  return core.answer(signed, ({ logTime, signatureCounter, signature }) => ({
    transactionNumber:
      wanted.event === EVENT.start ? element.state.transactionCounter : wanted.transactionNumber,
    serial: element.identity.serial,
    logTime: Math.floor(logTime.getTime() / 1000),
    signatureCounter,
    signature,
  }))
}

const asAdmin = <T>(core: DeviceCore, work: () => Outcome<T>): Outcome<T> =>
  core.users.has('admin') ? work() : err('notAuthorised')
