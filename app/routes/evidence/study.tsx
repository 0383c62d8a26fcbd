import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink } from '#app/components/buttons.tsx'
import { KeyValues } from '#app/components/figures.tsx'
import { Impact } from '#app/components/finding_cells.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { followUpWindowLabels } from '#app/domain/evidence/library.ts'
import {
  type MeasuredWindow,
  measuredBy,
  measuredWindows,
  measuredWords,
} from '#app/domain/evidence/measured.ts'
import { capital } from '#app/domain/words.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { type ListedFinding, listFindingsOf } from '#db/evidence/findings.ts'
import { findEvidenceStudy } from '#db/evidence/studies.ts'

export const handle = { title: ({ study }: { study: { study: string } }) => study.study }

export async function loader({ params }: LoaderFunctionArgs) {
  const { study, outcomes } = found(await findEvidenceStudy(params['key'] ?? ''))
  return { study, measured: measuredBy(await listFindingsOf(study.study), outcomes) }
}

export default function StudyMeasured() {
  const { study, measured } = useLoaderData<typeof loader>()
  return (
    <Page
      title={study.study}
      kicker="Published study"
      lead="What it measured, by outcome and by how long after people came in."
      breadcrumb={[
        { label: 'Evidence', href: paths.evidence() },
        { label: 'Published studies', href: paths.evidenceStudies() },
      ]}
      actions={
        <ButtonLink look="outline" href={paths.evidenceStudyCsv(study.key)}>
          Export as CSV
        </ButtonLink>
      }
    >
      <KeyValues
        facts={[
          {
            label: 'Models',
            value: (
              <ul className="plain-list">
                {study.models.map(({ code, name }) => (
                  <li key={code}>
                    <a href={paths.model(code)}>{name}</a>
                  </li>
                ))}
              </ul>
            ),
          },
          { label: 'Design', value: study.designs.join(', ') },
          {
            label: 'Findings',
            value: <a href={paths.findings({ q: study.study })}>{String(study.findings)}</a>,
          },
        ]}
      />
      <Section id="measured" title="What it measured">
        <DataTable id="measured-table" caption="Outcome by follow-up" captionHidden>
          <thead>
            <tr>
              <HeaderCell>Outcome</HeaderCell>
              {measuredWindows.map((window) => (
                <HeaderCell key={window}>{windowLabels[window]}</HeaderCell>
              ))}
            </tr>
          </thead>
          <tbody>
            {measured.map(({ outcome, cells }) => (
              <tr key={outcome}>
                <th scope="row">{capital(outcome)}</th>
                {cells.map(({ window, findings }) => (
                  <td key={window} className="wrap">
                    {findings.length === 0 ? (
                      <span className="absent">not measured</span>
                    ) : (
                      <Figures findings={findings} />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </DataTable>
        <p className="section__note">
          “Not measured” means that no such figure is in the sources read. “Not significant” means
          that it was measured and does not differ from none at 5 percent, which does not show that
          there is no effect.
        </p>
      </Section>
    </Page>
  )
}

function Figures({ findings }: { findings: readonly ListedFinding[] }) {
  return (
    <ul className="plain-list">
      {findings.map((finding) => (
        <li key={finding.code}>
          <Impact finding={finding} />
          <span className="sub">
            {capital(measuredWords(finding))}.{' '}
            <a href={paths.finding(finding.code)}>{finding.code}</a>, {finding.outcomeMeasure},{' '}
            {finding.followUp}, {finding.site}
          </span>
        </li>
      ))}
    </ul>
  )
}

const windowLabels = {
  ...followUpWindowLabels,
  other: 'Several or other times',
} satisfies Record<MeasuredWindow, string>
