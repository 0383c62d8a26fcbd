import { formatShortDate } from '#app/domain/calendar.ts'
import { dayIn } from '#app/domain/clock.ts'
import { type GateDecision, type GateSide, gateDecisionLabels } from '#app/domain/study/gates.ts'
import {
  type Stage,
  type StageState,
  stageLabels,
  stageStateLabels,
} from '#app/domain/study/stages.ts'
import * as paths from '#app/paths.ts'
import { DataTable, HeaderCell } from './tables.tsx'

export interface GateRecord {
  stage: Stage
  side: GateSide
  proposal: GateDecision
  decision: GateDecision | null
  decidedAt: string | null
}

/** The stages a study holds; with `gates`, what was decided at each, a link to its criteria. */
export function StudyStages(props: {
  slug: string
  stages: readonly {
    stage: Stage
    state: StageState
    openedOn: string | null
    closedOn: string | null
  }[]
  gates: readonly GateRecord[] | null
  isSourced: boolean
}) {
  const { slug, stages, gates, isSourced } = props
  const absent = isSourced ? 'not in the sources' : '–'
  return (
    <DataTable id="stage-table" caption="Stages" captionHidden>
      <thead>
        <tr>
          <HeaderCell>Stage</HeaderCell>
          <HeaderCell>State</HeaderCell>
          <HeaderCell>Opened</HeaderCell>
          <HeaderCell>Closed</HeaderCell>
          {gates && <HeaderCell>Entry gate</HeaderCell>}
          {gates && <HeaderCell>Exit gate</HeaderCell>}
        </tr>
      </thead>
      <tbody>
        {stages.map(({ stage, state, openedOn, closedOn }) => (
          <tr key={stage}>
            <th scope="row">{stageLabels[stage]}</th>
            <td>{stageStateLabels[state]}</td>
            <td className="nowrap">{openedOn ? formatShortDate(openedOn) : absent}</td>
            <td className="nowrap">{closedOn ? formatShortDate(closedOn) : '–'}</td>
            {gates &&
              (['entry', 'exit'] as const).map((side) => (
                <td key={side}>
                  <a href={paths.gate(slug, stage, side)}>
                    {gateWords(gates.filter((gate) => gate.stage === stage && gate.side === side))}
                    <span className="visually-hidden">
                      {' '}
                      ({stageLabels[stage]}, {side} gate)
                    </span>
                  </a>
                </td>
              ))}
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

/** What the latest record of a gate says; without one, that its criteria can be read. */
function gateWords(records: readonly GateRecord[]): string {
  const last = records.at(-1)
  if (!last) return 'Criteria'
  if (last.decision === null) return `${gateDecisionLabels[last.proposal]} proposed`
  const on = last.decidedAt ? `, ${formatShortDate(dayIn(new Date(last.decidedAt)))}` : ''
  return `${gateDecisionLabels[last.decision]}${on}`
}
