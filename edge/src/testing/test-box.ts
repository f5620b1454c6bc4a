import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cents } from '@brotkasten/domain/money/cents'
import { pieces } from '@brotkasten/domain/money/quantity'
import type { SaleRequest } from '@brotkasten/domain/wire/till'
import { PROTOCOL, PROTOCOL_HEADER } from '@brotkasten/domain/wire/version'
import { openSoftwareTse, type SoftwareTse } from '@brotkasten/fiscal-driver/software/software-tse'
import type { Tse } from '@brotkasten/fiscal-driver/tse'
import { pino } from 'pino'
import { v7 as uuidv7 } from 'uuid'
import { boxApp } from '../api/app.ts'
import { type Box, openBox } from '../box.ts'
import { readConfig } from '../config.ts'
import type { Operator, Register } from '../selling/seller.ts'
import { BAKERY, feedOf } from './bakery.ts'

export interface TestBox {
  readonly folder: string
  readonly box: Box
  readonly tse: SoftwareTse
  readonly app: ReturnType<typeof boxApp>
  readonly register: Register & { readonly token: string }
  readonly operator: Operator
  /** A request as a paired terminal makes it. */
  request(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
  close(): Promise<void>
}

export interface TestBoxOptions {
  readonly folder?: string
  readonly clock?: () => Date
  readonly patienceMs?: number
  /** Another device than the software TSE; the box closes it. */
  readonly tse?: Tse
}

/** A real box in a folder of its own: software TSE, small bakery, one paired register, no centre. */
export async function openTestBox(options: TestBoxOptions = {}): Promise<TestBox> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'brotkasten-box-'))
  const clock = options.clock ?? (() => new Date())
  const config = readConfig({
    DATA_DIR: folder,
    TSE_PATIENCE_MS: String(options.patienceMs ?? 1000),
    LOG_LEVEL: 'silent',
  })
  const tse = openSoftwareTse({ folder: join(folder, 'tse'), clock, fsync: false })
  const identity = {
    boxId: uuidv7(),
    branchId: 'markt',
    centreUrl: 'http://127.0.0.1:9',
    secret: 's'.repeat(32),
    mqttUrl: null,
  }
  const box = await openBox({
    config,
    identity,
    clock,
    log: pino({ level: 'silent' }),
    tse: options.tse ?? tse,
  })
  if (box.deps.replica.catalogue.branch === null) box.deps.replica.apply(feedOf(BAKERY, 1, true), clock())
  const { code } = await box.deps.pairing.issue(box.deps.pairing.registers()[0]?.id ?? null, clock())
  const paired = await box.deps.pairing.redeem(code, clock())
  if (typeof paired === 'string') throw new Error(paired)
  await box.deps.signing.registerClient(paired.register.serial)
  const app = boxApp(box.deps)
  const register = { ...paired.register, token: paired.token }
  return {
    folder,
    box,
    tse,
    app,
    register,
    operator: { id: 'anna', number: '7', role: 'cashier' },
    request: async (method, path, body, headers = {}) =>
      app.request(path, {
        method,
        headers: {
          authorization: `Bearer ${register.token}`,
          [PROTOCOL_HEADER]: String(PROTOCOL),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    close: async () => {
      await box.close()
      if (options.folder === undefined) rmSync(folder, { recursive: true })
    },
  }
}

/** Three rolls and a bread taken away, paid with 20 euros: 5.55. */
export function saleOf(overrides: Partial<SaleRequest> = {}): SaleRequest {
  const line = { category: 'food', place: 'takeaway', catalogueVersion: 1, discount: null } as const
  return {
    id: uuidv7(),
    startedAt: '2026-11-22T08:00:00.000Z',
    cart: {
      lines: [
        {
          ...line,
          id: uuidv7(),
          articleId: 'roll',
          name: 'Brötchen',
          quantity: pieces(3),
          unitPrice: cents(45),
        },
        {
          ...line,
          id: uuidv7(),
          articleId: 'bread',
          name: 'Roggenbrot',
          quantity: pieces(1),
          unitPrice: cents(420),
        },
      ],
      discount: null,
    },
    tenders: [{ kind: 'cash', given: cents(2000) }],
    total: cents(555),
    ...overrides,
  }
}
