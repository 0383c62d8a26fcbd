import { monthNames } from '#app/domain/calendar.ts'
import { formatCount } from '#app/domain/count.ts'
import { formatShare, shareOf } from '#app/domain/share.ts'
import type { EnrolmentSummary } from '#app/domain/study/enrolment_summary.ts'
import { exclusionLabels } from '#app/domain/study/flow.ts'
import type { MonthlyCounts } from '#app/domain/study/monthly_counts.ts'
import * as paths from '#app/paths.ts'
import type { CountsRow } from '#db/studies/enrolment.ts'
import { DataTable, HeaderCell } from './tables.tsx'
import { StatusTag } from './tags.tsx'

/** From reached to assigned, box by box; each follows from the one above. */
export function EnrolmentFlow({ total }: { total: MonthlyCounts }) {
  const assigned = total.program + total.control
  const left = {
    ineligible: total.ineligible,
    failed_screen: total.failedScreen,
    declined_consent: total.declinedConsent,
    other: total.other,
  }
  const boxes = [
    { label: 'Reached', count: total.reached, of: null },
    { label: 'Assessed for eligibility', count: total.assessed, of: total.reached },
    { label: 'Left out before assignment', count: total.assessed - assigned, of: total.assessed },
    ...(Object.keys(exclusionLabels) as (keyof typeof exclusionLabels)[]).map((reason) => ({
      label: `– ${exclusionLabels[reason]}`,
      count: left[reason],
      of: null,
    })),
    { label: 'Assigned', count: assigned, of: total.assessed },
  ]
  return (
    <DataTable id="flow-table" caption="Participant flow" captionHidden>
      <thead>
        <tr>
          <HeaderCell>Box</HeaderCell>
          <HeaderCell numeric>People</HeaderCell>
          <HeaderCell numeric>Of the box it comes from</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {boxes.map(({ label, count, of }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td className="number">{formatCount(count)}</td>
            <td className="number">
              {of === null ? '–' : formatShare(shareOf(String(count), String(of)))}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

const tones = { none: 'plain', amber: 'warn', red: 'bad' } as const
const flagWords = { none: 'As planned', amber: 'Look at it', red: 'Stop and look' } as const

/** How each site's split stands against the plan. */
export function SiteSplits({ sites }: { sites: EnrolmentSummary['sites'] }) {
  return (
    <DataTable id="split-table" caption="Assignment by site" captionHidden>
      <thead>
        <tr>
          <HeaderCell>Site</HeaderCell>
          <HeaderCell numeric>Program</HeaderCell>
          <HeaderCell numeric>Control</HeaderCell>
          <HeaderCell numeric>Share of the program</HeaderCell>
          <HeaderCell>Against the plan</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {sites.map(({ number, site, program, control, flag, reasons }) => (
          <tr key={number}>
            <th scope="row">
              {site}
              <span className="sub">{number}</span>
            </th>
            <td className="number">{formatCount(program)}</td>
            <td className="number">{formatCount(control)}</td>
            <td className="number">
              {formatShare(shareOf(String(program), String(program + control)))}
            </td>
            <td className="wrap">
              <StatusTag tone={reasons.length > 0 && flag === 'none' ? 'warn' : tones[flag]}>
                {reasons.length > 0 && flag === 'none' ? flagWords.amber : flagWords[flag]}
              </StatusTag>
              {reasons.map((reason) => (
                <span className="sub" key={reason}>
                  {reason}
                </span>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

/** Month by month and site by site, the latest first. */
export function EnrolmentMonths(props: {
  slug: string
  counts: readonly CountsRow[]
  mayWrite: boolean
  day: string
}) {
  const { slug, counts, mayWrite, day } = props
  const latestFirst = [...counts].sort((one, other) => (one.month < other.month ? 1 : -1))
  return (
    <DataTable id="months-table" caption="Months" captionHidden>
      <thead>
        <tr>
          <HeaderCell>Month and site</HeaderCell>
          <HeaderCell numeric>Reached</HeaderCell>
          <HeaderCell numeric>Assessed</HeaderCell>
          <HeaderCell numeric>Left out</HeaderCell>
          <HeaderCell numeric>Assigned</HeaderCell>
          {mayWrite && <HeaderCell>What you can do</HeaderCell>}
        </tr>
      </thead>
      <tbody>
        {latestFirst.map((one) => {
          const assigned = one.program + one.control
          const month = one.month.slice(0, 7)
          return (
            <tr key={`${one.month} ${one.number} ${one.block}`}>
              <th scope="row">
                {monthLabel(month)}
                {day.startsWith(month) && ' so far'}
                <span className="sub">
                  {one.site}, {one.block}
                </span>
              </th>
              <td className="number">{formatCount(one.reached)}</td>
              <td className="number">{formatCount(one.assessed)}</td>
              <td className="number">{formatCount(one.assessed - assigned)}</td>
              <td className="number">{formatCount(assigned)}</td>
              {mayWrite && (
                <td className="nowrap">
                  <a
                    href={paths.enrolmentCounts(slug, {
                      site: one.awardId,
                      month,
                      block: one.block,
                    })}
                  >
                    Correct
                    <span className="visually-hidden">
                      {' '}
                      {monthLabel(month)} at {one.site}
                    </span>
                  </a>
                </td>
              )}
            </tr>
          )
        })}
      </tbody>
    </DataTable>
  )
}

function monthLabel(month: string): string {
  const [year, no] = month.split('-')
  return `${monthNames[Number(no) - 1]} ${year}`
}
