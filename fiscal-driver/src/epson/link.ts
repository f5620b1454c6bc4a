import { err, ok, type Result } from '@brotkasten/domain/result'
import type { ByteLink, Dial } from '../transport/byte-link.ts'
import type { Clock } from '../transport/clock.ts'
import { Pending } from '../transport/pending.ts'
import { readForm } from '../transport/struct.ts'
import { type EpsonFailure, failureOf } from './errors.ts'
import { encodeFrame, type Frame, FrameReader } from './frame.ts'
import {
  FUNCTIONS,
  type FunctionName,
  type Functions,
  type InputOf,
  isCommon,
  type OutputOf,
  toJson,
} from './functions.ts'
import { JsonReader } from './json-fields.ts'
import { element, parseXml, textOf, type XmlElement } from './xml.ts'

export type EpsonResult<T> = Promise<Result<T, EpsonFailure>>

export interface EpsonLinkOptions {
  readonly dial: Dial
  readonly clock: Clock
  /** Name of the storage device, normally `local_TSE`. */
  readonly deviceId: string
  /** Milliseconds until an answer is given up; also told to the server. */
  readonly timeout: number
}

/** One connection with the storage device open on it. */
export class EpsonLink {
  #options: EpsonLinkOptions
  #link: ByteLink
  #pending: Pending<Frame>
  #vendor = ''
  isOpen = true

  private constructor(options: EpsonLinkOptions, link: ByteLink, pending: Pending<Frame>) {
    this.#options = options
    this.#link = link
    this.#pending = pending
  }

  /** Connects, hears the greeting and opens the device; one that an earlier connection left open is closed first. */
  static async connect(options: EpsonLinkOptions): EpsonResult<EpsonLink> {
    const reader = new FrameReader()
    const pending = new Pending<Frame>(options.clock)
    const greeting = pending.wait()
    const dialled = await options.dial({
      bytes: (chunk) => {
        for (const frame of reader.feed(chunk)) pending.deliver(frame)
      },
      end: (reason) => pending.fail(reason),
    })
    if (!dialled.ok) return dialled
    const link = new EpsonLink(options, dialled.value, pending)
    const greeted = await pending.within(greeting, { what: 'greeting', ms: options.timeout })
    const opened = greeted.ok ? await link.#openDevice() : greeted
    if (opened.ok) return ok(link)
    await link.close()
    return opened
  }

  async #openDevice(): EpsonResult<void> {
    const first = await this.#command('open_device', element('data', [element('type', 'type_storage')]))
    if (first.ok || first.error.code !== 'DEVICE_IN_USE') return first
    await this.#command('close_device')
    return this.#command('open_device', element('data', [element('type', 'type_storage')]))
  }

  async #command(name: 'open_device' | 'close_device', ...content: string[]): EpsonResult<void> {
    const answer = await this.#ask(name, this.#addressed(name, ...content), this.#options.timeout)
    if (!answer.ok) return answer
    const code = textOf(answer.value, 'code') ?? 'no code'
    return code === 'OK' ? ok(undefined) : err(failureOf(code, name))
  }

  #addressed(name: string, ...content: string[]): string {
    return element(name, [element('device_id', this.#options.deviceId), ...content])
  }

  /** Calls a function of the device. `timeout` in milliseconds where it is longer than usual, as for the self-test. */
  async call<N extends FunctionName>(
    name: N,
    input: InputOf<N>,
    timeout = this.#options.timeout,
  ): EpsonResult<OutputOf<N>> {
    const storage = isCommon(name) ? { type: 'COMMON', vendor: '' } : { type: 'TSE', vendor: this.#vendor }
    const request = {
      storage,
      function: name,
      compress: { required: false, type: '' },
      input: toJson<Functions[N]['request']>(FUNCTIONS[name].request, input),
    }
    const data = element('data', [
      element('type', 'operate'),
      element('timeout', String(timeout)),
      element('requestdata', JSON.stringify(request)),
    ])
    const answer = await this.#ask(name, this.#addressed('device_data', data), timeout)
    return answer.ok ? this.#output(name, answer.value) : answer
  }

  #output<N extends FunctionName>(name: N, answer: XmlElement): Result<OutputOf<N>, EpsonFailure> {
    const code = textOf(answer, 'code') ?? ''
    if (textOf(answer, 'success') !== 'true' && code !== 'OK') return err(failureOf(code || 'no code', name))
    const result = new JsonReader(parseJson(textOf(answer, 'resultdata')))
    const said = result.get('result')
    if (typeof said !== 'string') return garbage(name, result.fault ?? 'no result')
    if (said !== 'EXECUTION_OK') return err(failureOf(said, name))
    if (result.get('function') !== name)
      return garbage(name, `the answer is to ${String(result.get('function'))}`)
    const output = new JsonReader(result.get('output') ?? {})
    const values = readForm<unknown, JsonReader, Functions[N]['reply']>(FUNCTIONS[name].reply, output)
    return output.fault === null ? ok(values) : garbage(name, output.fault)
  }

  /** Remembers the vendor that GetStorageInfo named; every later request must carry it. */
  useVendor(vendor: string): void {
    this.#vendor = vendor
  }

  async close(): Promise<void> {
    if (this.isOpen) await this.#command('close_device')
    this.isOpen = false
    await this.#link.close()
  }

  /**
   * An answer carries no number that ties it to its question. So after anything but an answer the connection is given
   * up: on the same one, a late answer would be taken for the next.
   */
  async #ask(what: string, question: string, ms: number): EpsonResult<XmlElement> {
    if (!this.isOpen) return err({ kind: 'unreachable', detail: `${what}: not connected` })
    const frame = await this.#pending.ask(this.#link, encodeFrame(question), {
      what: `answer to ${what}`,
      ms,
    })
    if (!frame.ok) return this.#giveUp(frame.error)
    if (frame.value.kind === 'garbage')
      return this.#giveUp({ kind: 'garbage', detail: `${what}: ${frame.value.why}` })
    const answer = parseXml(frame.value.text)
    return answer === null ? this.#giveUp({ kind: 'garbage', detail: `${what}: broken XML` }) : ok(answer)
  }

  async #giveUp(failure: EpsonFailure): EpsonResult<never> {
    this.isOpen = false
    await this.#link.close()
    return err(failure)
  }
}

const garbage = (name: string, why: string) =>
  err<EpsonFailure>({ kind: 'garbage', detail: `${name}: ${why}` })

function parseJson(source: string | null): unknown {
  try {
    return JSON.parse(source ?? '')
  } catch {
    return null
  }
}
