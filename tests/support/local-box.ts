import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { openSoftwareTse } from '@brotkasten/fiscal-driver/software/software-tse'
import { pino } from 'pino'
import { type Box, openBox } from '../../edge/src/box.ts'
import { readConfig } from '../../edge/src/config.ts'
import type { Operator } from '../../edge/src/selling/seller.ts'
import type { PairedRegister } from '../../edge/src/terminals/pairing.ts'
import { CASHIER, chainChanges } from './chain.ts'

export const SECRET = 's'.repeat(32)
export const OPERATOR: Operator = { id: CASHIER.staffId, number: '1', role: 'cashier' }

export interface LocalBoxOptions {
  readonly folder: string
  readonly registers: number
  /** Whether the software TSE waits for the disk, as a real one would for its own. */
  readonly fsync: boolean
}

export interface LocalBox extends Box {
  readonly registers: readonly (PairedRegister & { readonly token: string })[]
}

/** A box in this process: real stores and software TSE, the articles of the file, paired registers, no centre. */
export async function openLocalBox({ folder, registers, fsync }: LocalBoxOptions): Promise<LocalBox> {
  const clock = () => new Date()
  const config = readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent' })
  const identity = {
    boxId: '0199d3c4-0000-7000-8000-00000000b0c5',
    branchId: 'brotkorb',
    centreUrl: 'http://127.0.0.1:9',
    secret: SECRET,
    mqttUrl: null,
  }
  const tse = openSoftwareTse({ folder: join(folder, 'tse'), clock, fsync })
  const box = await openBox({ config, identity, clock, log: pino({ level: 'silent' }), tse })
  const { pairing, replica, signing } = box.deps
  if (replica.catalogue.branch === null) {
    const changes = JSON.stringify(chainChanges())
    const hash = createHash('sha256').update(changes).digest('hex')
    const applied = replica.apply({ epoch: 'e1', version: 1, snapshot: true, changes, hash }, clock())
    if (!applied.ok) throw new Error(applied.error.detail)
  }
  const paired = []
  for (let index = 0; index < registers; index += 1) {
    const { code } = await pairing.issue(pairing.registers()[index]?.id ?? null, clock())
    const redeemed = await pairing.redeem(code, clock())
    if (typeof redeemed === 'string') throw new Error(redeemed)
    await signing.registerClient(redeemed.register.serial)
    paired.push({ ...redeemed.register, token: redeemed.token })
  }
  return { ...box, registers: paired }
}
