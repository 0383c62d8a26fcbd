import { History, type HistoryEntry } from '#app/components/history.tsx'
import { Alert, EmptyState } from '#app/components/notices.tsx'
import { Section } from '#app/components/page.tsx'
import { formatDate, formatDateTime, formatShortDate } from '#app/domain/calendar.ts'
import type { PetitionKind } from '#app/domain/report/petitions.ts'
import { wordsFor } from '#app/domain/words.ts'
import type { ExpectedReport, ListedPetition } from '#db/reports/expected.ts'

/** Everything that was asked, recommended and decided about a report's due date, newest first. */
export function PetitionStory({ petitions }: { petitions: ListedPetition[] }) {
  return (
    <Section id="story" title="What was asked and decided">
      {petitions.length === 0 ? (
        <EmptyState title="Nothing was asked yet">
          Requests, recommendations and decisions stay here with their reasons.
        </EmptyState>
      ) : (
        <History entries={petitions.flatMap(stepsOf)} />
      )}
    </Section>
  )
}

function stepsOf(petition: ListedPetition): HistoryEntry[] {
  const { id, kind, outcome, recommendation, recommendedAt, decidedAt, wantedOn } = petition
  const proposed = petition.askedBy === petition.recommendedBy
  const steps: HistoryEntry[] = []
  if (outcome && decidedAt) {
    steps.push({
      id: `${id}-decided`,
      what: decided(petition),
      who: petition.deciderName ?? 'The report itself',
      when: moment(decidedAt),
      why: petition.decisionWords,
    })
  }
  if (recommendation && recommendedAt) {
    steps.push({
      id: `${id}-recommended`,
      what: proposed
        ? 'Recommended to do without the report'
        : `Recommended ${recommendation === 'for' ? 'to grant it' : 'to refuse it'}`,
      who: petition.recommenderName,
      when: moment(recommendedAt),
      why: petition.recommendationWords,
    })
  }
  if (proposed) return steps
  const asked =
    kind === 'extension' && wantedOn
      ? `Asked to extend the due date from ${formatShortDate(petition.previousDueOn)} to ${formatShortDate(wantedOn)}`
      : 'Asked to do without the report'
  return [
    ...steps,
    {
      id: `${id}-asked`,
      what: asked,
      who: petition.askerName,
      when: moment(petition.askedAt),
      why: petition.reason,
    },
  ]
}

function decided({ kind, outcome, grantedOn, previousDueOn }: ListedPetition): string {
  switch (outcome) {
    case 'granted':
      return grantedOn
        ? `Granted: due ${formatDate(grantedOn)} instead of ${formatDate(previousDueOn)}`
        : 'Granted: the report is not required'
    case 'refused':
      return kind === 'extension'
        ? 'Refused: the due date stays'
        : 'Refused: the report is still due'
    case 'withdrawn':
      return 'Withdrew the request'
    default:
      return 'Ended undecided: the report was submitted or closed first'
  }
}

const moment = (at: Date) => ({ text: formatDateTime(at), iso: at.toISOString() })

/** What just happened, who is told, and what comes next. */
export function PetitionDone(props: {
  done: string | null
  kind: PetitionKind
  report: ExpectedReport
}) {
  const { done, kind, report } = props
  const say = wordsFor(sayings, done)
  if (!say) return null
  const { title, text } = say(kind, report)
  return (
    <Alert tone="success" title={title}>
      <p>{text}</p>
    </Alert>
  )
}

const sayings = {
  asked: (_kind: PetitionKind, { officerName }: ExpectedReport) => ({
    title: 'Asked',
    text: officerName
      ? `${officerName} is told and recommends for or against it. Then the grants officer decides, and you are told. The due date stays until then.`
      : 'The grants officers are told and decide, and you are told. The due date stays until then.',
  }),
  recommended: () => ({
    title: 'Recommended',
    text: 'The grants officers are told, and one of them decides. You are told how.',
  }),
  granted: (kind: PetitionKind, { organizationName, extendedDueOn }: ExpectedReport) => ({
    title: 'Granted',
    text:
      kind === 'extension' && extendedDueOn
        ? `${organizationName} and the program officer are told. The report is due ${formatDate(extendedDueOn)}; reminders and lateness count from then.`
        : `${organizationName} and the program officer are told that this report is not required. Nothing more is needed for this period.`,
  }),
  refused: (_kind: PetitionKind, { organizationName }: ExpectedReport) => ({
    title: 'Refused',
    text: `${organizationName} and the program officer are told why. The report is due as before.`,
  }),
  withdrawn: () => ({
    title: 'Withdrawn',
    text: 'The program officer and the grants officers are told. The report is due as before.',
  }),
  lapsed: (_kind: PetitionKind, { organizationName }: ExpectedReport) => ({
    title: 'Closed as never received',
    text: `${organizationName}, the program officer and their supervisor are told. The period stays without figures.`,
  }),
}
