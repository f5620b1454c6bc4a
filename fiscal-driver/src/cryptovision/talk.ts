import { err, ok, type Result } from '@brotkasten/domain/result'
import { concat, unsigned } from '../transport/bytes.ts'
import { type AnswerStart, readAnswer } from './answer.ts'
import {
  CANCEL_FRAGMENTS,
  COMMANDS,
  type CommandName,
  decodeArea,
  EXPORTS,
  type ExportName,
  type ExportRequest,
  encodeCommand,
  NEXT_FRAGMENT,
  type ReplyOf,
  type RequestOf,
} from './commands.ts'
import { type CardFailure, failureOf } from './errors.ts'
import type { Exchange } from './exchange.ts'

type CardResult<T> = Promise<Result<T, CardFailure>>

/** Sends a command of the table and reads its whole answer. */
export async function call<N extends CommandName>(
  exchange: Exchange,
  name: N,
  values: RequestOf<N>,
): CardResult<ReplyOf<N>> {
  const { request, reply } = COMMANDS[name]
  const area = await parameters(exchange, name, encodeCommand({ code: COMMANDS[name].code, request }, values))
  if (!area.ok) return area
  const { values: found, fault } = decodeArea<Commands[N]['reply']>(reply, area.value, false)
  return fault === null ? ok(found) : err({ kind: 'garbage', detail: `${name}: ${fault}` })
}

/** The parameter area of the answer, put together from as many fragments as it takes. */
async function parameters(exchange: Exchange, what: string, command: Uint8Array): CardResult<Uint8Array> {
  const start = await begin(exchange, what, command)
  if (!start.ok) return start
  if (start.value.kind !== 'parameters') return abandon(exchange, what, 'an export answer')
  return collect(exchange, what, start.value)
}

/** The most an export may announce before it is taken for garbage; slices are far smaller. */
const LARGEST_EXPORT = 256 * 1024 * 1024

/** Runs an export to its end and returns the tar without closing blocks. */
export async function callExport<N extends ExportName>(
  exchange: Exchange,
  name: N,
  values: ExportRequest<N>,
): CardResult<Uint8Array> {
  const { code, request } = EXPORTS[name]
  const start = await begin(exchange, name, encodeCommand<Exports[N]['request']>({ code, request }, values))
  if (!start.ok) return start
  if (start.value.kind !== 'export') return abandon(exchange, name, 'a parameter answer')
  if (start.value.total > LARGEST_EXPORT)
    return abandon(exchange, name, `${start.value.total} bytes announced`)
  return collect(exchange, name, start.value)
}

type Begun = Extract<AnswerStart, { first: Uint8Array }>

async function begin(exchange: Exchange, what: string, command: Uint8Array): CardResult<Begun> {
  const block = await exchange.round(what, command)
  if (!block.ok) return block
  const start = readAnswer(block.value)
  if (start.kind === 'error') return err(failureOf(start.code, what))
  if (start.kind === 'garbage') return err({ kind: 'garbage', detail: `${what}: ${start.why}` })
  return ok(start)
}

/**
 * Asks for fragments until `total` is reached; they carry raw bytes and no length of their own. Memory grows only with
 * what really arrived, and every fragment must bring at least one byte, so a lying total ends as garbage.
 */
async function collect(exchange: Exchange, what: string, { total, first }: Begun): CardResult<Uint8Array> {
  const parts = [first]
  for (let have = first.length; have < total; ) {
    const block = await exchange.round(`fragment of ${what}`, NEXT_FRAGMENT)
    if (!block.ok) return cancelled(exchange, block.error)
    const refused = errorIn(block.value, total - have)
    if (refused !== null) return cancelled(exchange, failureOf(refused, `fragment of ${what}`))
    if (block.value.length === 0) return abandon(exchange, what, `ended after ${have} of ${total} bytes`)
    const part = block.value.subarray(0, total - have)
    parts.push(part)
    have += part.length
  }
  return ok(concat(parts))
}

/** Two bytes 8xxx where more than two were due are an error code, not content. */
function errorIn(fragment: Uint8Array, due: number): number | null {
  const code = fragment.length === 2 && due > 2 ? (unsigned(fragment) ?? 0) : 0
  return code >= 0x8000 && code < 0x9000 ? code : null
}

const abandon = (exchange: Exchange, what: string, why: string): CardResult<never> =>
  cancelled(exchange, { kind: 'garbage', detail: `${what}: ${why}` })

/** After a failure in the middle the card must forget the rest; a card that is gone or busy need not be asked. */
async function cancelled(exchange: Exchange, failure: CardFailure): CardResult<never> {
  if (failure.kind === 'garbage' || failure.kind === 'refused')
    await exchange.round('cancel', CANCEL_FRAGMENTS)
  return err(failure)
}

type Commands = typeof COMMANDS
type Exports = typeof EXPORTS
