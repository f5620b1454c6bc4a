import type { SecureElement } from '../../secure-element/secure-element.ts'
import type { EmulatedConnection, EmulatedPeer } from '../../transport/memory-link.ts'
import { readForm } from '../../transport/struct.ts'
import { encodeFrame, FrameReader } from '../frame.ts'
import { FUNCTIONS, type FunctionName, type Functions, toJson } from '../functions.ts'
import { JsonReader } from '../json-fields.ts'
import { parseXml, textOf, element as xml } from '../xml.ts'
import { Desk, type Printer } from './desk.ts'
import { EMULATED, type EmulatedFunction } from './functions.ts'

export interface EmulatedPrinterOptions {
  readonly element: SecureElement
  readonly now: () => Date
  readonly sharedSecret?: string
  readonly host?: string
}

/** What happens to the next call of a function instead of its answer. */
export interface PrinterFault {
  readonly functionName: FunctionName
  readonly kind: 'silence' | 'hangUp' | 'garbage' | 'brokenJson'
  /** Whether the function is carried out all the same. */
  readonly executes: boolean
}

/** An emulated printer with a TSE in it, at the level of its byte stream. */
export class EmulatedPrinter implements EmulatedPeer {
  readonly faults: PrinterFault[] = []
  readonly #printer: Printer
  /** The connection that has the storage device open; there is room for one. */
  #owner: object | null = null

  constructor({ element, now, sharedSecret = 'EPSONKEY', host = 'printer-1' }: EmulatedPrinterOptions) {
    this.#printer = { element, now, sharedSecret, host }
  }

  /** What the printer loses when it is switched off and on. */
  powerCycle(): void {
    this.#printer.element.powerCycle()
    this.#owner = null
  }

  connected(reply: (bytes: Uint8Array) => void, hangUp: () => void): EmulatedConnection {
    const reader = new FrameReader()
    const session = { desk: new Desk(this.#printer), reply, hangUp }
    let tail: Promise<void> = Promise.resolve()
    reply(
      encodeFrame(xml('connect', [xml('data', [xml('client_id', 'sock1'), xml('protocol_version', '2')])])),
    )
    return {
      bytes: (chunk) => {
        for (const frame of reader.feed(chunk)) {
          if (frame.kind === 'element') tail = tail.then(() => this.#react(session, frame.text))
        }
      },
      closed: () => {
        if (this.#owner === session) this.#owner = null
      },
    }
  }

  async #react(session: Session, message: string): Promise<void> {
    const root = parseXml(message)
    if (root === null) return
    if (root.name === 'device_data') return this.#call(session, textOf(root, 'requestdata') ?? '')
    session.reply(encodeFrame(xml(root.name, [xml('code', this.#switchOwner(session, root.name))])))
  }

  #switchOwner(session: Session, command: string): string {
    if (command === 'open_device') {
      if (this.#owner !== null && this.#owner !== session) return 'DEVICE_IN_USE'
      this.#owner = session
      return 'OK'
    }
    if (this.#owner === null) return 'DEVICE_NOT_OPEN'
    this.#owner = null
    return 'OK'
  }

  async #call(session: Session, requestdata: string): Promise<void> {
    if (this.#owner !== session) return session.reply(refused('DEVICE_NOT_OPEN'))
    const request = new JsonReader(parseJson(requestdata))
    const name = functionNames.find((known) => known === request.get('function'))
    if (name === undefined) return session.reply(refused('JSON_ERROR_UNEXPECTED_FUNCTION'))
    const at = this.faults.findIndex(({ functionName }) => functionName === name)
    const fault = at < 0 ? null : (this.faults.splice(at, 1)[0] ?? null)
    const answer =
      fault === null || fault.executes ? await this.#run(session.desk, name, request) : new Uint8Array(0)
    await this.#printer.element.store.flush()
    show(session, answer, fault)
  }

  async #run<N extends FunctionName>(desk: Desk, name: N, request: JsonReader): Promise<Uint8Array> {
    const input = new JsonReader(request.get('input'))
    const values = readForm<unknown, JsonReader, Functions[N]['request']>(FUNCTIONS[name].request, input)
    if (input.fault !== null) return refused('JSON_ERROR_INVALID_PARAMETER')
    const work: EmulatedFunction<N> = EMULATED[name]
    const outcome = await work(desk, values)
    if (!outcome.ok) return answered(name, outcome.error, {})
    return answered(name, 'EXECUTION_OK', toJson<Functions[N]['reply']>(FUNCTIONS[name].reply, outcome.value))
  }
}

interface Session {
  readonly desk: Desk
  readonly reply: (bytes: Uint8Array) => void
  readonly hangUp: () => void
}

function show({ reply, hangUp }: Session, answer: Uint8Array, fault: PrinterFault | null): void {
  switch (fault?.kind) {
    case 'silence':
      return
    case 'hangUp':
      hangUp()
      return
    case 'garbage':
      reply(encodeFrame('<device_data><broken'))
      return
    case 'brokenJson':
      reply(
        encodeFrame(
          xml('device_data', [xml('success', 'true'), xml('code', 'OK'), xml('resultdata', '{"res')]),
        ),
      )
      return
    case undefined:
      reply(answer)
  }
}

const functionNames = Object.keys(FUNCTIONS).filter((name): name is FunctionName =>
  Object.hasOwn(FUNCTIONS, name),
)

const dataFrame = (...content: string[]): Uint8Array =>
  encodeFrame(xml('device_data', [xml('data', [xml('type', 'operateresult'), ...content])]))

const refused = (code: string): Uint8Array => dataFrame(xml('success', 'false'), xml('code', code))

const answered = (name: string, result: string, output: object): Uint8Array =>
  dataFrame(
    xml('success', 'true'),
    xml('code', 'SUCCESS'),
    xml('resultdata', JSON.stringify({ result, function: name, error: {}, output })),
  )

function parseJson(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    return null
  }
}
