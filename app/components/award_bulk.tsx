import { awardName } from '#app/domain/award.ts'
import { type AwardAction, awardActionLabels, countedAwards } from '#app/domain/award_actions.ts'
import { formatShortDate } from '#app/domain/calendar.ts'
import * as paths from '#app/paths.ts'
import type { Query } from '#app/paths.ts'
import type { PreviewedAward } from '#db/awards/bulk.ts'
import type { ListedAward } from '#db/awards/list.ts'
import { Button, ButtonLink, ButtonRow } from './buttons.tsx'
import { Section } from './page.tsx'
import { DataTable, HeaderCell } from './tables.tsx'
import { SampleBadge } from './tags.tsx'

/** A list of awards to tick; sent, the address says which are chosen. */
export function AwardsToChoose(props: {
  awards: readonly ListedAward[]
  action: AwardAction
  query: Query
}) {
  const { awards, action, query } = props
  return (
    <form method="get" action={paths.awardsBulk()}>
      <input type="hidden" name="action" value={action} />
      <DataTable id="choices" caption={awardActionLabels[action]} captionHidden>
        <thead>
          <tr>
            <HeaderCell>Award</HeaderCell>
            <HeaderCell>Lead organization</HeaderCell>
            <HeaderCell>Program officer</HeaderCell>
            <HeaderCell>Next report due</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {awards.map((award) => (
            <tr key={award.number}>
              <th scope="row" className="wrap choosable">
                <div className="usa-checkbox">
                  <input
                    className="usa-checkbox__input"
                    type="checkbox"
                    id={`award-${award.number}`}
                    name="award"
                    value={award.number}
                  />
                  <label className="usa-checkbox__label" htmlFor={`award-${award.number}`}>
                    <span className="visually-hidden">Choose {award.number}</span>
                  </label>
                </div>
                <a href={paths.award(award.number)}>{award.number}</a>
                <span className="sub">
                  {awardName({ ...award, leadOrganization: award.organization })}
                </span>
              </th>
              <td className="wrap">
                {award.organization} {award.sample && <SampleBadge />}
              </td>
              <td>{award.officer ?? <span className="absent">not assigned</span>}</td>
              <td>
                {award.nextDueOn ? (
                  formatShortDate(award.nextDueOn)
                ) : (
                  <span className="absent">none open</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <ButtonRow>
        <Button>Check what happens</Button>
        <ButtonLink look="outline" href={paths.awards(query)}>
          Back to the awards
        </ButtonLink>
      </ButtonRow>
    </form>
  )
}

/** Awards an action is done to, or leaves out with why. */
export function AwardsChosen(props: {
  id: string
  title: string
  awards: readonly PreviewedAward[]
}) {
  const { id, title, awards } = props
  if (awards.length === 0) return null
  const hasReasons = awards.some(({ exception }) => exception)
  return (
    <Section id={id} title={title} aside={countedAwards(awards.length)}>
      <DataTable id={`${id}-table`} caption={title} captionHidden>
        <thead>
          <tr>
            <HeaderCell>Award</HeaderCell>
            <HeaderCell>Lead organization</HeaderCell>
            <HeaderCell>Program officer</HeaderCell>
            <HeaderCell numeric>Late reports</HeaderCell>
            {hasReasons && <HeaderCell>Why</HeaderCell>}
          </tr>
        </thead>
        <tbody>
          {awards.map((award) => (
            <tr key={award.number}>
              <th scope="row" className="wrap">
                <a href={paths.award(award.number)}>{award.number}</a>
                {award.name && <span className="sub">{award.name}</span>}
              </th>
              <td className="wrap">
                {award.organization} {award.sample && <SampleBadge />}
              </td>
              <td>{award.officer ?? <span className="absent">not assigned</span>}</td>
              <td className="number">{award.late.length}</td>
              {hasReasons && <td className="wrap">{award.exception}</td>}
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Section>
  )
}
