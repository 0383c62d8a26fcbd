import { useLoaderData } from '@remix-run/react'
import { KeyValues } from '#app/components/figures.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { Recorded, Worked } from '#app/components/rating_cells.tsx'
import { SupportLevel } from '#app/components/support.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { bestSupport, pathwaysDomains, pathwaysWindowLabels } from '#app/domain/evidence/body.ts'
import { provisionalRatings } from '#app/domain/evidence/rating_inputs.ts'
import { ratingSystemCodes, ratingSystems, systemName } from '#app/domain/evidence/ratings.ts'
import * as paths from '#app/paths.ts'
import { findCountyHealth, listSupport } from '#db/evidence/body.ts'
import { type RecordedRating, listRatings } from '#db/evidence/ratings.ts'

export const handle = { title: 'Ratings' }

export async function loader() {
  const [ratings, support, health] = await Promise.all([
    listRatings(),
    listSupport(),
    findCountyHealth(),
  ])
  return {
    ratings: ratings.map((rating) => ({ ...rating, worked: provisionalRatings(rating) })),
    support: support.flatMap(({ cells, ...model }) =>
      cells.length === 0
        ? []
        : [{ ...model, best: bestDomains.map((domain) => bestSupport(cells, domain)) }],
    ),
    strategy: health.rating,
  }
}

export default function Ratings() {
  const { ratings, support, strategy } = useLoaderData<typeof loader>()
  const studies = ratings.filter(({ system }) => system !== 'county_health')
  const health = ratings.filter(({ system }) => system === 'county_health')
  return (
    <Page
      title="Ratings"
      lead="What clearinghouses said of studies, who and when, and beside it what their published rules make of the same inputs. The second is provisional and never theirs."
      breadcrumb={[{ label: 'Evidence', href: paths.evidence() }]}
    >
      <Section id="recorded" title="Ratings of findings">
        <DataTable id="recorded-table" caption="Ratings of findings" captionHidden>
          <thead>
            <tr>
              <HeaderCell>Model</HeaderCell>
              <HeaderCell>Recorded</HeaderCell>
              <HeaderCell>Findings here</HeaderCell>
              <HeaderCell>CLEAR’s rules, worked out here</HeaderCell>
              <HeaderCell>WWC’s rules, worked out here</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {studies.map(({ worked, ...rating }) => (
              <tr key={rating.code}>
                <th scope="row">
                  {rating.model && <a href={paths.model(rating.model)}>{rating.modelName}</a>}
                </th>
                <td className="wrap">
                  <Recorded rating={rating} />
                </td>
                <td>
                  <RatedFindings rating={rating} />
                </td>
                {worked ? (
                  <>
                    <td className="wrap">
                      <Worked system="clear" rating={worked.clear} />
                    </td>
                    <td className="wrap">
                      <Worked system="wwc" rating={worked.wwc} />
                    </td>
                  </>
                ) : (
                  <td colSpan={2} className="absent">
                    the profile read does not say enough
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </DataTable>
        <p className="section__note">
          Inputs are read from the reasons that CLEAR’s profiles give; a profile that names one flaw
          is read as finding no other. Which controls CLEAR requires and how it treats a changed
          chance of assignment are from professional knowledge.
        </p>
      </Section>
      <Section id="pathways" title="Pathways to Work: support for a model">
        <p>
          Rates a program by outcome, not a study. No rating of the clearinghouse is in the sources
          read; the best window of each outcome, by its rules:
        </p>
        <DataTable id="pathways-table" caption="Support for each model" captionHidden>
          <thead>
            <tr>
              <HeaderCell>Model</HeaderCell>
              {bestDomains.map((domain) => (
                <HeaderCell key={domain}>{pathwaysDomains[domain].label}</HeaderCell>
              ))}
            </tr>
          </thead>
          <tbody>
            {support.map(({ code, name, best }) => (
              <tr key={code}>
                <th scope="row">
                  <a href={paths.support(code)}>{name}</a>
                </th>
                {bestDomains.map((domain, place) => {
                  const cell = best[place]
                  return (
                    <td key={domain} className="wrap">
                      {cell ? (
                        <>
                          <SupportLevel cell={cell} />
                          <span className="sub">
                            {pathwaysWindowLabels[cell.window].toLowerCase()}
                          </span>
                        </>
                      ) : (
                        <span className="absent">no effect in the sources</span>
                      )}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </DataTable>
      </Section>
      <Section
        id="county-health"
        title="County Health Rankings, What Works for Health"
        aside={<a href={paths.countyHealth()}>What it says and was worked out from</a>}
      >
        <p>
          Rates the strategy as a whole, not a study: career pathways and sector-focused employment
          programs.
        </p>
        <KeyValues
          facts={[
            ...health.map((rating) => ({ label: 'Recorded', value: <Recorded rating={rating} /> })),
            {
              label: 'Worked out here',
              value: <Worked system="county_health" rating={strategy} />,
            },
          ]}
        />
      </Section>
      <Section id="systems" title="The systems and their levels">
        <KeyValues
          facts={ratingSystemCodes.map((system) => ({
            label: systemName(system),
            value: Object.values(ratingSystems[system].levels)
              .map(({ label }) => label)
              .join(' · '),
          }))}
        />
        <p className="section__note">
          Levels of one system are ordered, worst first, and never averaged with another’s. The
          tiers of ESSA were made for education and stand here as a crosswalk only.
        </p>
      </Section>
    </Page>
  )
}

const bestDomains = ['earnings', 'employment', 'benefits', 'education'] as const

function RatedFindings({ rating }: { rating: Pick<RecordedRating, 'findings'> }) {
  if (rating.findings.length === 0) return <span className="absent">none</span>
  return (
    <ul className="plain-list">
      {rating.findings.map((code) => (
        <li key={code}>
          <a href={paths.finding(code)}>{code}</a>
        </li>
      ))}
    </ul>
  )
}
