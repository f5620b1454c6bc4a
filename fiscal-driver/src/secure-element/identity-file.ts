import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { err, ok, type Result } from '@brotkasten/domain/result'
import { syncFolder } from './element-file.ts'
import {
  createIdentity,
  type ElementIdentity,
  type IdentityOptions,
  parseIdentity,
  serializeIdentity,
} from './identity.ts'
import type { StoreFailure } from './store.ts'

const saveIdentity = (folder: string, identity: ElementIdentity): void => {
  const temporary = join(folder, 'identity.json.new')
  const fd = openSync(temporary, 'w', 0o600)
  writeSync(fd, serializeIdentity(identity))
  fsyncSync(fd)
  closeSync(fd)
  renameSync(temporary, join(folder, 'identity.json'))
  syncFolder(folder)
}

/**
 * The identity kept in a folder, made on first use. A folder that holds messages but no readable identity is
 * refused: a new key would continue the counters of another device.
 */
export const loadIdentity = (
  folder: string,
  options: IdentityOptions,
): Result<ElementIdentity, StoreFailure> => {
  try {
    const path = join(folder, 'identity.json')
    if (existsSync(path)) {
      const identity = parseIdentity(readFileSync(path, 'utf8'))
      return identity === null ? err({ kind: 'corrupt', detail: 'unreadable identity' }) : ok(identity)
    }
    if (existsSync(join(folder, 'log.bin')))
      return err({ kind: 'corrupt', detail: 'messages without an identity' })
    mkdirSync(folder, { recursive: true })
    const identity = createIdentity(options)
    saveIdentity(folder, identity)
    return ok(identity)
  } catch (error) {
    return err({ kind: 'io', detail: error instanceof Error ? error.message : String(error) })
  }
}
