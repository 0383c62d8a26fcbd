import { capital } from './words.ts'

export interface Change {
  label: string
  /** Null: there was, or is, nothing. */
  before: string | null
  after: string | null
}

type Values = Record<string, unknown>

/** What an event changed, value by value, as a person reads it. Ids of rows are left out. */
export function changesOf(before: Values | null, after: Values | null): Change[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  return names
    .filter((name) => !/(?:Id|Ids|Hash|sha256)$/.test(name) && name !== 'standingInFor')
    .map((name) => ({
      label: labels[name] ?? inWords(name),
      before: asText(before?.[name]),
      after: asText(after?.[name]),
    }))
    .filter((change) => change.before !== change.after)
}

const labels: Record<string, string> = {
  fain: 'FAIN',
  organization: 'Lead organization',
  programCode: 'Program',
  sourceUrl: 'Address of the source',
  canonicalUrl: 'Address to show for the source',
  matchAmount: 'Match',
  amountPrecision: 'Precision of the amount',
  announcedOn: 'Announced on',
  officer: 'Program officer',
  no: 'Number of the modification',
}

/** 'serviceArea' → 'Service area' */
function inWords(name: string): string {
  return capital(name.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`))
}

/** For whom it was done by somebody who stood in. */
export function absentIn(after: Values | null): string | null {
  return asText(after?.['standingInFor'])
}

function asText(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.map((one) => asText(one) ?? '').join('; ') || null
  if (typeof value === 'object') {
    const parts = Object.entries(value).map(
      ([name, part]) => `${name} ${asText(part) ?? 'nothing'}`,
    )
    return parts.join('; ') || null
  }
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** A place in a history: the moment and the id of the last event shown. */
export interface HistoryPlace {
  at: Date
  id: number
}

/** Where an address says a history goes on; null at its newest, and for what cannot be read. */
export function readHistoryPlace(params: URLSearchParams): HistoryPlace | null {
  const [, ms, id] = /^(\d{1,15})-(\d{1,15})$/.exec(params.get('before') ?? '') ?? []
  const at = new Date(Number(ms))
  return id === undefined || Number.isNaN(at.getTime()) ? null : { at, id: Number(id) }
}

/** The query of the page that follows; null on the last. */
export function historyQuery(next: HistoryPlace | null): { before: string } | null {
  return next && { before: `${next.at.getTime()}-${next.id}` }
}

/** What acts when no person does, as a history names it. */
export const systemLabels = {
  scheduler: 'The schedule',
  mailer: 'The mail',
  loader: 'The loader of sources and sample',
  operator: 'The operator of this tracker',
  reviewer: 'A reviewer by invitation',
} as const
