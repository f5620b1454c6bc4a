import { idSchema } from '@brotkasten/domain/ids'
import { centsSchema, instantSchema } from '@brotkasten/domain/schema'
import {
  catalogueView,
  logInAnswer,
  pairAnswer,
  receiptView,
  type SaleRequest,
  saleAnswer,
  statusView,
} from '@brotkasten/domain/wire/till'
import { PROTOCOL, PROTOCOL_HEADER } from '@brotkasten/domain/wire/version'
import type { EdgeApi } from '@brotkasten/edge/api'
import { hc } from 'hono/client'
import * as v from 'valibot'
import { read } from './call.ts'

/** Longer than any TSE takes: the box answers a sale within three seconds. */
const TIMEOUT_MS = 6000

const terminalView = v.object({ registerId: idSchema, registerName: v.string(), serial: v.string() })
export type TerminalView = v.InferOutput<typeof terminalView>

const receiptRow = v.object({
  id: idSchema,
  number: v.number(),
  registerId: idSchema,
  registerName: v.string(),
  gross: centsSchema,
  completedAt: instantSchema,
  operatorNumber: v.string(),
  outage: v.boolean(),
})
export type ReceiptRow = v.InferOutput<typeof receiptRow>

const { api } = hc<EdgeApi>('/', {
  headers: { [PROTOCOL_HEADER]: String(PROTOCOL) },
  fetch: (input: RequestInfo | URL, init?: RequestInit) =>
    fetch(input, { ...init, cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT_MS) }),
})
/** The browser is known by its cookie, the person by this token. */
const by = (operator: string) => ({ headers: { 'brotkasten-operator': operator } })

/** Everything the terminal asks its box. Every answer is parsed; nothing is thrown. */
export const box = {
  pair: (code: string) => read(pairAnswer, () => api.terminals.pair.$post({ json: { code } })),
  terminal: () => read(terminalView, () => api.terminal.$get()),
  catalogue: () => read(catalogueView, () => api.catalogue.$get()),
  status: () => read(statusView, () => api.status.$get()),
  logIn: (staffId: string, pin: string) =>
    read(logInAnswer, () => api.sessions.$post({ json: { staffId, pin } })),
  beginSale: (id: string, operator: string) =>
    read(v.unknown(), () => api.sales.begin.$post({ json: { id } }, by(operator))),
  abortSale: (id: string, operator: string) =>
    read(v.unknown(), () => api.sales.abort.$post({ json: { id } }, by(operator))),
  sell: (json: SaleRequest, operator: string) =>
    read(saleAnswer, () => api.sales.$post({ json }, by(operator))),
  receipts: () =>
    read(v.object({ receipts: v.array(receiptRow) }), () => api.receipts.$get({ query: { limit: '20' } })),
  receipt: (id: string) => read(receiptView, () => api.receipts[':id'].$get({ param: { id } })),
} as const
