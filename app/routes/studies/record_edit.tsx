import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { FieldSet, Radios } from '#app/components/choices.tsx'
import { DateField } from '#app/components/date-field.tsx'
import { MoneyField, NumberField, Select, TextArea, TextField } from '#app/components/fields.tsx'
import { Section } from '#app/components/page.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import {
  type StudyRecord,
  outcomeSourceLabels,
  outcomeSources,
  studyDesignLabels,
  studyDesigns,
} from '#app/domain/study/record.ts'
import { readForm } from '#app/form.server.ts'
import { type FieldProps, SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findStudyHead, listRecords, listRegistrations, saveRecord } from '#db/studies/record.ts'

export const handle = { title: 'Change the record' }

const schema = async () => (await import('#app/domain/study/record_forms.ts')).recordForm

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'study.write')
  const actor = await requireActor(request, 'plan.read')
  const study = found(await findStudyHead(actor, params['slug'] ?? ''))
  const [latest] = await listRecords(actor, study.id)
  const registrations = await listRegistrations(actor, study.id)
  return {
    study,
    version: latest?.no ?? 0,
    values: latest ? typedOf(latest) : {},
    isHeld: registrations.length > 0 || study.enrolmentOpenedOn !== null,
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'study.write')
  const slug = params['slug'] ?? ''
  const form = await readForm(request, await schema())
  if (!form.ok) return refused(form)
  const done = await attempt(form, () => saveRecord(actor, form.key, slug, form.version, form.data))
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.studyRecord(slug, { done: 'saved' }))
}

/** A record as its form holds it. */
function typedOf(record: StudyRecord): Record<string, string> {
  const { needsClearance, outcomes, opensOn, closesOn } = record
  const ranks = (['primary', 'secondary'] as const).flatMap((rank) =>
    outcomes
      .filter((one) => one.rank === rank)
      .map((one, at) => ({ ...one, key: `${rank}${at + 1}` })),
  )
  const plain = {
    questions: record.questions,
    design: record.design,
    programArm: record.programArm,
    controlArm: record.controlArm,
    contrast: record.contrast,
    programPlaces: record.programPlaces,
    controlPlaces: record.controlPlaces,
    blockSize: record.blockSize,
    sampleTarget: record.sampleTarget,
    cost: record.cost,
  }
  return {
    ...Object.fromEntries(
      Object.entries(plain).flatMap(([name, value]) =>
        value === null ? [] : [[name, String(value)]],
      ),
    ),
    needsClearance: needsClearance ? 'yes' : 'no',
    ...datePartsOf('opensOn', opensOn),
    ...datePartsOf('closesOn', closesOn),
    ...Object.fromEntries(
      ranks.flatMap(({ key, name, source, months }) => [
        [`${key}.name`, name],
        [`${key}.source`, source],
        [`${key}.months`, String(months)],
      ]),
    ),
  }
}

function datePartsOf(name: string, date: string | null): Record<string, string> {
  const [year, month, day] = date?.split('-') ?? []
  if (!year || !month || !day) return {}
  return {
    [`${name}.month`]: String(Number(month)),
    [`${name}.day`]: String(Number(day)),
    [`${name}.year`]: year,
  }
}

const outcomeRows = [
  { key: 'primary1', label: 'Primary outcome' },
  { key: 'primary2', label: 'Second primary outcome' },
  { key: 'secondary1', label: 'Secondary outcome' },
  { key: 'secondary2', label: 'Second secondary outcome' },
  { key: 'secondary3', label: 'Third secondary outcome' },
]

export default function EditRecord() {
  const { study, version, values, isHeld } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <StudyFrame
      study={study}
      part="record"
      isBelow
      title="Change the record"
      lead={
        isHeld
          ? 'A registry holds this study, or people are enrolled under it: a change to what it holds needs a reason, and both versions are kept.'
          : 'Each save is a version of its own. What you do not know yet may stay empty.'
      }
    >
      <SchemaForm schema={schema} reply={reply} values={values} version={version}>
        {(field) => (
          <>
            <div className="narrow">
              <TextArea {...field('questions')} label="Questions it is to answer" rows={4} />
              <Radios
                {...field('design')}
                legend="Design"
                choices={studyDesigns.map((value) => ({
                  value,
                  label: studyDesignLabels[value],
                }))}
              />
              <TextField
                {...field('programArm')}
                label="Program arm"
                hint="What those assigned to the program are offered."
                optional
              />
              <TextField
                {...field('controlArm')}
                label="Control arm"
                hint="What those in the control group may use meanwhile."
                optional
              />
              <TextArea
                {...field('contrast')}
                label="Contrast"
                hint="The difference in services that the study tests."
                rows={3}
                optional
              />
            </div>
            <Allocation field={field} />
            <Dates field={field} />
            <Section id="outcomes" title="Outcomes">
              {outcomeRows.map(({ key, label }) => (
                <OutcomeFields key={key} name={key} label={label} field={field} />
              ))}
            </Section>
            <div className="narrow">
              <Radios
                {...field('needsClearance')}
                legend="Does a federal collection of information need an OMB control number?"
                hint="The same questions put to ten or more people within 12 months do."
                choices={[
                  { value: 'yes', label: 'Yes' },
                  { value: 'no', label: 'No' },
                ]}
              />
              <MoneyField {...field('cost')} label="Cost of the evaluation" optional />
              <TextArea
                {...field('reason')}
                label="Reason for the change"
                hint="Kept with the version."
                rows={3}
                optional={!isHeld}
              />
              <SubmitRow
                label={`Save as version ${version + 1}`}
                instead="Back to the record"
                href={paths.studyRecord(study.slug)}
              />
            </div>
          </>
        )}
      </SchemaForm>
    </StudyFrame>
  )
}

type Field = (name: string) => FieldProps

function Allocation({ field }: { field: Field }) {
  return (
    <FieldSet
      id="allocation"
      legend="Allocation"
      hint="Of every so many people assigned, how many go where: 2 and 1, or 1 and 1."
    >
      <div className="field-grid">
        <NumberField {...field('programPlaces')} label="Places in the program" />
        <NumberField {...field('controlPlaces')} label="Places in the control group" />
        <NumberField {...field('blockSize')} label="Block size" optional />
        <NumberField {...field('sampleTarget')} label="People to enrol" optional />
      </div>
    </FieldSet>
  )
}

function Dates({ field }: { field: Field }) {
  return (
    <>
      <DateField
        name="opensOn"
        field={field}
        legend="Enrolment opens"
        hint="As planned. For example: 4 28 2026"
      />
      <DateField
        name="closesOn"
        field={field}
        legend="Enrolment closes"
        hint="As planned. For example: 4 28 2028"
      />
    </>
  )
}

function OutcomeFields({ name, label, field }: { name: string; label: string; field: Field }) {
  return (
    <FieldSet id={`${name}-group`} legend={label}>
      <div className="field-grid">
        <TextField {...field(`${name}.name`)} label="What is measured" />
        <Select
          {...field(`${name}.source`)}
          label="Read from"
          empty="Choose a source"
          choices={outcomeSources.map((value) => ({ value, label: outcomeSourceLabels[value] }))}
        />
        <NumberField {...field(`${name}.months`)} label="Months after assignment" />
      </div>
    </FieldSet>
  )
}
