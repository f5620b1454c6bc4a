import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'

/** `box.json` in the data folder, written once by enrolment: which branch this box is, and how the centre knows it. */
const identitySchema = v.object({
  boxId: v.pipe(v.string(), v.minLength(1)),
  branchId: v.pipe(v.string(), v.minLength(1)),
  centreUrl: v.pipe(v.string(), v.url()),
  secret: v.pipe(v.string(), v.minLength(20)),
  mqttUrl: v.nullable(v.string()),
})
export type BoxIdentity = v.InferOutput<typeof identitySchema>

/** Reads the identity of this box; null where the folder is bare. Throws where the file is damaged. */
export function readIdentity(dataDir: string): BoxIdentity | null {
  const path = join(dataDir, 'box.json')
  if (!existsSync(path)) return null
  return v.parse(identitySchema, JSON.parse(readFileSync(path, 'utf8')))
}
