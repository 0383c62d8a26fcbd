import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink } from '#app/components/buttons.tsx'
import { Horizon } from '#app/components/horizon.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { FindingStateTag, intervalWords, sizeOf } from '#app/components/own_finding.tsx'
import { Section } from '#app/components/page.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { may, permit } from '#app/domain/access.ts'
import { awardName } from '#app/domain/award.ts'
import { today } from '#app/domain/clock.ts'
import { followUpWords } from '#app/domain/evidence/own_finding.ts'
import { formatMoney } from '#app/domain/money.ts'
import { notInSources } from '#app/domain/sources.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { listRecords } from '#db/studies/record.ts'
import { findFindingStudy, listStudyFindings } from '#db/studies/findings.ts'

export const handle = {
  title: ({ study }: { study: { title: string } }) => `Findings of ${study.title}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'finding.read')
  const study = found(await findFindingStudy(actor, params['slug'] ?? ''))
  const planner = permit(actor, 'plan.read')
  const [record] = planner ? await listRecords(planner, study.id) : []
  return {
    study,
    day: today(),
    plan: record && { outcomes: record.outcomes, closesOn: record.closesOn },
    findings: await listStudyFindings(actor, study.id),
    isGrantee: actor.organizationKind === 'grantee',
    mayWrite: may(actor.role, 'finding.write') && study.sourceUrl === null,
  }
}

export default function StudyFindings() {
  const { study, day, plan, findings, isGrantee, mayWrite } = useLoaderData<typeof loader>()
  return (
    <StudyFrame
      study={study}
      part="findings"
      isBelow={isGrantee}
      title="Findings"
      lead="What the study found: drafted by its team, approved by an evaluation officer, and then part of the library."
      actions={
        mayWrite && (
          <ButtonLink href={paths.newStudyFinding(study.slug)}>Draft a finding</ButtonLink>
        )
      }
    >
      {findings.length === 0 ? (
        <EmptyState title="No finding to read yet">
          {isGrantee
            ? 'A finding shows here once it is shared with you or approved.'
            : 'A finding is drafted once an outcome is measured and analyzed. When that can be is below, outcome by outcome.'}
        </EmptyState>
      ) : (
        <DataTable id="findings" caption="Findings" captionHidden>
          <thead>
            <tr>
              <HeaderCell>Outcome</HeaderCell>
              <HeaderCell>State</HeaderCell>
              <HeaderCell numeric>Estimate</HeaderCell>
              <HeaderCell>95 percent interval</HeaderCell>
              <HeaderCell>Follow-up</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {findings.map((finding) => (
              <tr key={finding.no}>
                <th scope="row" className="wrap">
                  <a href={paths.studyFinding(study.slug, finding.no)}>{finding.outcomeMeasure}</a>
                  <span className="sub">
                    {finding.contrast}
                    {finding.exploratory && '; exploratory'}
                  </span>
                </th>
                <td>
                  <FindingStateTag state={finding.state} />
                </td>
                <td className="number">{sizeOf(finding)}</td>
                <td className="nowrap">{intervalWords(finding) ?? 'not given'}</td>
                <td>{followUpWords(finding.months)}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      {plan && <Horizon {...plan} day={day} />}
      {study.sites.length > 0 && (
        <Section id="money" title="The awards they are about">
          <ul>
            {study.sites.map((site) => (
              <li key={site.number}>
                <a href={paths.award(site.number)}>{awardName(site)}</a>:{' '}
                {site.amount === null ? `amount ${notInSources}` : formatMoney(site.amount)}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {study.sample && (
        <p className="section__note">
          This study is a sample: what it finds is never part of the public library.
        </p>
      )}
    </StudyFrame>
  )
}
