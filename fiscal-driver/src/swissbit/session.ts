import { createHash } from 'node:crypto'
import { err, ok, type Result } from '@brotkasten/domain/result'
import { splitCertificates } from '../archive/certificates.ts'
import { isSimulated } from '../archive/simulated.ts'
import { type BlockFile, SECTOR, type Volume, type Volumes } from '../transport/block-file.ts'
import { concat, hex, sameBytes } from '../transport/bytes.ts'
import { findVolume } from '../transport/search.ts'
import type { TseIdentity } from '../tse.ts'
import type { SwissbitFailure } from './errors.ts'
import { SwissbitExchange, type SwissbitPacing, type SwissbitResult } from './exchange.ts'
import type { SwissbitLogin } from './login.ts'
import { MAILBOX_FILE, STATUS_FILE } from './mailbox.ts'
import { isStatusBlock, LIFE, readStatusBlock, type StatusBlock } from './status-block.ts'

/** A self-test takes up to a minute, and the device refuses everything meanwhile. */
const SELF_TEST_TIMEOUT = 90_000

/** The client under which the box tests the device; registered while provisioning. */
export const MANAGEMENT_CLIENT = 'Brotkasten'

/** A device found, its files open. */
export class SwissbitSession {
  readonly volume: Volume
  readonly exchange: SwissbitExchange
  readonly login: SwissbitLogin
  readonly #status: BlockFile
  readonly #mailbox: BlockFile

  private constructor(
    volume: Volume,
    status: BlockFile,
    mailbox: BlockFile,
    login: SwissbitLogin,
    pacing: SwissbitPacing,
  ) {
    this.volume = volume
    this.#status = status
    this.#mailbox = mailbox
    this.login = login
    this.exchange = new SwissbitExchange(mailbox, pacing)
  }

  /** Finds the volume by the mark in its status file. */
  static async find(
    volumes: Volumes,
    login: SwissbitLogin,
    pacing: SwissbitPacing,
  ): SwissbitResult<SwissbitSession> {
    const found = await findVolume(volumes, STATUS_FILE, isStatusBlock)
    if (!found.ok) return found
    const { volume, marker } = found.value
    const mailbox = await volume.open(MAILBOX_FILE)
    if (mailbox.ok) return ok(new SwissbitSession(volume, marker, mailbox.value, login, pacing))
    await marker.close()
    return mailbox
  }

  /** The status block, without a command. */
  async status(): SwissbitResult<StatusBlock> {
    const block = await this.#status.read(0, SECTOR)
    if (!block.ok) return block
    const status = readStatusBlock(block.value)
    return status === null ? err({ kind: 'garbage', detail: 'the status block cannot be read' }) : ok(status)
  }

  async close(): Promise<void> {
    await this.#status.close()
    await this.#mailbox.close()
  }
}

/** Brings the device to work: self-test first, then login and time. */
export async function prepare(session: SwissbitSession, now: Date): SwissbitResult<TseIdentity> {
  const status = await session.status()
  if (!status.ok) return status
  if (status.value.life === LIFE.decommissioned)
    return err({ kind: 'disabled', detail: 'the device is decommissioned' })
  if (status.value.life !== LIFE.initialised)
    return err({ kind: 'notReady', detail: 'the device is not initialised' })
  const tested = status.value.selfTestPassed ? ok(undefined) : await selfTest(session)
  if (!tested.ok) return tested
  const timed = await setTime(session, now)
  if (!timed.ok) return timed
  const certificates = await readCertificates(session)
  return certificates.ok ? identityOf(status.value, certificates.value) : certificates
}

export async function selfTest({ exchange }: SwissbitSession): SwissbitResult<void> {
  const done = await exchange.call('selfTest', { client: MANAGEMENT_CLIENT }, SELF_TEST_TIMEOUT)
  return done.ok ? ok(undefined) : done
}

export async function setTime({ exchange, login }: SwissbitSession, now: Date): SwissbitResult<void> {
  const time = Math.floor(now.getTime() / 1000)
  const done = await login.as('timeAdmin', exchange, () => exchange.call('updateTime', { time }))
  return done.ok ? ok(undefined) : done
}

/** Most bytes of a certificate chain. */
const LARGEST_CHAIN = 64 * 1024

async function readCertificates({ exchange }: SwissbitSession): SwissbitResult<readonly Uint8Array[]> {
  const pieces: Uint8Array[] = []
  for (let offset = 0; offset < LARGEST_CHAIN; ) {
    const piece = await exchange.call('readCertificate', { offset })
    if (!piece.ok && piece.error.code !== INVALID_PARAMETER) return piece
    if (!piece.ok || piece.value.piece.length === 0) return ok(splitCertificates(concat(pieces)))
    pieces.push(piece.value.piece)
    offset += piece.value.piece.length
  }
  return err({ kind: 'garbage', detail: 'the certificate does not end' })
}

/** Reading beyond the end is refused so; it is an end like any other. */
const INVALID_PARAMETER = 0x1007

function identityOf(
  status: StatusBlock,
  certificates: readonly Uint8Array[],
): Result<TseIdentity, SwissbitFailure> {
  const { publicKey, serial, description } = status
  if (!sameBytes(serial, createHash('sha256').update(publicKey).digest())) {
    return err({ kind: 'garbage', detail: 'public key and serial do not match' })
  }
  return ok({
    description: `Swissbit TSE, firmware ${status.version}, ${description}`,
    emulated: isSimulated(certificates[0]),
    serial: hex(serial),
    publicKey,
    // All devices of the family sign on the 384-bit curve and write unix times.
    algorithm: 'ecdsa-plain-SHA384',
    logTimeFormat: 'unixTime',
    certificates,
    certificationId: /BSI-K-TR-(\d{4}-\d{4})/.exec(description)?.[1] ?? null,
  })
}
