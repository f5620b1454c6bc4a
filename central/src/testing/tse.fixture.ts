import { createHash, generateKeyPairSync } from 'node:crypto'
import { KASSENBELEG } from '@brotkasten/domain/fiscal/process-data'
import type { Body } from '@brotkasten/domain/journal/kinds'
import type { TseSigned } from '@brotkasten/domain/receipt/tse'
import { algorithmByName } from '@brotkasten/fiscal-driver/crypto/algorithms'
import { importPoint, pointOf } from '@brotkasten/fiscal-driver/crypto/public-key'
import { signPlain } from '@brotkasten/fiscal-driver/crypto/signature'
import { finishBytes } from '@brotkasten/fiscal-driver/verify/verify-finish'

/** A TSE reduced to what a centre sees of it: a key that signs Finish messages like a real one. */
export class TestTse {
  readonly adopted: Body<'tse.adopted'>
  readonly #privateKey
  readonly #point: Uint8Array
  #counter = 0

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
    const point = pointOf(publicKey)
    if (point === null) throw new Error('no point')
    this.#privateKey = privateKey
    this.#point = point
    this.adopted = {
      serial: createHash('sha256').update(point).digest('hex'),
      description: 'test TSE',
      emulated: true,
      publicKey: Buffer.from(point).toString('base64'),
      algorithm: 'ecdsa-plain-SHA256',
      logTimeFormat: 'unixTime',
      certificates: [],
      certificationId: null,
    }
  }

  /** Finishes a transaction at a whole second. */
  finish(clientId: string, processData: string, at: Date): TseSigned {
    this.#counter += 1
    const finishTime = `${at.toISOString().slice(0, 19)}.000Z`
    const signed = {
      state: 'signed' as const,
      serial: this.adopted.serial,
      clientId,
      transactionNumber: this.#counter,
      signatureCounter: this.#counter * 2,
      startTime: finishTime,
      finishTime,
      processType: KASSENBELEG,
      processData,
    }
    const key = importPoint(this.#point)
    const algorithm = algorithmByName(this.adopted.algorithm)
    if (!key.ok || !algorithm) throw new Error('unusable key')
    const fields = {
      ...signed,
      logTime: new Date(finishTime),
      logTimeFormat: this.adopted.logTimeFormat,
      algorithm: this.adopted.algorithm,
      signature: new Uint8Array(),
      publicKey: this.#point,
    }
    const bytes = finishBytes(fields, { key: key.value, algorithm }, { format: fields.logTimeFormat })
    return {
      ...signed,
      signature: Buffer.from(signPlain(this.#privateKey, algorithm.hash, bytes)).toString('base64'),
    }
  }
}
