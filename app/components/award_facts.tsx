import { formatShortDate } from '#app/domain/calendar.ts'
import * as paths from '#app/paths.ts'
import type { Award } from '#db/awards/find.ts'
import type { Retention } from '#db/awards/retention.ts'
import { AwardModel } from './award_model.tsx'
import { recordsKept } from './award_records.tsx'
import { KeyValues } from './figures.tsx'
import { Section } from './page.tsx'
import { NotInSources, Sourced } from './sources.tsx'

/** What an award is, beside its figures: each fact as the sources or its record give it. */
export function AwardFacts(props: {
  award: Award
  seesPortfolio: boolean
  namesModel: boolean
  officerSince: string | null
  retention: Retention
}) {
  const { award, seesPortfolio, officerSince, retention } = props
  const linked = (label: string, href: string) =>
    seesPortfolio ? <a href={href}>{label}</a> : label
  const place = [award.city, award.state].filter(Boolean).join(', ')
  return (
    <Section id="facts" title="About this award">
      <KeyValues
        facts={[
          {
            label: 'Lead organization',
            value: (
              <>
                {linked(award.organization, paths.grantee(award.organizationSlug))}
                {award.organizationType && <span className="sub">{award.organizationType}</span>}
              </>
            ),
          },
          { label: 'Program', value: award.program },
          {
            label: 'Agency',
            value: award.agency,
          },
          { label: 'Assistance listing', value: <Sourced>{award.assistanceListing}</Sourced> },
          { label: 'FAIN', value: <Sourced>{award.fain}</Sourced> },
          { label: 'UEI', value: <Sourced>{award.uei}</Sourced> },
          ...(award.track ? [{ label: 'Track', value: award.track }] : []),
          ...(award.awardRound ? [{ label: 'Round', value: award.awardRound }] : []),
          {
            label: 'Announced',
            value: <Sourced>{award.announcedOn && formatShortDate(award.announcedOn)}</Sourced>,
          },
          {
            label: 'Program officer',
            value: award.officer ? (
              <>
                {award.officer}
                {officerSince && <span className="sub">since {formatShortDate(officerSince)}</span>}
                {award.officerAway && (
                  <span className="sub">
                    away until {formatShortDate(award.officerAway.endsOn)};{' '}
                    {award.officerAway.standIn} stands in
                  </span>
                )}
              </>
            ) : (
              <span className="absent">not assigned</span>
            ),
          },
          { label: 'Model', value: <AwardModel award={award} names={props.namesModel} /> },
          {
            label: 'Records kept',
            value: (
              <>
                {recordsKept(retention)}
                <span className="sub">2 CFR 200.334</span>
              </>
            ),
          },
          {
            label: 'Sectors',
            value:
              award.sectors.length === 0 ? (
                <NotInSources />
              ) : (
                <ul className="plain-list">
                  {award.sectors.map(({ code, name }) => (
                    <li key={code}>{linked(name, paths.sector(code))}</li>
                  ))}
                </ul>
              ),
          },
          { label: 'Place', value: <Sourced>{place || null}</Sourced> },
          {
            label: 'States served',
            value: award.states.map(({ name }) => name).join(', ') || <NotInSources />,
          },
          { label: 'Service area', value: <Sourced>{award.serviceArea}</Sourced> },
          {
            label: 'Partners',
            value:
              award.partners.length === 0 ? (
                <NotInSources />
              ) : (
                <ul className="plain-list">
                  {award.partners.map(({ name }) => (
                    <li key={name}>{name}</li>
                  ))}
                </ul>
              ),
          },
        ]}
      />
    </Section>
  )
}
