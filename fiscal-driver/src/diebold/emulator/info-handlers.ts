import { err, ok } from '@brotkasten/domain/result'
import {
  certificateFiles,
  type ElementLog,
  elementLogs,
  infoFile,
  logFile,
  openTar,
} from '../../emulation/element-archive.ts'
import { algorithmOf } from '../../secure-element/signer.ts'
import { TAR_END } from '../../secure-element/ustar.ts'
import { concat } from '../../transport/bytes.ts'
import { STATE, TSE_STATE } from '../commands.ts'
import type { StickCore } from './core.ts'
import type { Handlers } from './handlers.ts'

/** Bytes of a buffer per packet. */
const PACKET = 1024
const LAST = 0x01

/** What the stick tells, and its exports. */
export const infoHandlers = {
  countryInfo: () => ok({ apiMajor: 1, apiMinor: 0, country: 49, hardware: 64 }),

  status: (core) => ok({ error: core.error, state: stateOf(core) }),

  firmware: () => ok({ major: 1, minor: 0, build: 0 }),

  setUnsolicited: () => ok({}),

  fetchBuffer: (core, { buffer, packet }) => {
    const content = core.buffers.get(buffer)
    if (content === undefined) return err('noData')
    const data = content.subarray(0, PACKET)
    const rest = content.subarray(data.length)
    core.buffers.set(buffer, rest)
    return ok({ buffer, packet, status: rest.length > 0 ? 0 : LAST, size: data.length, data })
  },

  memoryInfo: ({ element }) => {
    const { logBytes } = element.config.limits
    return ok({ capacity: logBytes, free: Math.max(0, logBytes - element.state.usedBytes) })
  },

  slotInfo: ({ element }) => {
    const { state, config, identity } = element
    return ok({
      slotState: 3,
      tseState: TSE_STATES[state.lifecycle],
      vendor: 0,
      cryptoInfo: '0001000300010004',
      capacity: config.limits.logBytes,
      free: Math.max(0, config.limits.logBytes - state.usedBytes),
      certificateEnd: identity.certificateEnd,
      signaturesLeft: Math.max(0, config.limits.signatures - state.signatureCounter),
      algorithm: algorithmOf(identity).name,
      more: ['0', 'emulated stick'],
    })
  },

  clientCount: ({ element }) => ok({ most: element.config.limits.clients, now: element.state.clients.size }),

  transactionCount: ({ element }) =>
    ok({ most: element.config.limits.openTransactions, now: element.state.open.size }),

  openTransactions: ({ element }, { client }) =>
    ok({
      numbers: [...element.state.open].filter(([, owner]) => owner === client).map(([number]) => number),
    }),

  timeInterval: ({ element }) => ok({ seconds: element.config.timeUpdateEvery ?? 86_400 }),

  selfTestDueIn: (core) => ok({ seconds: core.element.situation(core.now()).selfTestDueIn ?? 86_400 }),

  exportAll: (core) => archive(core, () => true),

  exportByNumber: (core, { number, client }) => {
    const place = core.element.state.transactions.find(Number(number))
    if (place === null) return err('noData')
    return archive(
      core,
      ({ message: { content } }) =>
        content.kind === 'transaction' &&
        content.transactionNumber === Number(number) &&
        (client === '' || content.clientId === client),
      place.start,
    )
  },

  exportByPeriod: (core, { from, to, client }) =>
    archive(core, ({ message: { content, logTime } }) => {
      if (logTime < from || logTime > to) return false
      return client === '' || content.kind !== 'transaction' || content.clientId === client
    }),

  certificates: ({ element }) => ok({ certificates: element.identity.certificates }),

  serials: ({ element }) => ok({ serials: [element.identity.serial] }),

  lastLog: ({ element }) => {
    const last = [...elementLogs(element)].at(-1)
    return last === undefined ? err('noLogMessage') : ok({ message: last.bytes })
  },

  publicKey: ({ element }) => ok({ first: element.identity.serialHex, point: element.identity.point }),

  resetExport: (core) => {
    core.buffers.clear()
    return ok({})
  },
} satisfies Partial<Handlers>

const TSE_STATES = { uninitialized: 0, active: TSE_STATE.initialised, disabled: TSE_STATE.disabled } as const

const stateOf = ({ element, open }: StickCore): number =>
  (element.state.lifecycle === 'active' ? STATE.fiscal : 0) |
  (open === null ? 0 : STATE.commandOpen) |
  (element.state.open.size > 0 ? STATE.transactionStarted : 0)

function archive(core: StickCore, wanted: (log: ElementLog) => boolean, from = 0) {
  const logs = [...elementLogs(core.element, from)].filter(wanted)
  const files = [infoFile('emulated stick', '1'), ...certificateFiles(core.element), ...logs.map(logFile)]
  return ok({ parts: [concat([openTar(files, core.now()), TAR_END])] })
}
