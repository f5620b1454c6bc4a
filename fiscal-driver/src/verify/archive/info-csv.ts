import type { ArchiveInfo } from '../../secure-element/export-archive.ts'

const LABELS = ['description:', 'manufacturer:', 'version:'] as const
const MAX_BYTES = 4096

/** Fields of a line of comma-separated values, quoted or not. */
const fieldsOf = (line: string): readonly string[] => {
  const pattern = /\s*(?:"((?:[^"]|"")*)"|([^,]*))\s*(?:,|$)/gy
  const fields: string[] = []
  while (pattern.lastIndex < line.length) {
    const match = pattern.exec(line)
    if (match === null) return []
    fields.push((match[1]?.replaceAll('""', '"') ?? match[2] ?? '').trim())
  }
  return fields
}

/**
 * Reads `info.csv`: one line of six fields, label and value alternating (TR-03153). Older exports leave the values
 * unquoted with blanks around them, some end with a line feed. Null where it is something else.
 */
export const parseInfoCsv = (bytes: Uint8Array): ArchiveInfo | null => {
  if (bytes.length > MAX_BYTES) return null
  const fields = fieldsOf(Buffer.from(bytes).toString('utf8').trim())
  if (fields.length !== 6 || LABELS.some((label, index) => fields[2 * index]?.toLowerCase() !== label))
    return null
  const [, description = '', , manufacturer = '', , version = ''] = fields
  return { description, manufacturer, version }
}
