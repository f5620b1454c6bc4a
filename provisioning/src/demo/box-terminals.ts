import { ok, type Result } from '@brotkasten/domain/result'
import { instantSchema } from '@brotkasten/domain/schema'
import * as v from 'valibot'
import { type CallFailure, call } from '../http/call.ts'

const registersAnswer = v.object({ registers: v.array(v.object({ id: v.string() })) })
const codeAnswer = v.object({ code: v.string(), expiresAt: instantSchema })
export type PairingCode = v.InferOutput<typeof codeAnswer>

/** A code for the first register of a box, so that every start of the demo goes on with the same one. */
export async function pairingCode(boxUrl: string): Promise<Result<PairingCode, CallFailure>> {
  const registers = await call(registersAnswer, boxUrl, '/api/registers')
  if (!registers.ok) return registers
  const registerId = registers.value.value.registers[0]?.id ?? null
  const answer = await call(codeAnswer, boxUrl, '/api/pairing-codes', { body: { registerId } })
  return answer.ok ? ok(answer.value.value) : answer
}
