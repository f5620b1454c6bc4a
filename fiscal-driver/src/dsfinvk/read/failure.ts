/** Why a package cannot be read. `file` is the one at fault, null for the package itself. */
export type ReadFailureKind =
  | 'notFound'
  | 'notAPackage'
  | 'unsafeName'
  | 'duplicateName'
  | 'tooManyFiles'
  | 'tooLarge'
  | 'zipBomb'
  | 'brokenZip'
  | 'missingIndex'
  | 'missingDtd'
  | 'wrongDtd'
  | 'entityDeclaration'
  | 'malformedXml'
  | 'invalidIndex'
  | 'missingFile'
  | 'unsupportedEncoding'
  | 'badEncoding'
  | 'recordTooLong'
  | 'brokenQuotes'

export interface ReadFailure {
  readonly kind: ReadFailureKind
  readonly file: string | null
  readonly detail: string
}

export const failure = (kind: ReadFailureKind, file: string | null, detail: string): ReadFailure => ({
  kind,
  file,
  detail,
})
