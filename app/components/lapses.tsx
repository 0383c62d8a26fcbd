import { formatDate } from '#app/domain/calendar.ts'
import { type AgreementKind, agreementLabels, stopsWithout } from '#app/domain/study/agreements.ts'
import * as paths from '#app/paths.ts'
import { Alert } from './notices.tsx'

/** What of a study rests because an agreement lapsed. */
export function Lapses(props: {
  slug: string
  lapses: readonly { kind: AgreementKind; lastDay: string; site: string | null }[]
  /** Whether the reader may open the agreements. */
  readsPlan: boolean
}) {
  const { slug, lapses, readsPlan } = props
  return lapses.map(({ kind, lastDay, site }) => (
    <Alert
      key={`${kind} ${site ?? ''}`}
      tone="error"
      title={`${agreementLabels[kind]}${site === null ? '' : `, ${site}`}: lapsed after ${formatDate(lastDay)}`}
    >
      {stopsWithout[kind]} Counts that rest on it are refused for the time after.{' '}
      {readsPlan && <a href={paths.studyAgreements(slug)}>See the agreements</a>}
    </Alert>
  ))
}
