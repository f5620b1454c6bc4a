import { err, ok } from '@brotkasten/domain/result'
import { certificateFiles, openTar } from '../../emulation/element-archive.ts'
import { algorithmOf } from '../../secure-element/signer.ts'
import { bigEndian, concat, utf8 } from '../../transport/bytes.ts'
import { CONFIG, KEY_DATA, LIFECYCLE, STATUS } from '../commands.ts'
import { type Parameter, TYPES } from '../fields.ts'
import { serialList, writeMappings } from '../structures.ts'
import type { CardCore } from './core.ts'
import type { Handlers } from './handlers.ts'

/** What the card tells of itself. */
export const infoHandlers = {
  getSerialNumbers: (core) =>
    core.element.state.lifecycle === 'uninitialized'
      ? err('notInitialised')
      : ok({ list: serialList(core.element.identity.serial) }),

  getClientMappings: ({ element }) =>
    ok({ mappings: writeMappings([...element.state.clients], element.identity.serial) }),

  getCertificates: (core) => ok({ tar: openTar(certificateFiles(core.element), core.now()) }),

  getConfig: (core, { id }) => found(configuration(core, id)),

  getStatus: (core, { id }) => found(status(core, id)),

  getKeyData: (core, { id }) => {
    const value = keyData(core, id)
    return value === null ? err('idNotFound') : ok({ value })
  },

  /** Below 100: more than ten years of data retention. */
  getWear: () => ok({ wear: 3 }),
} satisfies Partial<Handlers>

const found = (value: Parameter | null) => (value === null ? err('idNotFound' as const) : ok({ value }))

const number = (value: number): Parameter => ({ type: TYPES.bytes, value: bigEndian(value, 4) })

function configuration({ element, firmware }: CardCore, id: number): Parameter | null {
  const { limits, timeUpdateEvery } = element.config
  switch (id) {
    case CONFIG.version:
      return { type: TYPES.text, value: utf8(firmware) }
    case CONFIG.algorithm:
      return { type: TYPES.bytes, value: algorithmOf(element.identity).der }
    case CONFIG.updateVariants:
      return number(0)
    case CONFIG.maxKeys:
      return number(1)
    case CONFIG.maxClients:
      return number(limits.clients)
    case CONFIG.maxOpenTransactions:
      return number(limits.openTransactions)
    case CONFIG.timeSyncInterval:
      return number(timeUpdateEvery ?? 0)
    case CONFIG.timeFormat:
      return number(element.config.logTimeFormat === 'unixTime' ? 3 : 2)
    default:
      // No certification id: the authority has not seen this card.
      return null
  }
}

function status(core: CardCore, id: number): Parameter | null {
  const { state, config } = core.element
  switch (id) {
    case STATUS.clients:
      return number(state.clients.size)
    case STATUS.openCount:
      return number(state.open.size)
    case STATUS.openTransactions:
      return { type: TYPES.longs, value: concat([...state.open.keys()].map((open) => bigEndian(open, 4))) }
    case STATUS.transactionCounter:
      return number(state.transactionCounter)
    case STATUS.lifecycle:
      return { type: TYPES.bytes, value: Uint8Array.of(lifecycle(core)) }
    case STATUS.logMemory:
      return { type: TYPES.bytes, value: bigEndian(config.limits.logBytes, 8) }
    case STATUS.freeLogMemory:
      return { type: TYPES.bytes, value: bigEndian(Math.max(0, config.limits.logBytes - state.usedBytes), 8) }
    default:
      return null
  }
}

function lifecycle(core: CardCore): number {
  const { lifecycle: stored } = core.element.state
  if (stored === 'uninitialized') return LIFECYCLE.notInitialized
  if (stored === 'disabled') return LIFECYCLE.disabled
  if (core.setting('locked') === 'true') return LIFECYCLE.deactivated
  return core.isTimeSet ? LIFECYCLE.active : LIFECYCLE.noTime
}

function keyData({ element }: CardCore, id: number): Uint8Array | null {
  switch (id) {
    case KEY_DATA.signatureCounter:
      return bigEndian(element.state.signatureCounter, 4)
    case KEY_DATA.certificateEnd:
      return bigEndian(Math.floor(element.identity.certificateEnd.getTime() / 1000) + 1, 8)
    case KEY_DATA.publicKey:
      return element.identity.point
    default:
      return null
  }
}
