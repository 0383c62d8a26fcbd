import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { NumberField, Select, TextArea } from '#app/components/fields.tsx'
import { Alert, EmptyState } from '#app/components/notices.tsx'
import { Section } from '#app/components/page.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { may } from '#app/domain/access.ts'
import { formatDateTime } from '#app/domain/calendar.ts'
import { formatCount } from '#app/domain/count.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { listSiteChoices } from '#db/studies/agreements.ts'
import {
  type ListedCheck,
  checkAssignments,
  listAssignmentChecks,
} from '#db/studies/assignment_checks.ts'
import { findStudyHead } from '#db/studies/record.ts'

export const handle = { title: 'Checks of the assignments' }

const schema = async () =>
  (await import('#app/domain/study/assignment_check_forms.ts')).assignmentCheckForm

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'plan.read')
  const study = found(await findStudyHead(actor, params['slug'] ?? ''))
  const mayWrite = may(actor.role, 'study.write')
  const checks = await listAssignmentChecks(actor, study.id)
  return {
    study,
    checks,
    version: Math.max(0, ...checks.map(({ no }) => no)),
    sites: mayWrite ? await listSiteChoices(actor, study.id) : null,
    isDone: new URL(request.url).searchParams.get('done') === 'checked',
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'study.write')
  const slug = params['slug'] ?? ''
  const form = await readForm(request, await schema())
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    checkAssignments(actor, form.key, slug, form.version, form.data),
  )
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.assignmentChecks(slug, { done: 'checked' }))
}

export default function AssignmentChecks() {
  const { study, checks, version, sites, isDone } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <StudyFrame
      study={study}
      part="enrolment"
      isBelow
      title="Checks of the assignments"
      lead="Whether chance alone decided who got a place, and each step came in its order."
    >
      {isDone && (
        <Alert tone="success">
          The check is kept. An override or a step out of order turns its site red on the enrolment
          page.
        </Alert>
      )}
      {checks.length === 0 ? (
        <EmptyState title="No assignments were looked through yet">
          The last look at each site shows here with what it found.
        </EmptyState>
      ) : (
        <Checks checks={checks} />
      )}
      {sites && (
        <Section id="look" title="Record a look">
          <div className="narrow">
            <SchemaForm schema={schema} reply={reply} version={version}>
              {(field) => (
                <>
                  <Select
                    {...field('awardId')}
                    label="Site"
                    empty="Choose a site"
                    choices={sites.map(({ awardId, name }) => ({
                      value: String(awardId),
                      label: name,
                    }))}
                  />
                  <NumberField
                    {...field('lookedAt')}
                    label="Assignments looked at"
                    hint="At most as many as the site has counted."
                  />
                  <NumberField
                    {...field('overrides')}
                    label="Overridden"
                    hint="Placed by hand against what the draw gave. There should be none."
                  />
                  <NumberField
                    {...field('orderViolations')}
                    label="Out of order"
                    hint="Assigned before eligibility, consent or baseline, which come in this order."
                  />
                  <NumberField
                    {...field('duplicates')}
                    label="Assigned more than once"
                    hint="Here or at another site, found by a hash of who they are."
                  />
                  <NumberField
                    {...field('embargoMonths')}
                    label="Embargo in months (optional)"
                    hint="How long after assignment the control arm may not have the program."
                  />
                  <NumberField
                    {...field('embargoCrossovers')}
                    label="Control arm: had the program within the embargo (optional)"
                    hint="Only the study’s team reads this before the database is locked."
                  />
                  <TextArea
                    {...field('words')}
                    label="What was found (optional)"
                    hint="Without anything that tells one person from another."
                    rows={3}
                  />
                  <SubmitRow
                    label="Keep the check"
                    instead="Back to enrolment"
                    href={paths.studyEnrolment(study.slug)}
                  />
                </>
              )}
            </SchemaForm>
          </div>
        </Section>
      )}
    </StudyFrame>
  )
}

function Checks({ checks }: { checks: readonly ListedCheck[] }) {
  return (
    <DataTable id="checks" caption="The last look at each site" captionHidden>
      <thead>
        <tr>
          <HeaderCell>Site</HeaderCell>
          <HeaderCell numeric>Looked at</HeaderCell>
          <HeaderCell numeric>Overridden</HeaderCell>
          <HeaderCell numeric>Out of order</HeaderCell>
          <HeaderCell numeric>More than once</HeaderCell>
          <HeaderCell>By</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {checks.map((check) => (
          <tr key={check.number}>
            <th scope="row">
              {check.site}
              <span className="sub">{check.number}</span>
            </th>
            <td className="number">{formatCount(check.lookedAt)}</td>
            <td className="number">{formatCount(check.overrides)}</td>
            <td className="number">{formatCount(check.orderViolations)}</td>
            <td className="number">{formatCount(check.duplicates)}</td>
            <td className="wrap">
              {check.checkedBy}, {formatDateTime(check.checkedAt)}
              {check.words && <span className="sub">{check.words}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
