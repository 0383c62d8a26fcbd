import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { FieldSet } from '#app/components/choices.tsx'
import { NumberField, Select, TextArea, TextField } from '#app/components/fields.tsx'
import { Alert } from '#app/components/notices.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { monthNames } from '#app/domain/calendar.ts'
import { today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import {
  type CountField,
  countFields,
  countLabels,
  wholeSite,
} from '#app/domain/study/monthly_counts.ts'
import { readForm } from '#app/form.server.ts'
import { type FieldProps, SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { listSiteChoices } from '#db/studies/agreements.ts'
import { findCounts, saveCounts } from '#db/studies/enrolment.ts'
import { listLocks } from '#db/studies/lock.ts'
import { findStudyHead } from '#db/studies/record.ts'

export const handle = { title: 'Count a month' }

const schema = async () => (await import('#app/domain/study/enrolment_forms.ts')).countsForm

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'study.write')
  const team = await requireActor(request, 'arms.read')
  const actor = await requireActor(request, 'plan.read')
  const study = found(await findStudyHead(actor, params['slug'] ?? ''))
  const search = new URL(request.url).searchParams
  const [site, month] = [search.get('site'), search.get('month')]
  const block = search.get('block') ?? wholeSite
  const counted =
    site && month && /^20\d\d-(0[1-9]|1[0-2])$/.test(month)
      ? await findCounts(team, study.slug, {
          awardId: foundId(site),
          month: `${month}-01`,
          block,
        })
      : null
  return {
    study,
    sites: await listSiteChoices(actor, study.id),
    months: monthsSince(study.enrolmentOpenedOn, today()),
    version: counted?.no ?? 0,
    isLocked: (await listLocks(actor, study.id)).length > 0,
    values: {
      ...(site ? { awardId: site } : {}),
      ...(month ? { month } : {}),
      ...(block === wholeSite ? {} : { block }),
      ...Object.fromEntries(
        counted ? countFields.map((field) => [field, String(counted[field])]) : [],
      ),
    },
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'study.write')
  const slug = params['slug'] ?? ''
  const form = await readForm(request, await schema())
  if (!form.ok) return refused(form)
  const done = await attempt(form, () => saveCounts(actor, form.key, slug, form.version, form.data))
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.studyEnrolment(slug, { done: 'counted' }))
}

/** The months from the opening to today, the latest first, at most five years of them. */
function monthsSince(openedOn: string | null, day: string): string[] {
  const months: string[] = []
  let at = `${day.slice(0, 7)}-01`
  while (openedOn !== null && at >= `${openedOn.slice(0, 7)}-01` && months.length < 60) {
    months.push(at.slice(0, 7))
    at = `${addDays(at, -1).slice(0, 7)}-01`
  }
  return months
}

const recruitment: CountField[] = [
  'reached',
  'assessed',
  'ineligible',
  'failedScreen',
  'declinedConsent',
  'other',
]
const assignment: CountField[] = ['program', 'control']
const afterwards: CountField[] = [
  'programServed',
  'controlServed',
  'programWithdrawn',
  'controlWithdrawn',
]

export default function CountMonth() {
  const { study, sites, months, version, isLocked, values } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const isCorrection = version > 0
  return (
    <StudyFrame
      study={study}
      part="enrolment"
      isBelow
      title={isCorrection ? 'Correct a month' : 'Count a month'}
      lead="The boxes of the participant flow must add up: those assessed are those left out and those assigned."
    >
      {months.length === 0 ? (
        <Alert tone="info">
          Enrolment is not open yet.{' '}
          <a href={paths.enrolmentOpening(study.slug)}>See what is missing.</a>
        </Alert>
      ) : (
        <SchemaForm schema={schema} reply={reply} values={values} version={version}>
          {(field) => (
            <>
              {!isCorrection && (
                <p>
                  Several months or sites at once?{' '}
                  <a href={paths.countFile(study.slug)}>Count by a file</a>
                </p>
              )}
              <FieldSet id="where" legend="Where and when">
                <div className="field-grid">
                  <Select
                    {...field('awardId')}
                    label="Site"
                    empty="Choose a site"
                    choices={sites.map(({ awardId, name }) => ({
                      value: String(awardId),
                      label: String(name),
                    }))}
                  />
                  <Select
                    {...field('month')}
                    label="Month"
                    empty="Choose a month"
                    choices={months.map((value) => ({ value, label: monthLabel(value) }))}
                  />
                  <TextField {...field('block')} label="Block" optional />
                </div>
              </FieldSet>
              <Counts id="recruitment" legend="Recruitment" fields={recruitment} field={field} />
              <Counts id="assignment" legend="Assignment" fields={assignment} field={field} />
              <Counts
                id="afterwards"
                legend="Since assignment"
                hint="Of the people assigned in this month, as known today. Only the study’s team reads these."
                fields={afterwards}
                field={field}
              />
              <div className="narrow">
                {(isCorrection || isLocked) && (
                  <TextArea
                    {...field('reason')}
                    label="Reason for the correction"
                    hint={
                      isLocked
                        ? 'The database is locked. Both versions are kept.'
                        : 'Both versions are kept.'
                    }
                    rows={3}
                  />
                )}
                <SubmitRow
                  label={isCorrection ? 'Save the correction' : 'Save this month'}
                  instead="Back to enrolment"
                  href={paths.studyEnrolment(study.slug)}
                />
              </div>
            </>
          )}
        </SchemaForm>
      )}
    </StudyFrame>
  )
}

function Counts(props: {
  id: string
  legend: string
  hint?: string
  fields: CountField[]
  field: (name: string) => FieldProps
}) {
  return (
    <FieldSet id={props.id} legend={props.legend} hint={props.hint}>
      <div className="field-grid">
        {props.fields.map((name) => (
          <NumberField key={name} {...props.field(name)} label={countLabels[name]} />
        ))}
      </div>
    </FieldSet>
  )
}

function monthLabel(month: string): string {
  const [year, no] = month.split('-')
  return `${monthNames[Number(no) - 1]} ${year}`
}
