import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink } from '#app/components/buttons.tsx'
import { Done, EmptyState } from '#app/components/notices.tsx'
import { Section } from '#app/components/page.tsx'
import { AttritionLine, BehindTheLock, LookKept } from '#app/components/study_balance.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { may } from '#app/domain/access.ts'
import { formatCount } from '#app/domain/count.ts'
import { outcomeSourceLabels } from '#app/domain/study/record.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { openAttrition } from '#db/studies/balance.ts'
import { findStudyHead } from '#db/studies/record.ts'

export const handle = {
  title: ({ study }: { study: { title: string } }) => `Attrition of ${study.title}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const team = await requireActor(request, 'arms.read')
  const actor = await requireActor(request, 'plan.read')
  const study = found(await findStudyHead(actor, params['slug'] ?? ''))
  const opened = await openAttrition(team, study.slug)
  return {
    study,
    opened: opened && {
      assigned: opened.assigned,
      lines: opened.outcomes.map(({ name, source, months }) => ({
        name,
        source,
        months,
        counted: opened.counts.find((one) => one.outcome === name && one.source === source) ?? null,
      })),
      // Counted under a name that the record no longer has.
      others: opened.counts.filter(
        (one) =>
          !opened.outcomes.some(
            ({ name, source }) => name === one.outcome && source === one.source,
          ),
      ),
    },
    mayWrite: may(actor.role, 'study.write'),
    done: new URL(request.url).searchParams.get('done'),
  }
}

export default function Attrition() {
  const { study, opened, mayWrite, done } = useLoaderData<typeof loader>()
  return (
    <StudyFrame
      study={study}
      part="attrition"
      title="Attrition"
      lead="Who of those assigned is left in each analysis, and whether that is few enough to trust the result."
      actions={
        <>
          {mayWrite && (
            <ButtonLink href={paths.attritionCount(study.slug)}>Count an analysis</ButtonLink>
          )}
          <ButtonLink look="outline" href={paths.studyLock(study.slug)}>
            Database lock
          </ButtonLink>
        </>
      }
    >
      {done === 'counted' && (
        <Done says="The people of the analysis are counted.">
          <p>
            When every outcome is counted, the lead{' '}
            <a href={paths.studyLock(study.slug)}>locks the database</a>; then the agency reads what
            you read here.
          </p>
        </Done>
      )}
      {opened === null ? (
        <BehindTheLock />
      ) : opened.lines.length + opened.others.length === 0 ? (
        <EmptyState title="The record names no outcome yet">
          Attrition is counted for each outcome and source of{' '}
          <a href={paths.studyRecord(study.slug)}>the study’s record</a>.
        </EmptyState>
      ) : (
        <Section
          id="outcomes"
          title="By outcome and source"
          aside={`${formatCount(opened.assigned.program)} assigned to the program, ${formatCount(opened.assigned.control)} to the control group`}
        >
          <DataTable id="attrition" caption="Attrition against the boundary" captionHidden>
            <thead>
              <tr>
                <HeaderCell>Outcome</HeaderCell>
                <HeaderCell numeric>Overall</HeaderCell>
                <HeaderCell numeric>Between arms</HeaderCell>
                <HeaderCell>By the protocol</HeaderCell>
                <HeaderCell>By the other bound</HeaderCell>
              </tr>
            </thead>
            <tbody>
              {[
                ...opened.lines,
                ...opened.others.map((counted) => ({
                  name: counted.outcome,
                  source: counted.source,
                  months: null,
                  counted,
                })),
              ].map(({ name, source, months, counted }) => (
                <tr key={`${name} ${source}`}>
                  <th scope="row" className="wrap">
                    {name}
                    <span className="sub">
                      {outcomeSourceLabels[source]}
                      {months === null ? ', no longer in the record' : `, after ${months} months`}
                    </span>
                    {counted?.reason && <span className="sub">Corrected: {counted.reason}</span>}
                  </th>
                  {counted ? (
                    <AttritionLine counted={counted} />
                  ) : (
                    <td colSpan={4} className="absent">
                      not counted yet
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </DataTable>
          <LookKept />
        </Section>
      )}
      <Section id="reading" title="How it is read">
        <p>
          Overall attrition is rounded to the nearest whole percent, half up; the difference between
          arms may then be no more than the boundary allows (WWC Standards Handbook 4.1, table
          II.1). The cautious bound holds where the program itself could change who answers, as job
          training can; the optimistic one where it could not. The review protocol says which.
        </p>
      </Section>
    </StudyFrame>
  )
}
