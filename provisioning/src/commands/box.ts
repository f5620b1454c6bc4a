import { resolve } from 'node:path'
import type { Command } from 'commander'
import * as v from 'valibot'
import { type EnrolFailure, enrolBox } from '../enrol/enrol.ts'
import { group } from './german.ts'
import { done, failed, failedCall, type Report } from './report.ts'
import { run, type Shell } from './run.ts'
import { url } from './url.ts'

const enrolOptions = v.object({ centre: v.string(), code: v.string(), data: v.string() })

const CODE_SENTENCES = {
  codeUnknown: 'Diesen Code kennt die Zentrale nicht. Bitte Tippfehler prüfen oder einen neuen Code holen.',
  codeUsed: 'Dieser Code ist schon benutzt: er gilt für genau eine Box. Bitte einen neuen Code holen.',
  codeExpired: 'Dieser Code ist abgelaufen. Bitte in der Zentrale einen neuen Code holen.',
}

/** `box …`: what turns a bare machine into the box of a branch. */
export function boxCommands(program: Command, shell: Shell): void {
  group(program, 'box', 'die Box einer Filiale')
    .command('enrol')
    .description('macht einen leeren Datenordner zur Box einer Filiale')
    .requiredOption('--centre <url>', 'Adresse der Zentrale', url)
    .requiredOption('--code <code>', 'Code aus der Zentrale, gilt 15 Minuten und für eine Box')
    .option('--data <dir>', 'Datenordner der Box', process.env.DATA_DIR ?? './data/box')
    .action(run(shell, enrol))
}

async function enrol(options: unknown): Promise<Report> {
  const { centre, code, data } = v.parse(enrolOptions, options)
  const enrolled = await enrolBox({ centreUrl: centre, code, dataDir: resolve(data) })
  if (!enrolled.ok) return explain(enrolled.error)
  const { boxId, branchId, branchName, file } = enrolled.value
  return done(
    [
      `Diese Box gehört jetzt zur Filiale „${branchName}“.`,
      `  Box        ${boxId}`,
      `  Ausweis    ${file} (geheim halten, nicht kopieren)`,
      'Jetzt die Box starten, dann: npx brotkasten terminal code',
    ],
    { boxId, branchId, branchName, file },
  )
}

function explain(failure: EnrolFailure): Report {
  switch (failure.kind) {
    case 'alreadyBox':
      return failed(
        'alreadyBox',
        `${failure.file} gibt es schon: dieser Ordner gehört zu einer Box. Bitte mit --data einen leeren Ordner nennen.`,
      )
    case 'folder':
      return failed('folder', `Der Datenordner lässt sich nicht beschreiben: ${failure.detail}`)
    case 'unreachable':
    case 'unreadable':
    case 'refused':
      return failedCall('Die Zentrale', failure, CODE_SENTENCES)
  }
}
