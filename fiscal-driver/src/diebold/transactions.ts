import { err, ok } from '@brotkasten/domain/result'
import { utf8 } from '../transport/bytes.ts'
import type { Signed } from '../tse.ts'
import { STATE } from './commands.ts'
import type { DnResult } from './link.ts'
import type { DnSession } from './session.ts'

/** Bytes of processData per packet. */
const PACKET = 512

export interface Finish {
  readonly clientId: string
  readonly transactionNumber: number
  readonly processType: string
  readonly processData: string
}

/** Begin and end are two commands; between them stands the data, and nothing else may. */
export async function start(session: DnSession, clientId: string): DnResult<Signed> {
  return whole(session, clientId, async ({ link }) => {
    const begun = await link.call('startInit', { size: 0, processType: '', additionalSize: 0 })
    if (!begun.ok) return begun
    const ended = await link.call('startEnd', {})
    return ended.ok ? ok(signedOf(ended.value.transactionNumber, ended.value)) : ended
  })
}

export async function finish(session: DnSession, wanted: Finish): DnResult<Signed> {
  const { transactionNumber, processType } = wanted
  const data = utf8(wanted.processData)
  return whole(session, wanted.clientId, async ({ link }) => {
    const begun = await link.call('finishInit', {
      transactionNumber,
      size: data.length,
      processType,
      additionalSize: 0,
    })
    if (!begun.ok) return begun
    const sent = await sendData(session, data)
    if (!sent.ok) return sent
    const ended = await link.call('finishEnd', {})
    return ended.ok ? ok(signedOf(transactionNumber, ended.value)) : ended
  })
}

/** The data in packets numbered from 0; nothing where there is none. */
async function sendData({ link }: DnSession, data: Uint8Array): DnResult<void> {
  for (let packet = 0; packet * PACKET < data.length; packet += 1) {
    const part = data.subarray(packet * PACKET, (packet + 1) * PACKET)
    const sent = await link.call('data', { packet, data: part })
    if (!sent.ok) return sent
  }
  return ok(undefined)
}

/** Sets the till, runs the commands, and takes back what stands half done in the device. */
async function whole<T>(
  session: DnSession,
  clientId: string,
  work: (session: DnSession) => DnResult<T>,
): DnResult<T> {
  const set = await session.use(clientId)
  if (!set.ok) return set
  const result = await work(session)
  if (result.ok || !session.link.isOpen) return result
  const status = await session.link.call('status', {})
  if (status.ok && (status.value.state & STATE.commandOpen) !== 0) await session.link.call('void', {})
  return err(result.error)
}

const signedOf = (
  transactionNumber: number,
  { signatureCounter, logTime, signature }: Pick<Signed, 'signatureCounter' | 'logTime' | 'signature'>,
): Signed => ({ transactionNumber, signatureCounter, logTime, signature, message: null })
