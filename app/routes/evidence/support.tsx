import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { FindingTable } from '#app/components/finding_cells.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { Tier, Worked } from '#app/components/rating_cells.tsx'
import { SupportTable, cellId, countWords } from '#app/components/support.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import {
  type SupportCell,
  asideReasons,
  bodyRuleSet,
  pathwaysDomains,
  pathwaysSupport,
  pathwaysWindowLabels,
  withoutWindow,
} from '#app/domain/evidence/body.ts'
import { noFindingFilters } from '#app/domain/evidence/finding_list.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { type ListedFinding, listAllFindings } from '#db/evidence/findings.ts'
import { findModel } from '#db/evidence/models.ts'
import { listWorked } from '#db/evidence/ratings.ts'

export const handle = {
  title: ({ model }: { model: { name: string } }) => `Support for ${model.name}`,
}

export async function loader({ params }: LoaderFunctionArgs) {
  const { code, name } = found(await findModel(params['key'] ?? ''))
  const findings = await listAllFindings({
    filters: { ...noFindingFilters, model: code },
    sort: 'code',
    descending: false,
  })
  const worked = await listWorked(findings.map((finding) => finding.code))
  return {
    model: { code, name },
    findings,
    cells: pathwaysSupport(findings),
    untimed: withoutWindow(findings),
    wwc: [...worked].map(([finding, { wwc }]) => ({ finding, wwc })),
  }
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>

export default function Support() {
  const { model, findings, cells, untimed, wwc } = useLoaderData<typeof loader>()
  const named = (codes: readonly string[]) =>
    findings.filter((finding) => codes.includes(finding.code))
  return (
    <Page
      title={`Support for ${model.name}`}
      lead="What the rules of the Pathways to Work Evidence Clearinghouse make of the findings in this library. The clearinghouse has not said so: each level is provisional."
      breadcrumb={[
        { label: 'Evidence', href: paths.evidence() },
        { label: 'Models', href: paths.models() },
        { label: model.name, href: paths.model(model.code) },
      ]}
    >
      {cells.length === 0 ? (
        <EmptyState
          title="Nothing to work a level out from"
          action={<a href={paths.model(model.code)}>Back to {model.name}</a>}
        >
          No effect of it on earnings, employment, benefits or education is in the sources read.
        </EmptyState>
      ) : (
        <Section id="levels" title="By outcome and window">
          <SupportTable model={model.code} cells={cells} />
          <p className="section__note">
            The clearinghouse’s own ratings of {model.name} are not in the sources read.
          </p>
        </Section>
      )}
      {cells.map((cell) => (
        <Section key={cellId(cell)} id={cellId(cell)} title={cellTitle(cell)}>
          <Worked system="pathways" rating={cell.rating} />
          <p>{countWords(cell)}.</p>
          <FindingTable
            id={`${cellId(cell)}-findings`}
            caption={`Findings on ${cellTitle(cell).toLowerCase()}`}
            captionHidden
            findings={named([...cell.counted, ...cell.aside.map(({ code }) => code)])}
            extra={{ label: 'Counts', cell: (finding) => standingOf(finding, cell) }}
          />
        </Section>
      ))}
      {untimed.length > 0 && (
        <Section id="untimed" title="In no window">
          <p>The follow-up of these findings is not in the sources.</p>
          <FindingTable
            id="untimed-findings"
            caption="Findings in no window"
            captionHidden
            findings={named(untimed)}
          />
        </Section>
      )}
      <Section id="tiers" title="ESSA tiers of its findings">
        {wwc.length === 0 ? (
          <p>
            None could be worked out: what the What Works Clearinghouse asks of a study is not in
            the sources.
          </p>
        ) : (
          <Tiers findings={named(wwc.map(({ finding }) => finding))} wwc={wwc} />
        )}
        <p className="section__note">
          The tiers of the Every Student Succeeds Act are a crosswalk: made for education, and
          worked out only where a finding’s level under the What Works Clearinghouse could be.
        </p>
      </Section>
      <Section id="rules" title="How levels are worked out">
        <p>
          Rule set {bodyRuleSet}, from the glossary and questions of pathwaystowork.acf.gov, whose
          standards are under revision. Only effects count, those of sites with the model’s. CLEAR’s
          rating of a finding stands in for the clearinghouse’s own rating of its quality; a finding
          without one is set aside, and so is an exploratory one. What shares a report or people is
          one study. The bounds of the windows, 18 months and 5 years, and the reading of “mixed”
          are from professional knowledge.
        </p>
      </Section>
    </Page>
  )
}

function cellTitle({ domain, window }: SupportCell): string {
  return `${pathwaysDomains[domain].label}, ${pathwaysWindowLabels[window].toLowerCase()}`
}

function standingOf({ code }: ListedFinding, { counted, aside }: SupportCell) {
  if (counted.includes(code)) return 'yes'
  const why = aside.find((one) => one.code === code)?.why
  return <span className="absent">no: {why && asideReasons[why].toLowerCase()}</span>
}

function Tiers({ findings, wwc }: { findings: ListedFinding[]; wwc: Loaded['wwc'] }) {
  return (
    <DataTable id="tiers-table" caption="ESSA tiers of findings" captionHidden>
      <thead>
        <tr>
          <HeaderCell>Finding</HeaderCell>
          <HeaderCell>Outcome</HeaderCell>
          <HeaderCell>Follow-up</HeaderCell>
          <HeaderCell>Tier</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {findings.map((finding) => (
          <tr key={finding.code}>
            <th scope="row">
              <a href={paths.finding(finding.code)}>{finding.code}</a>
            </th>
            <td className="wrap">{finding.outcomeMeasure}</td>
            <td>{finding.followUp}</td>
            <td className="wrap">
              <Tier
                finding={finding}
                worked={wwc.find((one) => one.finding === finding.code) ?? null}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
