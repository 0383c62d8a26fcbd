import { type ActionFunctionArgs, type LoaderFunctionArgs, data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Select, TextArea } from '#app/components/fields.tsx'
import { Page } from '#app/components/page.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { awardName } from '#app/domain/award.ts'
import { formatDate, formatShortDate, periodLabel } from '#app/domain/calendar.ts'
import { financialsForm } from '#app/domain/report/financial_forms.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { changeFinancials } from '#db/awards/financials.ts'
import { listAwardReports } from '#db/awards/find.ts'
import { findSchedule } from '#db/awards/schedule.ts'

export const handle = { title: 'Financial reports' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'schedule.change')
  const schedule = await findOwnAgencys(request, params['number'] ?? '')
  const actor = await requireActor(request, 'award.read')
  const reports = await listAwardReports(actor, schedule.id)
  const opened = reports.map(({ periodEnd }) => periodEnd).sort()
  const last = opened.at(-1) ?? ''
  const { number, name, leadOrganization, sample, version, financialFrom } = schedule
  return {
    award: { number, name: awardName({ name, leadOrganization }), sample, version, financialFrom },
    ahead: schedule.periods
      .filter(({ end }) => end > last)
      .map(({ start, end, rule }) => ({ start, label: periodLabel(end, rule) })),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'schedule.change')
  const { number } = await findOwnAgencys(request, params['number'] ?? '')
  const form = await readForm(request, financialsForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    changeFinancials(actor, form.key, number, form.version, form.data),
  )
  if (!done.ok) return done.reply
  throw redirect(paths.awardSchedule(found(done.result), { done: 'financials' }))
}

/** The award, if it is one of the grants officer's own agency; others read its schedule. */
async function findOwnAgencys(request: Request, number: string) {
  const actor = await requireActor(request, 'award.read')
  const schedule = found(await findSchedule(actor, number))
  if (schedule.agencyCode !== actor.agencyCode) {
    throw data({ outcome: 'forbidden' }, { status: 403 })
  }
  return schedule
}

export default function FinancialReports() {
  const { award, ahead } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <Page
      title="Financial reports"
      kicker={
        <>
          {award.name} {award.sample && <SampleBadge />}
        </>
      }
      lead={
        award.financialFrom
          ? `This award owes a financial report for each period from ${formatDate(award.financialFrom)} on, beside the one of its program.`
          : 'This award owes no financial report here. It may owe one for each period, beside the one of its program and due the same day.'
      }
      breadcrumb={[
        { label: 'Awards', href: paths.awards() },
        { label: award.number, href: paths.award(award.number) },
        { label: 'Schedule of reports', href: paths.awardSchedule(award.number) },
      ]}
    >
      <SchemaForm
        schema={financialsForm}
        reply={reply}
        version={award.version}
        values={{ from: ahead[0]?.start ?? '' }}
      >
        {(field) => (
          <>
            <Select
              {...field('from')}
              label="From the period"
              hint="The first whose report is not open yet, or a later one. What is open stays."
              empty="No financial reports from now on"
              optional
              choices={ahead.map(({ start, label }) => ({
                value: start,
                label: `${label}, from ${formatShortDate(start)}`,
              }))}
            />
            <TextArea
              {...field('reason')}
              label="Why"
              hint="Kept in the award’s history, where its grantee reads it too."
              rows={3}
            />
            <SubmitRow
              label="Change what is owed"
              instead="Cancel"
              href={paths.awardSchedule(award.number)}
            />
          </>
        )}
      </SchemaForm>
    </Page>
  )
}
