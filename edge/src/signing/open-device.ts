import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openCryptovision } from '@brotkasten/fiscal-driver/cryptovision/device'
import { openDiebold } from '@brotkasten/fiscal-driver/diebold/device'
import { openEpson } from '@brotkasten/fiscal-driver/epson/device'
import { openSoftwareTse } from '@brotkasten/fiscal-driver/software/software-tse'
import { openSwissbitLibrary } from '@brotkasten/fiscal-driver/swissbit/worm/open'
import { mountedVolumes } from '@brotkasten/fiscal-driver/transport/mounted-volumes'
import type { Tse } from '@brotkasten/fiscal-driver/tse'
import * as v from 'valibot'

const pin = v.pipe(v.string(), v.regex(/^\S{4,32}$/, 'must be a PIN'))
const user = v.object({ user: v.pipe(v.string(), v.minLength(1)), pin })
const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535))
const twoPins = v.object({ adminPin: pin, timeAdminPin: pin })

/**
 * `tse.json` in the data folder: which device signs and the PINs it was provisioned with. The file is for the box's
 * user alone, like everything in that folder.
 */
const deviceSchema = v.variant('device', [
  v.object({ device: v.literal('cryptovision'), pins: v.object({ admin: pin, timeAdmin: pin }) }),
  v.object({
    device: v.literal('epson'),
    host: v.pipe(v.string(), v.minLength(1)),
    port: v.optional(port, 8009),
    secrets: v.object({ ...twoPins.entries, sharedSecret: v.optional(v.string(), 'EPSONKEY') }),
  }),
  v.object({
    device: v.literal('diebold'),
    /** Serial line of the stick, e.g. a stable name under `/dev/serial/by-id`. */
    path: v.pipe(v.string(), v.minLength(1)),
    secrets: v.object({ admin: user, timeAdmin: user }),
  }),
  v.object({
    device: v.literal('swissbit'),
    /** The maker's library, which the operator has licensed. */
    libraryPath: v.pipe(v.string(), v.minLength(1)),
    secrets: twoPins,
  }),
])

export interface SoftwareSettings {
  readonly curve: 'P-256' | 'brainpoolP256r1' | 'P-384' | 'brainpoolP384r1'
  readonly latencyMs: number
}

/**
 * The TSE of this box: the device that `tse.json` names, else the simulator. Nothing is asked of the device yet.
 * Throws where the file is damaged, naming the field: a box must not fall back to a simulator in silence.
 */
export function openDevice(dataDir: string, software: SoftwareSettings, clock: () => Date): Tse {
  const path = join(dataDir, 'tse.json')
  if (!existsSync(path)) return openSoftwareTse({ folder: join(dataDir, 'tse'), clock, ...software })
  const parsed = v.safeParse(deviceSchema, JSON.parse(readFileSync(path, 'utf8')))
  if (!parsed.success) throw new Error(`tse.json: ${v.getDotPath(parsed.issues[0]) ?? ''} is wrong`)
  const chosen = parsed.output
  switch (chosen.device) {
    case 'cryptovision':
      return openCryptovision({ volumes: mountedVolumes(), pins: chosen.pins })
    case 'epson':
      return openEpson({ at: { host: chosen.host, port: chosen.port }, secrets: chosen.secrets })
    case 'diebold':
      return openDiebold({ at: { path: chosen.path }, secrets: chosen.secrets })
    case 'swissbit': {
      const { libraryPath, secrets } = chosen
      return openSwissbitLibrary({ libraryPath, volumes: mountedVolumes(), secrets })
    }
  }
}
