import { randomUUID } from 'node:crypto'
import { err, ok, type Result } from '@brotkasten/domain/result'
import type { ByteLink, Dial } from '../transport/byte-link.ts'
import type { Clock } from '../transport/clock.ts'
import { Pending } from '../transport/pending.ts'
import {
  COMMANDS,
  type CommandName,
  type Commands,
  decodeParameters,
  encodeParameters,
  MORE,
  type ReplyOf,
  type RequestOf,
} from './commands.ts'
import { type DnFailure, failureOf } from './errors.ts'
import { type Answer, encodeRequest, FrameReader, readAnswer, readBuffered } from './frame.ts'

export type DnResult<T> = Promise<Result<T, DnFailure>>

export interface DnLinkOptions {
  readonly dial: Dial
  readonly clock: Clock
  /** Milliseconds until an answer is given up and the status asked for. */
  readonly timeout: number
  readonly freshId?: () => string
}

/** Most bytes collected from a buffer; archives are not collected but streamed. */
const LARGEST_BUFFER = 16 * 1024 * 1024

/**
 * One connection. The device answers a command only where it succeeded; after a silence the status word says why it did
 * not. Answers carry the id of their request, so a late one disturbs nobody.
 */
export class DnLink {
  #options: DnLinkOptions
  #freshId: () => string
  #link: ByteLink
  #pending: Pending<Answer>
  #reader: FrameReader
  isOpen = true

  private constructor(options: DnLinkOptions, link: ByteLink, pending: Pending<Answer>, reader: FrameReader) {
    this.#options = options
    this.#reader = reader
    this.#freshId = options.freshId ?? randomUUID
    this.#link = link
    this.#pending = pending
  }

  static async connect(options: DnLinkOptions): DnResult<DnLink> {
    const reader = new FrameReader('answers')
    const pending = new Pending<Answer>(options.clock)
    const dialled = await options.dial({
      bytes: (chunk) => {
        for (const pieces of reader.feed(chunk)) {
          const frame = readAnswer(pieces)
          // Broken bytes end in silence like a refusal does, and the status word tells the two apart.
          if (frame.kind === 'answer') pending.deliver(frame.answer)
        }
      },
      // The next command finds the line closed and fails; only then is a new one opened.
      end: (reason) => pending.fail(reason),
    })
    if (!dialled.ok) return dialled
    return ok(new DnLink(options, dialled.value, pending, reader))
  }

  /** Sends a command of the table. `timeout` in milliseconds where it takes longer than usual. */
  async call<N extends CommandName>(
    name: N,
    values: RequestOf<N>,
    timeout = this.#options.timeout,
  ): DnResult<ReplyOf<N>> {
    const answer = await this.#answer(name, values, timeout)
    if (!answer.ok) return this.#explain(name, answer.error)
    const { values: reply, fault } = decodeParameters<Commands[N]['reply']>(
      COMMANDS[name].reply,
      answer.value.parameters,
    )
    return fault === null ? ok(reply) : err({ kind: 'garbage', detail: `${name}: ${fault}` })
  }

  async #answer<N extends CommandName>(name: N, values: RequestOf<N>, timeout: number): DnResult<Answer> {
    if (COMMANDS[name].buffer === null) return this.#ask(name, values, timeout)
    const parts: Uint8Array[] = []
    let length = 0
    for await (const packet of this.packets(name, values)) {
      if (!packet.ok) return packet
      parts.push(packet.value)
      length += packet.value.length
      if (length > LARGEST_BUFFER) return err({ kind: 'garbage', detail: `${name}: the answer does not end` })
    }
    const frame = readBuffered(Buffer.concat(parts))
    return frame.kind === 'answer'
      ? ok(frame.answer)
      : err({ kind: 'garbage', detail: `${name}: ${frame.why}` })
  }

  /** The raw packets of an answer that the device keeps in a buffer; packet numbers go round at 256. */
  async *packets<N extends CommandName>(
    name: N,
    values: RequestOf<N>,
  ): AsyncGenerator<Result<Uint8Array, DnFailure>> {
    const buffer = COMMANDS[name].buffer ?? 0
    const sent = await this.#send(name, values, buffer)
    if (!sent.ok) return yield sent
    for (let packet = 0; ; packet = (packet + 1) % 256) {
      const fetched = await this.#ask('fetchBuffer', { buffer, packet }, this.#options.timeout)
      if (!fetched.ok) return yield fetched
      const { values: reply, fault } = decodeParameters(COMMANDS.fetchBuffer.reply, fetched.value.parameters)
      if (fault !== null) return yield err({ kind: 'garbage', detail: `${name}: ${fault}` })
      yield ok(reply.data)
      if (reply.status !== MORE) return
      if (reply.data.length === 0) return yield err({ kind: 'garbage', detail: `${name}: an empty packet` })
    }
  }

  async #send<N extends CommandName>(name: N, values: RequestOf<N>, buffer: number): DnResult<void> {
    const request = this.#request(name, values, buffer, this.#freshId())
    return request.ok ? this.#link.write(request.value) : request
  }

  async #ask<N extends CommandName>(name: N, values: RequestOf<N>, ms: number): DnResult<Answer> {
    if (!this.isOpen) return err({ kind: 'unreachable', detail: `${name}: not connected` })
    const id = this.#freshId()
    const request = this.#request(name, values, null, id)
    if (!request.ok) return request
    const accept = (answer: Answer): boolean => answer.id === id && answer.command === COMMANDS[name].code
    return this.#pending.ask(this.#link, request.value, { what: `answer to ${name}`, ms, accept })
  }

  /** Texts come from outside; one with an ESC would forge markers. */
  #request<N extends CommandName>(
    name: N,
    values: RequestOf<N>,
    buffer: number | null,
    id: string,
  ): Result<Uint8Array, DnFailure> {
    const { code: command, request } = COMMANDS[name]
    const parameters = encodeParameters<Commands[N]['request']>(request, values).map((bytes) =>
      new TextDecoder().decode(bytes),
    )
    if (parameters.some((parameter) => !PRINTABLE.test(parameter))) {
      return err({ kind: 'refused', detail: `${name}: only printable ASCII can be sent` })
    }
    return ok(encodeRequest({ command, parameters, id, buffer }))
  }

  /** After a silence: the status word. Where that is silent too, nobody is there. */
  async #explain(name: string, failure: DnFailure): DnResult<never> {
    if (failure.kind === 'unreachable') await this.close()
    if (failure.kind !== 'timeout') return err(failure)
    this.#reader.reset()
    const status = await this.#ask('status', {}, this.#options.timeout)
    if (!status.ok) {
      await this.close()
      return err(status.error.kind === 'timeout' ? failure : status.error)
    }
    const { values, fault } = decodeParameters(COMMANDS.status.reply, status.value.parameters)
    return err(fault !== null || values.error === 0 ? failure : failureOf(values.error, name))
  }

  async close(): Promise<void> {
    this.isOpen = false
    await this.#link.close()
  }
}

const PRINTABLE = /^[\x20-\x7e]*$/
