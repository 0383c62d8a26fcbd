import { formatShortDate } from '#app/domain/calendar.ts'
import type { groupMilestones } from '#app/domain/study/groups.ts'
import * as paths from '#app/paths.ts'
import type { MilestoneRow } from '#db/studies/milestones.ts'
import { MilestoneTag, VarianceTag } from './study_tags.tsx'
import { DataTable, HeaderCell } from './tables.tsx'

type Group = ReturnType<typeof groupMilestones<MilestoneRow>>[number]

/** The rows of the timeline as a table, in the same order. */
export function MilestoneTable({ slug, groups }: { slug: string; groups: readonly Group[] }) {
  return (
    <DataTable id="milestone-table" caption="Milestones as a table" captionHidden>
      <thead>
        <tr>
          <HeaderCell>Milestone</HeaderCell>
          <HeaderCell>State</HeaderCell>
          <HeaderCell>Baseline</HeaderCell>
          <HeaderCell>Forecast</HeaderCell>
          <HeaderCell>Actual</HeaderCell>
          <HeaderCell>Against baseline</HeaderCell>
          <HeaderCell>Done by</HeaderCell>
        </tr>
      </thead>
      {groups.map(({ key, label, milestones }) => (
        <tbody key={key}>
          <tr className="group-row">
            <th scope="rowgroup" colSpan={7}>
              {label}
            </th>
          </tr>
          {milestones.map((milestone) => (
            <tr key={milestone.code} data-code={milestone.code}>
              <th scope="row">
                <a href={paths.milestone(slug, milestone.code)}>{milestone.name}</a>{' '}
                <span className="absent">{milestone.code}</span>
              </th>
              <td>
                <MilestoneTag state={milestone.state} />
              </td>
              <Day on={milestone.baselineOn} />
              <Day on={milestone.state === 'accepted' ? null : milestone.forecastOn} />
              <Day on={milestone.actualOn} />
              <td>
                <VarianceTag variance={milestone.variance} state={milestone.state} />
                {milestone.conflicts.map(({ code, finish }) => (
                  <span className="sub" key={code}>
                    before {code}, {formatShortDate(finish)}
                  </span>
                ))}
              </td>
              <td>{milestone.responsibleRole}</td>
            </tr>
          ))}
        </tbody>
      ))}
    </DataTable>
  )
}

function Day({ on }: { on: string | null }) {
  return <td className="nowrap">{on === null ? '–' : formatShortDate(on)}</td>
}
