import { ok } from '@brotkasten/domain/result'
import { utf8 } from '../transport/bytes.ts'
import type { Signed } from '../tse.ts'
import { EVENT, NUMBERS_PER_LIST } from './commands.ts'
import { codeOf } from './errors.ts'
import type { SwissbitResult } from './exchange.ts'
import type { SwissbitSession } from './session.ts'
import { writeBlocks } from './store.ts'

export interface Finish {
  readonly clientId: string
  readonly transactionNumber: number
  readonly processType: string
  readonly processData: string
}

export const start = (session: SwissbitSession, clientId: string): SwissbitResult<Signed> =>
  sign(session, EVENT.start, { clientId, transactionNumber: 0, processType: '', processData: '' })

export const finish = (session: SwissbitSession, wanted: Finish): SwissbitResult<Signed> =>
  sign(session, EVENT.finish, wanted)

/** How often a close is repeated while the device says that it has not seen all data yet. */
const CLOSE_TRIES = 20

/** Open, the data into the store, close. Nothing else may come between. */
async function sign(session: SwissbitSession, event: number, wanted: Finish): SwissbitResult<Signed> {
  const { exchange, volume } = session
  const data = utf8(wanted.processData)
  const opened = await exchange.call('openTransaction', {
    event,
    client: wanted.clientId,
    transactionNumber: wanted.transactionNumber,
    dataLength: data.length,
    processType: utf8(wanted.processType),
    additionalLength: 0,
  })
  if (!opened.ok) return opened
  const written = data.length === 0 ? ok(undefined) : await writeBlocks(volume, opened.value.block, data)
  if (!written.ok) return written
  for (let tries = 1; ; tries += 1) {
    const closed = await exchange.call('closeTransaction', {})
    if (closed.ok) return ok(signedOf(closed.value))
    if (closed.error.code !== codeOf('notEnoughData') || tries === CLOSE_TRIES) return closed
  }
}

interface Closed {
  readonly transactionNumber: number
  readonly logTime: number
  readonly signatureCounter: number
  readonly signature: Uint8Array
}

const signedOf = ({ transactionNumber, logTime, signatureCounter, signature }: Closed): Signed => ({
  transactionNumber,
  signatureCounter,
  logTime: new Date(logTime * 1000),
  signature,
  message: null,
})

/** All open transactions, of every client. */
export async function openTransactions({ exchange }: SwissbitSession): SwissbitResult<readonly number[]> {
  const found: number[] = []
  for (;;) {
    const list = await exchange.call('listOpen', { skip: found.length, client: '' })
    if (!list.ok) return list
    found.push(...list.value.numbers)
    if (list.value.numbers.length < NUMBERS_PER_LIST) return ok(found)
  }
}
