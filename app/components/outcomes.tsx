import { awardName } from '#app/domain/award.ts'
import { formatDateTime, formatShortDate } from '#app/domain/calendar.ts'
import {
  type OutcomeState,
  outcomeGroupCodes,
  outcomeGroups,
  outcomeKindLabels,
  outcomeStateLabels,
} from '#app/domain/evidence/outcomes.ts'
import * as paths from '#app/paths.ts'
import type { ListedOutcome } from '#db/awards/outcomes.ts'
import { DataTable, HeaderCell } from './tables.tsx'
import { StatusTag, type TagTone } from './tags.tsx'

const tones: Record<OutcomeState, TagTone> = {
  claimed: 'action',
  confirmed: 'good',
  not_confirmed: 'warn',
}

function OutcomeTag({ state }: { state: OutcomeState }) {
  return <StatusTag tone={tones[state]}>{outcomeStateLabels[state]}</StatusTag>
}

/** The kinds by their group, to choose one. */
export const outcomeChoices = outcomeGroupCodes.flatMap((group) =>
  outcomeGroups[group].kinds.map((kind) => ({
    value: kind,
    label: `${outcomeGroups[group].label}: ${outcomeKindLabels[kind].toLowerCase()}`,
  })),
)

/** Outcomes as lines: what changed, with whom, since when, what shows it, and where it stands. `withAward` names
 *  the award of each; `answering` leads the officer to each that waits. */
export function OutcomeTable(props: {
  outcomes: readonly ListedOutcome[]
  withAward?: boolean
  answering?: boolean
}) {
  return (
    <DataTable id="outcomes-table" caption="Outcomes" captionHidden>
      <thead>
        <tr>
          <HeaderCell>What changed</HeaderCell>
          {props.withAward && <HeaderCell>Award</HeaderCell>}
          <HeaderCell>With whom</HeaderCell>
          <HeaderCell>Since</HeaderCell>
          <HeaderCell>What shows it</HeaderCell>
          <HeaderCell>Where it stands</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {props.outcomes.map((outcome) => (
          <tr key={outcome.id}>
            <th scope="row" className="wrap">
              {outcome.changed}
              <span className="sub">{outcomeKindLabels[outcome.kind]}</span>
            </th>
            {props.withAward && (
              <td className="wrap">
                <a href={paths.awardOutcomes(outcome.number)}>{outcome.number}</a>
                <span className="sub">{awardName(outcome)}</span>
              </td>
            )}
            <td className="wrap">
              {outcome.partner ?? <span className="absent">no single partner</span>}
            </td>
            <td className="nowrap">{formatShortDate(outcome.since)}</td>
            <td className="wrap">{outcome.evidence}</td>
            <td className="wrap">
              <OutcomeTag state={outcome.state} />
              <span className="sub">
                claimed by {outcome.claimedBy}, {formatDateTime(outcome.claimedAt)}
              </span>
              {outcome.answeredAt && (
                <span className="sub">
                  {outcome.answeredBy}, {formatDateTime(outcome.answeredAt)}: {outcome.words}
                </span>
              )}
              {props.answering && outcome.state === 'claimed' && (
                <span className="sub">
                  <a href={paths.awardOutcome(outcome.number, outcome.no)}>
                    Answer it<span className="visually-hidden">: {outcome.changed}</span>
                  </a>
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
