import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { err, ok, type Result } from '@brotkasten/domain/result'
import { type FeedAnswer, feedAnswer } from '@brotkasten/domain/wire/down'
import { failureSchema } from '@brotkasten/domain/wire/failure'
import { type JournalBatch, markAnswer } from '@brotkasten/domain/wire/up'
import { PROTOCOL, PROTOCOL_HEADER } from '@brotkasten/domain/wire/version'
import * as v from 'valibot'
import type { BoxIdentity } from '../identity.ts'

const compress = promisify(gzip)
const TIMEOUT_MS = 15_000
/** A batch takes longer when a hundred boxes come back at once. */
const JOURNAL_TIMEOUT_MS = 60_000

/** `unreachable` may heal by itself; `refused` is an answer of the centre and says what is wrong. */
export type CentreFailure =
  | { readonly kind: 'unreachable'; readonly detail: string }
  | {
      readonly kind: 'refused'
      readonly status: number
      readonly reason: string
      readonly details: Record<string, unknown>
    }

/** The centre over HTTPS: every answer is parsed, every request ends in time. */
export class CentreClient {
  readonly #identity: BoxIdentity

  constructor(identity: BoxIdentity) {
    this.#identity = identity
  }

  /** Hands entries up; answers the mark the centre holds durably. */
  async sendJournal(batch: JournalBatch): Promise<Result<number, CentreFailure>> {
    const body = await compress(JSON.stringify(batch))
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
    const answer = await this.#call('/v1/journal', markAnswer, {
      method: 'POST',
      headers,
      body: new Uint8Array(body),
      timeoutMs: JOURNAL_TIMEOUT_MS,
    })
    return answer.ok ? ok(answer.value.mark) : answer
  }

  async mark(epoch: string): Promise<Result<number, CentreFailure>> {
    const answer = await this.#call(`/v1/journal/mark?epoch=${encodeURIComponent(epoch)}`, markAnswer, {})
    return answer.ok ? ok(answer.value.mark) : answer
  }

  /** Master data since a cursor. */
  feed(epoch: string, version: number): Promise<Result<FeedAnswer, CentreFailure>> {
    return this.#call(`/v1/feed?epoch=${encodeURIComponent(epoch)}&version=${version}`, feedAnswer, {})
  }

  async #call<S extends v.GenericSchema>(
    path: string,
    schema: S,
    {
      timeoutMs = TIMEOUT_MS,
      ...request
    }: {
      method?: string
      headers?: Record<string, string>
      body?: Uint8Array<ArrayBuffer>
      timeoutMs?: number
    },
  ): Promise<Result<v.InferOutput<S>, CentreFailure>> {
    const { boxId, secret, centreUrl } = this.#identity
    try {
      const response = await fetch(new URL(path, centreUrl), {
        ...request,
        headers: {
          ...request.headers,
          authorization: `Bearer ${boxId}.${secret}`,
          [PROTOCOL_HEADER]: String(PROTOCOL),
        },
        signal: AbortSignal.timeout(timeoutMs),
      })
      const json: unknown = await response.json()
      if (!response.ok) return err(refusal(response.status, json))
      return ok(v.parse(schema, json))
    } catch (error) {
      return err({
        kind: 'unreachable',
        detail: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
      })
    }
  }
}

function refusal(status: number, json: unknown): CentreFailure {
  const parsed = v.safeParse(failureSchema, json)
  if (!parsed.success) return { kind: 'unreachable', detail: `HTTP ${status} without a readable reason` }
  return {
    kind: 'refused',
    status,
    reason: parsed.output.error.kind,
    details: parsed.output.error.details ?? {},
  }
}
