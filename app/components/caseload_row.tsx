import type { ComponentProps } from 'react'
import { AwardStatusTag } from './award_cells.tsx'
import { Checkbox } from './choices.tsx'
import { RiskTag } from './risk.tsx'
import { NotInSources } from './sources.tsx'
import { SampleBadge } from './tags.tsx'
import { awardName } from '#app/domain/award.ts'
import { formatShortDate } from '#app/domain/calendar.ts'
import { openInWords } from '#app/domain/caseload.ts'
import * as paths from '#app/paths.ts'
import type { CaseloadAward } from '#db/awards/caseloads.ts'

/** An award of a caseload, with a box to tick where it can be handed over. */
export function CaseloadRow(props: {
  award: CaseloadAward
  tick: Pick<ComponentProps<typeof Checkbox>, 'checked' | 'onChange'> | null
}) {
  const { award, tick } = props
  const name = awardName({ name: award.name, leadOrganization: award.organization })
  return (
    <tr>
      <th scope="row" className={tick ? 'wrap choosable' : 'wrap'}>
        {tick && (
          <Checkbox
            {...tick}
            name="award"
            id={`tick-${award.number}`}
            value={award.number}
            label={<span className="visually-hidden">Hand over {award.number}</span>}
          />
        )}
        <a href={paths.award(award.number)}>{name}</a> {award.sample && <SampleBadge />}
        <span className="sub">
          {award.number}, {award.organization}
        </span>
      </th>
      <td>
        <AwardStatusTag status={award.status} />
      </td>
      <td className="nowrap">
        {award.periodEnd ? formatShortDate(award.periodEnd) : <NotInSources />}
      </td>
      <td>
        <RiskTag tier={award.ratedTier ?? award.tier} />
      </td>
      <td className="wrap">{openInWords(award) ?? <span className="absent">nothing</span>}</td>
      <td className="wrap">
        {award.warnings.length > 0 ? (
          award.warnings.join(' ')
        ) : (
          <span className="absent">nothing</span>
        )}
      </td>
    </tr>
  )
}
