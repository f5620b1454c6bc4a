import { err, ok, type Result } from '@brotkasten/domain/result'
import { joinPem } from '../../archive/certificates.ts'
import { certificateFiles, elementLogs, infoFile, logFile, openTar } from '../../emulation/element-archive.ts'
import { TAR_END } from '../../secure-element/ustar.ts'
import { utf8 } from '../../transport/bytes.ts'
import { EVENT } from '../commands.ts'
import type { DeviceCore, Outcome } from '../emulator/core.ts'
import { HANDLERS } from '../emulator/handlers.ts'
import { codeOf, failureOf, type SwissbitFailure } from '../errors.ts'
import type { WormContext, WormSelection, WormSigned } from './library.ts'

/** What the stand-in and the test share: the power of the device, and what is to go wrong. */
export interface Power {
  /** Counts power-ups: a context from before a power cycle is of no use any more. */
  ups: number
  /** The next answer to a start or a finish is lost: the library reports a time-out. */
  loseAnswer: boolean
}

/** A stand-in for the maker's library: the same functions, on the heart of the emulator. */
export class StandInWorm implements WormContext {
  readonly core: DeviceCore
  readonly #power: Power
  readonly #since: number

  constructor(core: DeviceCore, power: Power) {
    this.core = core
    this.#power = power
    this.#since = power.ups
  }

  /** The library's own failure after a power cycle. */
  get #lost(): Result<never, SwissbitFailure> | null {
    const isLost = this.#power.ups !== this.#since
    return isLost
      ? err({ kind: 'unreachable', detail: 'error 13 of the library: power cycle', code: 13 })
      : null
  }

  async info() {
    const { element } = this.core
    const { state, config, identity } = element
    const { timeSet, timeDueIn, selfTestDueIn } = element.situation(this.core.now())
    if (this.#lost !== null) return this.#lost
    return ok({
      developmentFirmware: true,
      initialization: { uninitialized: 0, active: 1, disabled: 2 }[state.lifecycle],
      hasValidTime: timeSet && timeDueIn !== 0,
      hasPassedSelfTest: selfTestDueIn !== 0,
      timeUntilNextSelfTest: selfTestDueIn ?? 0,
      timeUntilNextTimeSynchronization: timeDueIn ?? 0,
      maxStartedTransactions: config.limits.openTransactions,
      createdSignatures: state.signatureCounter,
      remainingSignatures: config.limits.signatures - state.signatureCounter,
      maxRegisteredClients: config.limits.clients,
      certificateExpirationDate: Math.floor(identity.certificateEnd.getTime() / 1000),
      publicKey: identity.point,
      serialNumber: identity.serial,
      description: 'stand-in for the library',
    })
  }

  runSelfTest = async (client: string) => this.#done('self-test', HANDLERS.selfTest(this.core, { client }))
  login = async (user: number, pin: string) => this.#done('login', HANDLERS.login(this.core, { user, pin }))
  updateTime = async (time: number) => this.#done('update time', HANDLERS.updateTime(this.core, { time }))
  registerClient = async (client: string) =>
    this.#done('register', HANDLERS.registerClient(this.core, { client }))
  deregisterClient = async (client: string) =>
    this.#done('deregister', HANDLERS.deregisterClient(this.core, { client }))

  async logout(user: number) {
    const name = user === 1 ? 'admin' : 'timeAdmin'
    this.core.users.delete(name)
    this.core.element.logOut(name, 'user', this.core.now())
    return this.#done('logout', ok({}))
  }

  async listRegisteredClients() {
    return ok([...this.core.element.state.clients])
  }

  async listStartedTransactions() {
    return ok([...this.core.element.state.open.keys()])
  }

  startTransaction = (client: string, data: Uint8Array, type: string) =>
    this.#sign(EVENT.start, client, 0, data, type)

  finishTransaction = (client: string, number: number, data: Uint8Array, type: string) =>
    this.#sign(EVENT.finish, client, number, data, type)

  async logMessageCertificate() {
    return ok(utf8(joinPem(this.core.element.identity.certificates)))
  }

  async exportTar(selection: WormSelection, write: (chunk: Uint8Array) => void) {
    const { transactions, period, clientId } = selection
    const wanted = [...elementLogs(this.core.element)].filter(({ message: { content, logTime } }) => {
      const at = logTime.getTime() / 1000
      if (period !== undefined && (at < period.from || at > period.to)) return false
      if (content.kind !== 'transaction') return transactions === undefined
      if (clientId !== undefined && content.clientId !== clientId) return false
      const { transactionNumber: number } = content
      return transactions === undefined || (number >= transactions.from && number <= transactions.to)
    })
    if (transactions !== undefined && wanted.length === 0) return err(failureOf(0x2003, 'export'))
    const files = [infoFile('stand-in', '1'), ...certificateFiles(this.core.element), ...wanted.map(logFile)]
    write(openTar(files, this.core.now()))
    write(TAR_END)
    return ok(undefined)
  }

  async close(): Promise<void> {}

  async #sign(
    event: number,
    client: string,
    transactionNumber: number,
    data: Uint8Array,
    processType: string,
  ): Promise<Result<WormSigned, SwissbitFailure>> {
    if (this.#lost !== null) return this.#lost
    const request = { event, client, transactionNumber, dataLength: data.length, additionalLength: 0 }
    const opened = HANDLERS.openTransaction(this.core, { ...request, processType: utf8(processType) })
    if (!opened.ok) return err(failureOf(codeOf(opened.error), 'open'))
    const padded = new Uint8Array(Math.ceil(data.length / 512) * 512)
    padded.set(data)
    this.core.store.write(opened.value.block * 512, padded)
    const closed = HANDLERS.closeTransaction(this.core, {})
    if (!closed.ok) return err(failureOf(codeOf(closed.error), 'close'))
    if (!this.#power.loseAnswer) return ok(closed.value)
    this.#power.loseAnswer = false
    return err({ kind: 'timeout', detail: 'error 4 of the library' })
  }

  #done(what: string, outcome: Outcome<object>): Result<void, SwissbitFailure> {
    if (this.#lost !== null) return this.#lost
    return outcome.ok ? ok(undefined) : err(failureOf(codeOf(outcome.error), what))
  }
}
