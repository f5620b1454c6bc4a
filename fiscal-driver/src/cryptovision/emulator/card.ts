import type { SecureElement } from '../../secure-element/secure-element.ts'
import type { EmulatedFile, EmulatedStick } from '../../transport/memory-volumes.ts'
import { encodeError, encodeExport, encodeParameters } from '../answer.ts'
import {
  COMMANDS,
  type CommandName,
  decodeArea,
  EXPORTS,
  type ExportName,
  encodeArea,
  splitCommand,
} from '../commands.ts'
import { codeOf, type ErrorName } from '../errors.ts'
import { EMULATOR_FIRMWARE } from '../firmware.ts'
import { BLOCK_ROOM, MODES, type Request, WINDOW_FILE } from '../frame.ts'
import { CardCore } from './core.ts'
import { EXPORT_HANDLERS } from './exports.ts'
import { FaultScript } from './faults.ts'
import { HANDLERS, type Handler } from './handlers.ts'
import { CardWindow, type Reaction } from './window.ts'

export interface CardOptions {
  readonly element: SecureElement
  /** The card's oscillator. */
  readonly now: () => Date
  /** 1 takes all PINs at once, 2 a PUK per user. */
  readonly generation?: 1 | 2
  readonly untakenPolls?: number
  readonly busyPolls?: number
}

/** An emulated card at byte level: what stands in its window is what a real one would show. */
export class EmulatedCard implements EmulatedStick {
  readonly files: ReadonlyMap<string, EmulatedFile>
  readonly faults = new FaultScript()
  readonly core: CardCore
  /** What happens when the power fails by a fault: the harness pulls the stick. */
  onPowerLoss: () => void = () => this.powerOff()
  #window: CardWindow
  /** The rest of a fragmented answer, and what is true once it has been read. */
  #rest: Uint8Array = new Uint8Array(0)
  #whenRead: () => void = () => {}

  constructor({ element, now, generation = 2, untakenPolls = 1, busyPolls = 2 }: CardOptions) {
    const firmware = `${EMULATOR_FIRMWARE} ${generation === 1 ? '793041' : 'v2'}`
    this.core = new CardCore({ element, now, firmware })
    this.#window = new CardWindow({
      react: (request) => this.#react(request),
      untakenPolls,
      busyPolls,
      losePower: () => this.onPowerLoss(),
    })
    this.files = new Map([[WINDOW_FILE, this.#window]])
  }

  powerOff(): void {
    this.core.powerOff()
    this.#forget()
    this.#window.powerOff()
  }

  #react({ command, mode }: Request): Reaction {
    const fault = this.faults.take(splitCommand(command)?.code ?? null)
    const answer = fault === null || fault.executes ? this.#firstBlock(command, mode) : new Uint8Array(0)
    // Nothing is answered before it would survive a power cut.
    return { answer: this.core.element.store.flush().then(() => answer), fault }
  }

  #firstBlock(command: Uint8Array, mode: number): Uint8Array {
    if (mode === MODES.disableSuspend || mode === MODES.enableSuspend) return new Uint8Array(0)
    if (command.length === 1 && command[0] === 0xc5) return this.#nextFragment()
    this.#forget()
    if (command.length === 1 && command[0] === 0xc4) return encodeParameters(new Uint8Array(0))
    this.#rest = this.#execute(command)
    return this.#nextFragment()
  }

  /** The next piece of an answer; nothing where none is left, for hosts that ask once too often. */
  #nextFragment(): Uint8Array {
    const part = this.#rest.subarray(0, BLOCK_ROOM)
    this.#rest = this.#rest.subarray(part.length)
    if (this.#rest.length === 0) this.#whenRead()
    return part
  }

  #forget(): void {
    this.#rest = new Uint8Array(0)
    this.#whenRead = () => {}
  }

  #execute(command: Uint8Array): Uint8Array {
    const split = splitCommand(command)
    if (split === null) return refuse('commandInvalid')
    if (!this.core.started && split.code !== COMMANDS.start.code) return refuse('startMissing')
    for (const name of commandNames) {
      const answer = COMMANDS[name].code === split.code ? this.#run(name, split.area) : null
      if (answer !== null) return answer
    }
    for (const name of exportNames) {
      const answer = EXPORTS[name].code === split.code ? this.#export(name, split.area) : null
      if (answer !== null) return answer
    }
    return refuse('commandInvalid')
  }

  /** The answer of one command, or null where the parameters are not its own. */
  #run<N extends CommandName>(name: N, area: Uint8Array): Uint8Array | null {
    const request = decodeArea<Table[N]['request']>(COMMANDS[name].request, area, true)
    if (request.fault !== null) return null
    const handler: Handler<N> = HANDLERS[name]
    const outcome = handler(this.core, request.values)
    if (!outcome.ok) return refuse(outcome.error)
    return encodeParameters(encodeArea<Table[N]['reply']>(COMMANDS[name].reply, outcome.value))
  }

  #export<N extends ExportName>(name: N, area: Uint8Array): Uint8Array | null {
    const request = decodeArea<ExportTable[N]['request']>(EXPORTS[name].request, area, true)
    if (request.fault !== null) return null
    const outcome = EXPORT_HANDLERS[name](this.core, request.values)
    if (!outcome.ok) return refuse(outcome.error)
    this.#whenRead = () => this.core.element.markExported(outcome.value.completeUpTo)
    return encodeExport(outcome.value.tar)
  }
}

type Table = typeof COMMANDS
type ExportTable = typeof EXPORTS

const refuse = (name: ErrorName): Uint8Array => encodeError(codeOf(name))

const isOwnKey =
  <T extends object>(table: T) =>
  (name: string): name is Extract<keyof T, string> =>
    Object.hasOwn(table, name)

const commandNames = Object.keys(COMMANDS).filter(isOwnKey(COMMANDS))
const exportNames = Object.keys(EXPORTS).filter(isOwnKey(EXPORTS))
