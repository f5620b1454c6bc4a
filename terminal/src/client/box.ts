import { cashMovementSchema } from '@brotkasten/domain/cash/movement'
import { closingSchema } from '@brotkasten/domain/closing/closing'
import { totalsSchema } from '@brotkasten/domain/closing/totals'
import { idSchema } from '@brotkasten/domain/ids'
import { refundSchema } from '@brotkasten/domain/refund/booking'
import { centsSchema, instantSchema } from '@brotkasten/domain/schema'
import {
  type CashRequest,
  type ClosingRequest,
  catalogueView,
  logInAnswer,
  pairAnswer,
  type RefundRequest,
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

/** A booking of the cash desk: the box answers a repeated request with what it booked then. */
const refundAnswer = v.object({ refund: refundSchema, repeated: v.boolean() })
const cashAnswer = v.object({ movement: cashMovementSchema, repeated: v.boolean() })
const closingAnswer = v.object({ closing: closingSchema, repeated: v.boolean() })
const xReport = v.object({ totals: totalsSchema, at: instantSchema })
export type XReport = v.InferOutput<typeof xReport>

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
  refund: (json: RefundRequest, operator: string) =>
    read(refundAnswer, () => api.refunds.$post({ json }, by(operator))),
  moveCash: (json: CashRequest, operator: string) =>
    read(cashAnswer, () => api.cash.$post({ json }, by(operator))),
  close: (json: ClosingRequest, operator: string) =>
    read(closingAnswer, () => api.closings.$post({ json }, by(operator))),
  xReport: (operator: string) => read(xReport, () => api['x-report'].$get(undefined, by(operator))),
} as const
