import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonRow } from '#app/components/buttons.tsx'
import { NumberField, Select, TextArea } from '#app/components/fields.tsx'
import { KeyValues } from '#app/components/figures.tsx'
import { History } from '#app/components/history.tsx'
import { Alert, EmptyState } from '#app/components/notices.tsx'
import { Columns, Page, Section } from '#app/components/page.tsx'
import { PeriodsAhead } from '#app/components/report/periods.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { may } from '#app/domain/access.ts'
import { awardName } from '#app/domain/award.ts'
import { formatDate, formatDateTime, formatShortDate, periodLabel } from '#app/domain/calendar.ts'
import { today } from '#app/domain/clock.ts'
import {
  calendarLabels,
  finalOffsetDays,
  frequencyLabels,
  rollRuleLabels,
  scheduleForm,
} from '#app/domain/report/schedule.ts'
import { type Reply, readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { listAwardReports } from '#db/awards/find.ts'
import { type Schedule, changeSchedule, findSchedule } from '#db/awards/schedule.ts'

export const handle = {
  title: ({ schedule }: { schedule: Schedule }) => `Schedule of reports – ${awardName(schedule)}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'award.read')
  const schedule = found(await findSchedule(actor, params['number'] ?? ''))
  const isOwnAgencys = schedule.agencyCode === actor.agencyCode
  return {
    schedule,
    reports: await listAwardReports(actor, schedule.id),
    day: today(),
    seesBurden: may(actor.role, 'report.read'),
    mayChange: may(actor.role, 'schedule.change') && isOwnAgencys,
    done: new URL(request.url).searchParams.get('done'),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'schedule.change')
  const form = await readForm(request, scheduleForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    changeSchedule(actor, form.key, params['number'] ?? '', form.version, form.data),
  )
  if (!done.ok) return done.reply
  throw redirect(paths.awardSchedule(found(done.result), { done: 'changed' }))
}

export default function AwardSchedule() {
  const { schedule, reports, day, mayChange, done, seesBurden } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <Page
      title="Schedule of reports"
      kicker={
        <>
          {awardName(schedule)} {schedule.sample && <SampleBadge />}
        </>
      }
      lead="When this award reports, and why on these days: by the terms, and moved off weekends and federal holidays."
      breadcrumb={[
        { label: 'Awards', href: paths.awards() },
        { label: schedule.number, href: paths.award(schedule.number) },
      ]}
    >
      {done === 'financials' && (
        <Alert tone="success" title="What is owed changed">
          <p>
            {schedule.financialFrom
              ? `A financial report opens for each period from ${formatDate(schedule.financialFrom)} on, 45 days before the period ends.`
              : 'No further financial report opens.'}{' '}
            The grantee and the program officer are told.
          </p>
        </Alert>
      )}
      {done === 'changed' && (
        <Alert tone="success" title="The schedule changed">
          <p>
            The grantee and the program officer are told. Reports that were open before keep their
            dates; the others open by the new rule.
          </p>
        </Alert>
      )}
      {schedule.rule === null || schedule.periods.length === 0 ? (
        <EmptyState title="No schedule">
          The sources do not give this award’s period of performance or its terms of reporting, so
          no report comes due here.
        </EmptyState>
      ) : (
        <Columns
          main={
            <>
              <PeriodsAhead periods={schedule.periods} reports={reports} day={day} />
              {seesBurden && (
                <p>
                  <a href={paths.granteeBurden(schedule.organizationSlug)}>
                    Reporting burden of {schedule.leadOrganization}
                  </a>
                </p>
              )}
              {mayChange && <ChangeRule schedule={schedule} opened={reports} reply={reply} />}
            </>
          }
          side={<Rule schedule={schedule} day={day} mayChange={mayChange} />}
        />
      )}
    </Page>
  )
}

/** The rule that holds on a day, and those that came or come after it. */
function Rule(props: { schedule: Schedule; day: string; mayChange: boolean }) {
  const { schedule, day, mayChange } = props
  const { periods, changes, forms } = schedule
  const current = periods.find(({ end }) => end >= day) ?? periods.at(-1)
  if (!current) return null
  const { rule } = current
  return (
    <>
      <Section id="rule" title="The rule">
        <KeyValues
          facts={[
            { label: 'How often', value: frequencyLabels[rule.frequency] },
            { label: 'Due', value: `${rule.offsetDays} days after the period` },
            { label: 'On a weekend or holiday', value: rollRuleLabels[rule.rollRule] },
            { label: 'Periods are named by', value: calendarLabels[rule.calendarType] },
            { label: 'First period ends', value: formatDate(periods[0]?.end ?? '') },
            { label: 'Last period ends', value: formatDate(periods.at(-1)?.end ?? '') },
            {
              label: 'Final report',
              value: `${finalOffsetDays} days after the award ends (2 CFR 200.344(b))`,
            },
            {
              label: 'Form',
              value: forms.map(({ title }) => title).join(', ') || 'not in the sources',
            },
            {
              label: 'Financial reports',
              value: (
                <>
                  {schedule.financialFrom
                    ? `from ${formatDate(schedule.financialFrom)} on`
                    : 'none'}
                  {mayChange && (
                    <>
                      {'. '}
                      <a href={paths.awardFinancials(schedule.number)}>Change</a>
                    </>
                  )}
                </>
              ),
            },
          ]}
        />
      </Section>
      {changes.length > 0 && (
        <Section id="changes" title="Changes of the rule">
          <History
            entries={changes.toReversed().map((change) => ({
              id: change.startsOn,
              what: `From ${formatShortDate(change.startsOn)}: ${frequencyLabels[change.frequency].toLowerCase()}, due ${change.offsetDays} days after the period`,
              who: change.who,
              when: {
                text: formatDateTime(change.changedAt),
                iso: change.changedAt.toISOString(),
              },
              why: change.reason,
            }))}
          />
        </Section>
      )}
    </>
  )
}

function ChangeRule(props: {
  schedule: Schedule
  opened: { periodEnd: string }[]
  reply: Reply | undefined
}) {
  const { schedule, opened, reply } = props
  const last =
    opened
      .map(({ periodEnd }) => periodEnd)
      .sort()
      .at(-1) ?? ''
  const open = schedule.periods.filter(({ end }) => end > last)
  const next = open[0]
  if (!next) return null
  return (
    <Section id="change" title="Change the rule">
      <SchemaForm
        schema={async () => (await import('#app/domain/report/schedule.ts')).scheduleForm}
        reply={reply}
        version={schedule.version}
        values={{
          startsOn: next.start,
          frequency: next.rule.frequency,
          offsetDays: String(next.rule.offsetDays),
          rollRule: next.rule.rollRule,
          calendarType: next.rule.calendarType,
        }}
      >
        {(field) => (
          <>
            <Select
              {...field('startsOn')}
              label="From the period"
              hint="The first whose report is not open yet, or a later one. What is open keeps its dates."
              choices={open.map(({ start, end, rule }) => ({
                value: start,
                label: `${periodLabel(end, rule)}, from ${formatShortDate(start)}`,
              }))}
            />
            <Select
              {...field('frequency')}
              label="How often"
              choices={choicesOf(frequencyLabels)}
            />
            <NumberField
              {...field('offsetDays')}
              label="Days after the period"
              hint="2 CFR 200.328 and 200.329 give 30 for quarters and half years and 90 for years; ETA’s terms give 45."
            />
            <Select
              {...field('rollRule')}
              label="On a weekend or holiday"
              choices={choicesOf(rollRuleLabels)}
            />
            <Select
              {...field('calendarType')}
              label="Calendar"
              choices={choicesOf(calendarLabels)}
            />
            <TextArea
              {...field('reason')}
              label="Why"
              hint="Kept in the award’s history, where its grantee reads it too."
              rows={3}
            />
            <ButtonRow>
              <Button>Change the rule</Button>
            </ButtonRow>
          </>
        )}
      </SchemaForm>
    </Section>
  )
}

function choicesOf(labels: Record<string, string>) {
  return Object.entries(labels).map(([value, label]) => ({ value, label }))
}
