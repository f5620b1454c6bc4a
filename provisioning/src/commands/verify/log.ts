import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { importPoint, pointOf, type TseKey } from '@brotkasten/fiscal-driver/crypto/public-key'
import { isCertificateName, parseCertificates } from '@brotkasten/fiscal-driver/verify/archive/certificates'
import { type LogVerdict, verifyLog } from '@brotkasten/fiscal-driver/verify/verify-log'
import type { Command } from 'commander'
import * as v from 'valibot'
import type { Report } from '../report.ts'
import { run, type Shell } from '../run.ts'

/** A log message is a few hundred bytes, with long orders a few thousand. */
const MAX_LOG_BYTES = 1_000_000
const options = v.object({ certificate: v.optional(v.array(v.string()), []) })

/** `verify log`: stored log messages, with the certificates given or lying beside them. */
export function verifyLogCommand(verify: Command, shell: Shell): void {
  verify
    .command('log')
    .description('prüft einzelne Log-Nachrichten einer TSE (.log)')
    .argument('<dateien...>', 'Log-Dateien')
    .option('--certificate <datei...>', 'Zertifikate (DER oder PEM); sonst die neben den Dateien')
    .action(run(shell, verifyLogs))
}

async function verifyLogs(files: unknown, given: unknown): Promise<Report> {
  const paths = v.parse(v.array(v.string()), files)
  const { certificate } = v.parse(options, given)
  const keys = await keysOf(certificate.length > 0 ? certificate : await certificatesBeside(paths))
  const verdicts = await Promise.all(
    paths.map(async (path) => ({ file: path, ...(await verdictOf(path, keys)) })),
  )
  const lines = verdicts.map(
    ({ file, valid, reason }) =>
      `${valid ? 'gültig    ' : 'UNGÜLTIG  '} ${basename(file)}${reason ? `: ${reason}` : ''}`,
  )
  const well = verdicts.every(({ valid }) => valid)
  return { well, lines, json: { valid: well, messages: verdicts } }
}

async function verdictOf(path: string, keys: ReadonlyMap<string, TseKey>) {
  try {
    const { size } = await stat(path)
    if (size > MAX_LOG_BYTES) return { valid: false, reason: 'tooLarge' }
    return described(verifyLog(await readFile(path), (serial) => keys.get(serial)))
  } catch (error) {
    return { valid: false, reason: `unreadable: ${error instanceof Error ? error.message : String(error)}` }
  }
}

function described({ valid, reason, failure, message, signatureEncoding }: LogVerdict) {
  if (!message) return { valid, reason: failure ? `${reason}: ${JSON.stringify(failure)}` : reason }
  const { content, signatureCounter, logTime } = message
  const serial = Buffer.from(message.serial).toString('hex')
  const transaction = content.kind === 'transaction' ? content : null
  return {
    valid,
    reason,
    kind: content.kind,
    operation: 'operation' in content ? content.operation : null,
    signatureCounter,
    transactionNumber: transaction?.transactionNumber ?? null,
    clientId: transaction?.clientId ?? null,
    processData: transaction?.processData ? Buffer.from(transaction.processData).toString('utf8') : null,
    logTime: logTime.toISOString(),
    serial,
    signatureEncoding,
  }
}

async function certificatesBeside(paths: readonly string[]): Promise<string[]> {
  const folders = [...new Set(paths.map((path) => dirname(path)))]
  const found = await Promise.all(
    folders.map(async (folder) => {
      const names = await readdir(folder).catch(() => [])
      return names.filter((name) => isCertificateName(name)).map((name) => join(folder, name))
    }),
  )
  return found.flat()
}

async function keysOf(paths: readonly string[]): Promise<Map<string, TseKey>> {
  const keys = new Map<string, TseKey>()
  for (const path of paths) {
    for (const certificate of parseCertificates(await readFile(path)) ?? []) {
      const point = pointOf(certificate.publicKey)
      const key = point === null ? null : importPoint(point)
      if (key?.ok) keys.set(key.value.serialHex, key.value)
    }
  }
  return keys
}
