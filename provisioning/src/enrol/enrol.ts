import { err, ok, type Result } from '@brotkasten/domain/result'
import { enrolAnswer } from '@brotkasten/domain/wire/up'
import { type CallFailure, call } from '../http/call.ts'
import { SOFTWARE_VERSION } from '../version.ts'
import { boxFilePath, type FolderFailure, isBox, prepareFolder, writeBoxFile } from './box-file.ts'

export interface EnrolOptions {
  readonly centreUrl: string
  /** Short-lived code from headquarters; works once. */
  readonly code: string
  readonly dataDir: string
}

export interface Enrolled {
  readonly boxId: string
  readonly branchId: string
  readonly branchName: string
  readonly file: string
}

export type EnrolFailure =
  | { readonly kind: 'alreadyBox'; readonly file: string }
  | FolderFailure
  | CallFailure

/**
 * Makes a bare data folder a box. The folder is tried before the code is spent; a folder that already is a box is
 * never touched, because its journal belongs to that identity.
 */
export async function enrolBox({
  centreUrl,
  code,
  dataDir,
}: EnrolOptions): Promise<Result<Enrolled, EnrolFailure>> {
  const file = boxFilePath(dataDir)
  if (isBox(dataDir)) return err({ kind: 'alreadyBox', file })
  const folder = await prepareFolder(dataDir)
  if (!folder.ok) return folder
  const body = { code: code.trim(), softwareVersion: SOFTWARE_VERSION }
  const answer = await call(enrolAnswer, centreUrl, '/v1/enrol', { body })
  if (!answer.ok) return answer
  const { boxId, branchId, branchName, secret, mqttUrl } = answer.value.value
  const written = await writeBoxFile(dataDir, { boxId, branchId, centreUrl, secret, mqttUrl })
  return written.ok ? ok({ boxId, branchId, branchName, file }) : written
}
