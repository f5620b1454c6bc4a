import type { SecureElement } from '../../secure-element/secure-element.ts'
import { utf8 } from '../../transport/bytes.ts'
import type { EmulatedConnection, EmulatedPeer } from '../../transport/memory-link.ts'
import { COMMANDS, type CommandName, type Commands, decodeParameters, encodeParameters } from '../commands.ts'
import { codeOf } from '../errors.ts'
import { encodeAnswer, encodeUnsolicited, FrameReader, type Request, readRequest } from '../frame.ts'
import { StickCore } from './core.ts'
import { HANDLERS, type Handler } from './handlers.ts'

/** What happens to the next command of a name. */
export interface StickFault {
  readonly command: CommandName
  /** No answer at all, or noise in its place. */
  readonly kind: 'silence' | 'noise'
  /** Whether the command is carried out all the same. */
  readonly executes: boolean
}

/** An emulated stick at the level of its byte stream: silent where it refuses, talkative until told to be quiet. */
export class EmulatedStick implements EmulatedPeer {
  readonly core: StickCore
  readonly faults: StickFault[] = []
  /** Called whenever a request is left without an answer: a test need not wait for what will not come. */
  onSilence: () => void = () => {}
  #talkative = true

  constructor(element: SecureElement, now: () => Date) {
    this.core = new StickCore(element, now)
  }

  powerCycle(): void {
    this.core.powerOff()
    this.#talkative = true
  }

  connected(reply: (bytes: Uint8Array) => void): EmulatedConnection {
    const reader = new FrameReader('requests')
    let tail: Promise<void> = Promise.resolve()
    return {
      bytes: (chunk) => {
        for (const pieces of reader.feed(chunk)) {
          const request = readRequest(pieces)
          if (request === null) this.core.error = codeOf('footer')
          else tail = tail.then(() => this.#react(request, reply))
        }
      },
      closed: () => {},
    }
  }

  async #react(request: Request, reply: (bytes: Uint8Array) => void): Promise<void> {
    if (this.#talkative) reply(encodeUnsolicited('0100'))
    const name = commandNames.find((known) => COMMANDS[known].code === request.command)
    if (name === undefined) {
      this.core.error = codeOf('unknownCommand')
      return this.onSilence()
    }
    const fault = this.#takeFault(name)
    if (fault === null || fault.executes) await this.#run(name, request, fault === null ? reply : () => {})
    if (fault !== null) this.#silent(name)
    if (fault?.kind === 'noise') reply(utf8('\x1b\x91x\x1b\x92'))
  }

  /** Nobody waits for an answer that goes into a buffer: its silence is met when the buffer is fetched. */
  #silent(name: CommandName): void {
    if (COMMANDS[name].buffer === null) this.onSilence()
  }

  #takeFault(name: CommandName): StickFault | null {
    const at = this.faults.findIndex(({ command }) => command === name)
    return at < 0 ? null : (this.faults.splice(at, 1)[0] ?? null)
  }

  /** Answers only where the command succeeded; otherwise the error waits in the status word. */
  async #run<N extends CommandName>(
    name: N,
    request: Request,
    reply: (bytes: Uint8Array) => void,
  ): Promise<void> {
    const form: Commands[N]['request'] = COMMANDS[name].request
    const { values, fault } = decodeParameters(form, request.parameters.map(utf8))
    const handler: Handler<N> = HANDLERS[name]
    const outcome = fault === null ? handler(this.core, values) : null
    await this.core.element.store.flush()
    if (outcome === null || !outcome.ok) {
      this.core.error = codeOf(outcome === null ? 'parameterValue' : outcome.error)
      return this.#silent(name)
    }
    if (name === 'setUnsolicited') this.#talkative = request.parameters[0] !== '0'
    // Asking for the status must not overwrite it, nor may fetching the rest of an answer.
    if (name !== 'status' && name !== 'fetchBuffer') this.core.error = 0
    const parameters = encodeParameters<Commands[N]['reply']>(COMMANDS[name].reply, outcome.value)
    const answer = encodeAnswer({ command: request.command, parameters, id: request.id })
    if (request.buffer === null) reply(answer)
    else this.core.buffers.set(request.buffer, answer)
  }
}

const commandNames = Object.keys(COMMANDS).filter((name): name is CommandName =>
  Object.hasOwn(COMMANDS, name),
)
