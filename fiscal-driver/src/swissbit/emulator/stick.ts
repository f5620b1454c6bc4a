import type { SecureElement } from '../../secure-element/secure-element.ts'
import type { EmulatedFile, EmulatedStick } from '../../transport/memory-volumes.ts'
import { COMMANDS, type CommandName, type Commands, decodeForm, encodeForm } from '../commands.ts'
import { codeOf, type ErrorName } from '../errors.ts'
import {
  decodeCommand,
  encodeAnswer,
  encodeState,
  FETCH,
  MAILBOX_FILE,
  STATUS_FILE,
  storeFile,
} from '../mailbox.ts'
import { LIFE, writeStatusBlock } from '../status-block.ts'
import { DeviceCore } from './core.ts'
import { HANDLERS, type Handler } from './handlers.ts'

/** What happens to the answer of the next command of a name; it is carried out all the same. */
export interface SwissbitFault {
  readonly command: CommandName
  readonly kind: 'lost' | 'busy' | 'garbage' | 'lyingLength'
}

interface Job {
  busy: number
  /** Whether the host must fetch the answer. */
  waiting: boolean
  answer: { readonly data: Uint8Array; readonly status: number } | null
  readonly fault: SwissbitFault | null
}

/** An emulated device at the level of its files. */
export class EmulatedSwissbit implements EmulatedStick {
  readonly core: DeviceCore
  readonly files: ReadonlyMap<string, EmulatedFile>
  readonly faults: SwissbitFault[] = []
  readonly #mailbox: Mailbox

  constructor(element: SecureElement, now: () => Date, { busyPolls = 1, mustFetch = true } = {}) {
    this.core = new DeviceCore(element, now)
    this.#mailbox = new Mailbox((block) => this.#react(block, busyPolls, mustFetch))
    const status: EmulatedFile = { size: 512, read: () => this.#status(), write: () => {} }
    this.files = new Map<string, EmulatedFile>([
      [STATUS_FILE, status],
      [MAILBOX_FILE, this.#mailbox],
      [storeFile(1), this.core.store],
    ])
  }

  powerOff(): void {
    this.core.powerOff()
    this.#mailbox.powerOff()
  }

  #react(block: Uint8Array, busy: number, waiting: boolean): Job | 'fetch' | null {
    const request = decodeCommand(block)
    if (request === null) return null
    if (request.opcode === FETCH) return 'fetch'
    const name = commandNames.find((known) => COMMANDS[known].opcode === request.opcode)
    const at = this.faults.findIndex(({ command }) => command === name)
    const fault = at < 0 ? null : (this.faults.splice(at, 1)[0] ?? null)
    const job: Job = {
      busy: fault?.kind === 'busy' ? Number.POSITIVE_INFINITY : busy,
      waiting,
      answer: null,
      fault,
    }
    const answer = name === undefined ? refused('unknownCommand') : this.#run(name, request.parameters)
    void this.core.element.store.flush().then(() => {
      job.answer = answer
    })
    return job
  }

  #run<N extends CommandName>(name: N, parameters: Uint8Array): NonNullable<Job['answer']> {
    const { values, fault } = decodeForm<Commands[N]['request']>(COMMANDS[name].request, parameters)
    if (fault !== null) return refused('syntax')
    const handler: Handler<N> = HANDLERS[name]
    const outcome = handler(this.core, values)
    if (!outcome.ok) return refused(outcome.error)
    return { data: encodeForm<Commands[N]['reply']>(COMMANDS[name].reply, outcome.value), status: 0 }
  }

  #status(): Uint8Array {
    const { element, store } = this.core
    const { state, config, identity } = element
    const { timeSet, timeDueIn, selfTestDueIn } = element.situation(this.core.now())
    const changed = (what: string): boolean => this.core.setting(`changed-${what}`) === 'true'
    return writeStatusBlock({
      timeValid: timeSet && timeDueIn !== 0,
      selfTestPassed: selfTestDueIn !== 0,
      life: LIVES[state.lifecycle],
      pinChanged: { puk: changed('puk'), admin: changed('admin'), timeAdmin: changed('timeAdmin') },
      selfTestDueIn: selfTestDueIn ?? 0,
      signatures: state.signatureCounter,
      maxSignatures: config.limits.signatures,
      clients: state.clients.size,
      maxClients: config.limits.clients,
      certificateEnd: Math.floor(identity.certificateEnd.getTime() / 1000),
      archiveSize: store.archiveSize,
      version: '1.1.0',
      publicKey: identity.point,
      timeUpdateDueIn: timeDueIn ?? 0,
      serial: identity.serial,
      description: 'emulated Swissbit TSE',
    })
  }
}

const LIVES = {
  uninitialized: LIFE.uninitialised,
  active: LIFE.initialised,
  disabled: LIFE.decommissioned,
} as const

const refused = (name: ErrorName): NonNullable<Job['answer']> => ({
  data: new Uint8Array(0),
  status: codeOf(name),
})

const commandNames = Object.keys(COMMANDS).filter((name): name is CommandName =>
  Object.hasOwn(COMMANDS, name),
)

/** The mailbox file: a written command disappears into the device, and its block shows what the device says. */
class Mailbox implements EmulatedFile {
  readonly size = 512
  readonly #react: (block: Uint8Array) => Job | 'fetch' | null
  readonly #memory = new Uint8Array(512)
  #counter = 0x2a
  #job: Job | null = null

  constructor(react: (block: Uint8Array) => Job | 'fetch' | null) {
    this.#react = react
    this.#memory.set(encodeAnswer(this.#counter, new Uint8Array(0), 0))
  }

  powerOff(): void {
    this.#job = null
    this.#memory.set(encodeAnswer(this.#counter, new Uint8Array(0), 0))
  }

  write(_position: number, bytes: Uint8Array): void {
    const job = this.#react(bytes)
    if (job === 'fetch') {
      if (this.#job !== null) this.#job.waiting = false
    } else if (job !== null) this.#job = job
  }

  read(): Uint8Array {
    if (this.#job !== null) this.#show(this.#job)
    return this.#memory
  }

  #show(job: Job): void {
    if (job.fault?.kind === 'lost') {
      this.#job = null
      return
    }
    if (job.busy > 0 || job.answer === null) {
      job.busy -= 1
      this.#memory.set(encodeState(this.#counter, 'busy'))
      return
    }
    if (job.waiting) {
      this.#memory.set(encodeState(this.#counter, 'waiting'))
      return
    }
    this.#job = null
    this.#counter += 1
    this.#memory.set(encodeAnswer(this.#counter, job.answer.data, job.answer.status))
    if (job.fault?.kind === 'garbage') this.#memory[4] = 0x00
    if (job.fault?.kind === 'lyingLength') this.#memory.set([0xff, 0xff], 5)
  }
}
