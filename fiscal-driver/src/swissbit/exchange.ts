import { err, ok, type Result } from '@brotkasten/domain/result'
import { type BlockFile, SECTOR } from '../transport/block-file.ts'
import { type Clock, sleep } from '../transport/clock.ts'
import {
  COMMANDS,
  type CommandName,
  type Commands,
  decodeForm,
  encodeForm,
  type ReplyOf,
  type RequestOf,
} from './commands.ts'
import { failureOf, type SwissbitFailure } from './errors.ts'
import { encodeCommand, FETCH, LARGEST_PARAMETERS, type Mailbox, readMailbox } from './mailbox.ts'

export type SwissbitResult<T> = Promise<Result<T, SwissbitFailure>>

export interface SwissbitPacing {
  readonly clock: Clock
  /** Milliseconds between two looks; the known driver waits 150. */
  readonly pollEvery: number
  /** Milliseconds until an answer is given up. */
  readonly timeout: number
}

/**
 * Commands through the mailbox. The response counter is read before writing: as long as it stands, the answer in the
 * mailbox is that of an earlier command.
 */
export class SwissbitExchange {
  readonly #file: BlockFile
  readonly #pacing: SwissbitPacing

  constructor(file: BlockFile, pacing: SwissbitPacing) {
    this.#file = file
    this.#pacing = pacing
  }

  /** Sends a command of the table. `timeout` in milliseconds where it takes longer than usual. */
  async call<N extends CommandName>(
    name: N,
    values: RequestOf<N>,
    timeout = this.#pacing.timeout,
  ): SwissbitResult<ReplyOf<N>> {
    const { opcode, request, reply } = COMMANDS[name]
    const parameters = encodeForm<Commands[N]['request']>(request, values)
    if (parameters.length > LARGEST_PARAMETERS) {
      return err({
        kind: 'refused',
        detail: `${name}: ${parameters.length} bytes do not fit into the mailbox`,
      })
    }
    const answer = await this.#round(name, encodeCommand(opcode, parameters), timeout)
    if (!answer.ok) return answer
    if (answer.value.status !== 0) return err(failureOf(answer.value.status, name))
    const { values: found, fault } = decodeForm<Commands[N]['reply']>(reply, answer.value.data)
    return fault === null ? ok(found) : err({ kind: 'garbage', detail: `${name}: ${fault}` })
  }

  async #round(what: string, block: Uint8Array, timeout: number): SwissbitResult<Answer> {
    const before = await this.#look()
    if (!before.ok) return before
    const written = await this.#file.write(0, block)
    if (!written.ok) return written
    const { clock, pollEvery } = this.#pacing
    for (const deadline = clock.now() + timeout; ; ) {
      const now = await this.#look()
      if (!now.ok) return now
      const { value } = now
      if (value.state === 'garbage') return err({ kind: 'garbage', detail: `${what}: ${value.why}` })
      if (value.state === 'present' && value.counter !== before.value.counter) return ok(value)
      if (clock.now() >= deadline)
        return err({ kind: 'timeout', detail: `${what}: ${words(value)} for ${timeout} ms` })
      if (value.state === 'waiting') {
        const fetched = await this.#file.write(0, encodeCommand(FETCH, new Uint8Array(0)))
        if (!fetched.ok) return fetched
      }
      await sleep(clock, pollEvery)
    }
  }

  async #look(): SwissbitResult<Mailbox> {
    const block = await this.#file.read(0, SECTOR)
    return block.ok ? ok(readMailbox(block.value)) : block
  }
}

type Answer = Extract<Mailbox, { state: 'present' }>

const words = ({ state }: Mailbox): string => (state === 'present' ? 'no new answer' : state)
