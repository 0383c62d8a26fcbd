import type { AnswerChange } from './section.ts'

/** One change of an answer or its note while it was written. */
export interface ValueRevision {
  part: AnswerChange['part']
  before: string | null
  after: string | null
  /** The version it was written for: one more than the latest sealed. */
  versionNo: number
  who: string
  at: Date
  /** The file it came from; null: typed on a page. */
  file: string | null
}

/** What a sealed version said, and who signed it. */
export interface SealedValue {
  no: number
  value: string | null
  note: string | null
  signer: string
  at: Date
}

/** A move of the report that touches the answer: its section came back, or the version was accepted. */
export interface ValueMove {
  kind: 'returned' | 'reopened' | 'accepted' | 'withdrawn'
  versionNo: number
  who: string | null
  at: Date
  words: string | null
}

/** What happened to one answer, one line each. */
export type ValueEntry =
  | ({ kind: 'written' } & ValueRevision)
  | {
      kind: 'sealed'
      no: number
      signer: string
      at: Date
      value: SealedSide
      note: SealedSide
      /** Who wrote what the version says, the last time; null where nobody did, as of a computed figure. */
      written: Pick<ValueRevision, 'who' | 'at' | 'file'> | null
    }
  | ValueMove

interface SealedSide {
  before: string | null
  after: string | null
}

/**
 * The life of one answer, newest first. Its own organization reads every change. Others read what each
 * sealed version said and who wrote that: a draft, and what was tried in it, is its grantee's alone.
 */
export function valueHistory(
  told: {
    revisions: readonly ValueRevision[]
    versions: readonly SealedValue[]
    moves: readonly ValueMove[]
  },
  isOwn: boolean,
): ValueEntry[] {
  const sealed = told.versions.map((version, index): ValueEntry => {
    const before = told.versions[index - 1]
    return {
      kind: 'sealed',
      no: version.no,
      signer: version.signer,
      at: version.at,
      value: { before: before?.value ?? null, after: version.value },
      note: { before: before?.note ?? null, after: version.note },
      written: writerOf(told.revisions, version),
    }
  })
  const written = isOwn
    ? told.revisions.map((revision): ValueEntry => ({ kind: 'written', ...revision }))
    : []
  // Of one moment, what was written comes before what was sealed, and that before it was accepted.
  return [...written, ...sealed, ...told.moves]
    .sort((one, other) => one.at.getTime() - other.at.getTime())
    .reverse()
}

function writerOf(
  revisions: readonly ValueRevision[],
  version: SealedValue,
): Pick<ValueRevision, 'who' | 'at' | 'file'> | null {
  const last = revisions
    .filter(({ part, versionNo }) => part === 'value' && versionNo <= version.no)
    .at(-1)
  return last ? { who: last.who, at: last.at, file: last.file } : null
}
