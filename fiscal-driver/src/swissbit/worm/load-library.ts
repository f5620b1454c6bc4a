import { existsSync } from 'node:fs'
import { err, ok, type Result } from '@brotkasten/domain/result'
import { failureOf, type SwissbitFailure } from '../errors.ts'
import { type ForeignFunction, type Koffi, loadKoffi } from './koffi.ts'
import type { WormContext, WormInfo, WormResult, WormSelection, WormSigned } from './library.ts'

/**
 * The C prototypes of the functions used, from public bindings of SDK 5.9. `worm_uint` is 64 bits wide. NEVER RUN: neither
 * the library nor a device was at hand when this was written.
 */
const PROTOTYPES = {
  init: 'int worm_init(_Out_ void **context, const char *mountPoint)',
  cleanup: 'int worm_cleanup(void *context)',
  infoNew: 'void *worm_info_new(void *context)',
  infoRead: 'int worm_info_read(void *info)',
  infoFree: 'void worm_info_free(void *info)',
  development: 'int worm_info_isDevelopmentFirmware(void *info)',
  initialization: 'int worm_info_initializationState(void *info)',
  validTime: 'int worm_info_hasValidTime(void *info)',
  selfTested: 'int worm_info_hasPassedSelfTest(void *info)',
  selfTestDue: 'uint32_t worm_info_timeUntilNextSelfTest(void *info)',
  timeDue: 'uint32_t worm_info_timeUntilNextTimeSynchronization(void *info)',
  maxStarted: 'uint32_t worm_info_maxStartedTransactions(void *info)',
  created: 'uint32_t worm_info_createdSignatures(void *info)',
  remaining: 'uint32_t worm_info_remainingSignatures(void *info)',
  maxClients: 'uint32_t worm_info_maxRegisteredClients(void *info)',
  expiry: 'uint64_t worm_info_certificateExpirationDate(void *info)',
  publicKey: 'void worm_info_tsePublicKey(void *info, _Out_ void **bytes, _Out_ uint64_t *length)',
  serial: 'void worm_info_tseSerialNumber(void *info, _Out_ void **bytes, _Out_ uint64_t *length)',
  description: 'const char *worm_info_tseDescription(void *info)',
  selfTest: 'int worm_tse_runSelfTest(void *context, const char *clientId)',
  login: 'int worm_user_login(void *context, int user, const uint8_t *pin, int length, _Out_ int *retries)',
  logout: 'int worm_user_logout(void *context, int user)',
  updateTime: 'int worm_tse_updateTime(void *context, uint64_t time)',
  register: 'int worm_tse_registerClient(void *context, const char *clientId)',
  deregister: 'int worm_tse_deregisterClient(void *context, const char *clientId)',
  clients: 'int worm_tse_listRegisteredClients(void *context, int skip, uint8_t *clients)',
  started:
    'int worm_transaction_listStartedTransactions(void *context, const char *clientId, int skip, uint64_t *numbers, int size, _Out_ int *count)',
  responseNew: 'void *worm_transaction_response_new(void *context)',
  responseFree: 'void worm_transaction_response_free(void *response)',
  responseNumber: 'uint64_t worm_transaction_response_transactionNumber(void *response)',
  responseCounter: 'uint64_t worm_transaction_response_signatureCounter(void *response)',
  responseTime: 'uint64_t worm_transaction_response_logTime(void *response)',
  responseSignature:
    'void worm_transaction_response_signature(void *response, _Out_ void **bytes, _Out_ uint64_t *length)',
  start:
    'int worm_transaction_start(void *context, const char *clientId, const uint8_t *data, uint64_t length, const char *type, void *response)',
  finish:
    'int worm_transaction_finish(void *context, const char *clientId, uint64_t number, const uint8_t *data, uint64_t length, const char *type, void *response)',
  certificate: 'int worm_getLogMessageCertificate(void *context, uint8_t *buffer, uint32_t *length)',
  exportAll: 'int worm_export_tar(void *context, WormExportTarCallback *write, void *data)',
  exportPeriod:
    'int worm_export_tar_filtered_time(void *context, uint64_t from, uint64_t to, const char *clientId, WormExportTarCallback *write, void *data)',
  exportTransactions:
    'int worm_export_tar_filtered_transaction(void *context, uint64_t from, uint64_t to, const char *clientId, WormExportTarCallback *write, void *data)',
} as const

type Functions = Readonly<Record<keyof typeof PROTOTYPES, ForeignFunction>>

const CALLBACK = 'int WormExportTarCallback(const uint8_t *chunk, unsigned int length, void *data)'

/** Loads the library from the operator's path and opens the device mounted at `mountPoint`. */
export async function loadWormLibrary(
  libraryPath: string,
  mountPoint: string,
  koffiLoader: () => Promise<Result<Koffi, SwissbitFailure>> = loadKoffi,
): WormResult<WormContext> {
  if (!existsSync(libraryPath)) return err({ kind: 'unreachable', detail: `no library at ${libraryPath}` })
  const koffi = await koffiLoader()
  if (!koffi.ok) return koffi
  try {
    const functions = functionsOf(koffi.value, libraryPath)
    const context: unknown[] = [null]
    const code = Number(functions.init(context, mountPoint))
    return code === 0
      ? ok(new ForeignContext(koffi.value, functions, context[0]))
      : err(failureOf(code, 'worm_init'))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return err({ kind: 'unreachable', detail: `cannot use ${libraryPath}: ${why}` })
  }
}

/** A type can be declared once per program, and a device is opened again after every loss. */
const declared = new WeakMap<Koffi, Map<string, Functions>>()

function functionsOf(koffi: Koffi, path: string): Functions {
  const known = declared.get(koffi) ?? new Map<string, Functions>()
  const before = known.get(path)
  if (before !== undefined) return before
  if (!declared.has(koffi)) koffi.proto(CALLBACK)
  declared.set(koffi, known)
  const library = koffi.load(path)
  const entries = Object.entries(PROTOTYPES).map(
    ([name, prototype]) => [name, library.func(prototype)] as const,
  )
  const functions = Object.fromEntries(entries)
  if (!hasAll(functions)) throw new Error('a function is missing')
  known.set(path, functions)
  return functions
}

const hasAll = (functions: Readonly<Record<string, ForeignFunction>>): functions is Functions =>
  Object.keys(PROTOTYPES).every((name) => Object.hasOwn(functions, name))

const CLIENT_BYTES = 31
const CLIENTS_PER_LIST = 16
const NUMBERS_PER_LIST = 62
const CERTIFICATE_BYTES = 16 * 1024
const FOREVER = 0xffff_ffff_ffff_ffffn

class ForeignContext implements WormContext {
  readonly #koffi: Koffi
  readonly #c: Functions
  readonly #context: unknown

  constructor(koffi: Koffi, functions: Functions, context: unknown) {
    this.#koffi = koffi
    this.#c = functions
    this.#context = context
  }

  async info(): WormResult<WormInfo> {
    const info = this.#c.infoNew(this.#context)
    try {
      const read = this.#check('worm_info_read', this.#c.infoRead(info))
      if (!read.ok) return read
      const number = (get: ForeignFunction): number => Number(get(info))
      return ok({
        developmentFirmware: number(this.#c.development) !== 0,
        initialization: number(this.#c.initialization),
        hasValidTime: number(this.#c.validTime) !== 0,
        hasPassedSelfTest: number(this.#c.selfTested) !== 0,
        timeUntilNextSelfTest: number(this.#c.selfTestDue),
        timeUntilNextTimeSynchronization: number(this.#c.timeDue),
        maxStartedTransactions: number(this.#c.maxStarted),
        createdSignatures: number(this.#c.created),
        remainingSignatures: number(this.#c.remaining),
        maxRegisteredClients: number(this.#c.maxClients),
        certificateExpirationDate: number(this.#c.expiry),
        publicKey: this.#bytes(this.#c.publicKey, info),
        serialNumber: this.#bytes(this.#c.serial, info),
        description: String(this.#c.description(info)),
      })
    } finally {
      this.#c.infoFree(info)
    }
  }

  runSelfTest = async (clientId: string) =>
    this.#check('self-test', this.#c.selfTest(this.#context, clientId))

  login = async (user: number, pin: string) =>
    this.#check('login', this.#c.login(this.#context, user, Buffer.from(pin), pin.length, [0]))

  logout = async (user: number) => this.#check('logout', this.#c.logout(this.#context, user))

  updateTime = async (time: number) => this.#check('update time', this.#c.updateTime(this.#context, time))

  registerClient = async (clientId: string) =>
    this.#check('register', this.#c.register(this.#context, clientId))

  deregisterClient = async (clientId: string) =>
    this.#check('deregister', this.#c.deregister(this.#context, clientId))

  async listRegisteredClients(): WormResult<readonly string[]> {
    const found: string[] = []
    for (;;) {
      const list = Buffer.alloc(4 + CLIENTS_PER_LIST * CLIENT_BYTES)
      const read = this.#check('list clients', this.#c.clients(this.#context, found.length, list))
      if (!read.ok) return read
      const count = Math.min(list.readInt32LE(0), CLIENTS_PER_LIST)
      for (let at = 0; at < count; at += 1) {
        const name = list.subarray(4 + at * CLIENT_BYTES, 4 + (at + 1) * CLIENT_BYTES)
        found.push(name.toString('latin1').replace(/\0.*$/s, ''))
      }
      if (count < CLIENTS_PER_LIST) return ok(found)
    }
  }

  async listStartedTransactions(): WormResult<readonly number[]> {
    const found: number[] = []
    for (;;) {
      const list = Buffer.alloc(8 * NUMBERS_PER_LIST)
      const count = [0]
      const code = this.#c.started(this.#context, null, found.length, list, NUMBERS_PER_LIST, count)
      const read = this.#check('list transactions', code)
      if (!read.ok) return read
      const here = Math.min(Number(count[0]), NUMBERS_PER_LIST)
      for (let at = 0; at < here; at += 1) found.push(Number(list.readBigUInt64LE(at * 8)))
      if (here < NUMBERS_PER_LIST) return ok(found)
    }
  }

  startTransaction = (client: string, data: Uint8Array, type: string) =>
    this.#signed('start', (response) =>
      this.#c.start(this.#context, client, data, data.length, type, response),
    )

  finishTransaction = (client: string, number: number, data: Uint8Array, type: string) =>
    this.#signed('finish', (response) =>
      this.#c.finish(this.#context, client, number, data, data.length, type, response),
    )

  async logMessageCertificate(): WormResult<Uint8Array> {
    const buffer = Buffer.alloc(CERTIFICATE_BYTES)
    const length = [CERTIFICATE_BYTES]
    const read = this.#check('certificate', this.#c.certificate(this.#context, buffer, length))
    return read.ok ? ok(Uint8Array.from(buffer.subarray(0, Number(length[0])))) : read
  }

  async exportTar(selection: WormSelection, write: (chunk: Uint8Array) => void): WormResult<void> {
    const { transactions, period, clientId = null } = selection
    const callback = (chunk: unknown, length: unknown): number => {
      write(this.#decode(chunk, Number(length)))
      return 0
    }
    if (transactions !== undefined) {
      const { from, to } = transactions
      return this.#check(
        'export',
        this.#c.exportTransactions(this.#context, from, to, clientId, callback, null),
      )
    }
    if (period === undefined && clientId === null) {
      return this.#check('export', this.#c.exportAll(this.#context, callback, null))
    }
    const { from, to } = period ?? { from: 0, to: FOREVER }
    return this.#check('export', this.#c.exportPeriod(this.#context, from, to, clientId, callback, null))
  }

  async close(): Promise<void> {
    this.#c.cleanup(this.#context)
  }

  async #signed(what: string, work: (response: unknown) => unknown): WormResult<WormSigned> {
    const response = this.#c.responseNew(this.#context)
    try {
      const done = this.#check(what, work(response))
      if (!done.ok) return done
      return ok({
        transactionNumber: Number(this.#c.responseNumber(response)),
        signatureCounter: Number(this.#c.responseCounter(response)),
        logTime: Number(this.#c.responseTime(response)),
        signature: this.#bytes(this.#c.responseSignature, response),
      })
    } finally {
      this.#c.responseFree(response)
    }
  }

  #check(what: string, code: unknown): Result<void, SwissbitFailure> {
    const number = Number(code)
    return number === 0 ? ok(undefined) : err(hostFailure(number, what))
  }

  /** Bytes that belong to their parent object: copied, never freed. */
  #bytes(get: ForeignFunction, parent: unknown): Uint8Array {
    const pointer: unknown[] = [null]
    const length: unknown[] = [0]
    get(parent, pointer, length)
    return this.#decode(pointer[0], Number(length[0]))
  }

  #decode(pointer: unknown, length: number): Uint8Array {
    const decoded = this.#koffi.decode(pointer, 'uint8_t', length)
    if (decoded instanceof Uint8Array) return Uint8Array.from(decoded)
    return Array.isArray(decoded) ? Uint8Array.from(decoded.map(Number)) : new Uint8Array(0)
  }
}

/** Codes below 0x1000 come from the library itself. */
function hostFailure(code: number, what: string): SwissbitFailure {
  const unreachable = [2, 3, 13]
  const unknownOutcome = [6, 8]
  const detail = `${what}: error ${code} of the library`
  if (unreachable.includes(code)) return { kind: 'unreachable', detail, code }
  if (code === 4) return { kind: 'timeout', detail, code }
  return unknownOutcome.includes(code) ? { kind: 'garbage', detail, code } : failureOf(code, what)
}
