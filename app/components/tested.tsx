import { formatShortDate } from '#app/domain/calendar.ts'
import {
  fidelitySideLabels,
  fidelitySides,
  fidelityWordLabels,
} from '#app/domain/evidence/fidelity.ts'
import { componentLabels, components } from '#app/domain/evidence/library.ts'
import {
  type TestedSite,
  type TestedStanding,
  type TestedSummary,
  standingAt,
  testedStandingLabels,
  testedStandings,
  windowBasisLabels,
} from '#app/domain/evidence/tested.ts'
import * as paths from '#app/paths.ts'
import { DataTable, HeaderCell } from './tables.tsx'
import { StatusTag, type TagTone } from './tags.tsx'

/** What was actually tested: the words, the window, and at how many sites each component stood how; site by
 *  site what the reader follows of them. */
export function TestedComponents(props: { tested: TestedSummary; bySite?: TestedSite[] }) {
  const { tested, bySite = [] } = props
  const { window, quarters, sites, counts } = tested
  return (
    <>
      <p>
        <strong>{tested.words}</strong>
      </p>
      {window !== null && sites > 0 && (
        <>
          <p>
            Read from the words of each site’s program officer and grantee on{' '}
            {quarters.length === 0
              ? 'the time'
              : quarters.length === 1
                ? 'one quarter'
                : `${quarters.length} quarters`}{' '}
            from {formatShortDate(window.from)} to {formatShortDate(window.to)}:{' '}
            {windowBasisLabels[window.basis]}. A component that was there in some quarters and not
            in others counts as partly in place.
          </p>
          {(sites > 1 || bySite.length === 0) && (
            <DataTable id="tested-table" caption="Sites by component" captionHidden>
              <thead>
                <tr>
                  <HeaderCell>Component</HeaderCell>
                  {testedStandings.map((standing) => (
                    <HeaderCell key={standing} numeric>
                      {testedStandingLabels[standing]}
                    </HeaderCell>
                  ))}
                </tr>
              </thead>
              <tbody>
                {components.map((component) => (
                  <tr key={component}>
                    <th scope="row" className="wrap">
                      {componentLabels[component]}
                    </th>
                    {testedStandings.map((standing) => (
                      <td key={standing} className="number">
                        {counts[component][standing] === 0
                          ? '0'
                          : `${counts[component][standing]} of ${sites}`}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </DataTable>
          )}
          {bySite.length > 0 && <TestedSites sites={bySite} quarters={quarters.length} />}
        </>
      )}
    </>
  )
}

const tones: Record<TestedStanding, TagTone> = {
  in_place: 'good',
  partly: 'warn',
  absent: 'bad',
  differ: 'action',
  unrated: 'plain',
}

function TestedSites({ sites, quarters }: { sites: TestedSite[]; quarters: number }) {
  return (
    <DataTable id="tested-sites" caption="What each site had of the components">
      <thead>
        <tr>
          <HeaderCell>Component</HeaderCell>
          {sites.map((site) => (
            <HeaderCell key={site.number}>
              <a href={paths.fidelity(site.number)}>{site.name}</a>
            </HeaderCell>
          ))}
        </tr>
      </thead>
      <tbody>
        {components.map((component) => (
          <tr key={component}>
            <th scope="row" className="wrap">
              {componentLabels[component]}
            </th>
            {sites.map((site) => {
              const standing = standingAt(site, component)
              return (
                <td key={site.number}>
                  <StatusTag tone={tones[standing]}>{testedStandingLabels[standing]}</StatusTag>
                  {fidelitySides.map((side) => {
                    const said = site.components[component][side]
                    return (
                      said && (
                        <span key={side} className="sub">
                          {fidelitySideLabels[side]}: {fidelityWordLabels[said.word].toLowerCase()},
                          rated in {said.quarters} of {quarters} quarters
                        </span>
                      )
                    )
                  })}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

/** How it was kept with a finding. */
export function TestedSeal({ on, sha256 }: { on: string; sha256: string }) {
  return (
    <p className="section__note">
      As it stood on {formatShortDate(on)}, sealed with the finding when it was approved; what is
      said of the sites later does not change it. SHA-256 <code className="hash">{sha256}</code>
    </p>
  )
}
