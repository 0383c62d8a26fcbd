import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Radios } from '#app/components/choices.tsx'
import { Select, TextArea } from '#app/components/fields.tsx'
import { KeyFigures } from '#app/components/figures.tsx'
import { History } from '#app/components/history.tsx'
import { Done } from '#app/components/notices.tsx'
import { Section } from '#app/components/page.tsx'
import { differenceTones, periodWords, signed } from '#app/components/reconciliation.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { StatusTag } from '#app/components/tags.tsx'
import { roleLabels } from '#app/domain/access.ts'
import { awardName } from '#app/domain/award.ts'
import { formatDateTime } from '#app/domain/calendar.ts'
import { formatCount } from '#app/domain/count.ts'
import { happeningOf } from '#app/domain/happenings.ts'
import {
  type DifferenceMove,
  countBasisLabels,
  differenceOwnerLabels,
  differenceOwners,
  differenceReasonLabels,
  differenceReasons,
  differenceStateLabels,
} from '#app/domain/study/reconciliation.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { answerDifference, findDifference } from '#db/studies/reconciliation.ts'

export const handle = { title: 'A difference in enrolment' }

const schema = async () =>
  (await import('#app/domain/study/reconciliation_forms.ts')).differenceForm

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'reconciliation.read')
  const at = { slug: params['slug'] ?? '', id: foundId(params['id']) }
  const { said, saidAt, slug, title, sample, tolerance, ...difference } = found(
    await findDifference(actor, at),
  )
  return {
    ...difference,
    study: { slug, title, sample },
    basis: tolerance.basis,
    isGrantee: actor.organizationKind === 'grantee',
    isYours: difference.isYours === true,
    isReportOpen: difference.isReportOpen === true,
    saidOn: saidAt && formatDateTime(saidAt),
    said: said.map(({ id, kind, at: when, reason, name, role }) => ({
      id: String(id),
      what: happeningOf(kind),
      who: name ? [name, role && roleLabels[role].toLowerCase()].filter(Boolean).join(', ') : '',
      when: { text: formatDateTime(when), iso: when.toISOString() },
      why: reason,
    })),
    done: new URL(request.url).searchParams.get('done'),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'reconciliation.answer')
  const at = { slug: params['slug'] ?? '', id: foundId(params['id']) }
  const form = await readForm(request, await schema())
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    answerDifference(actor, form.key, { ...at, version: form.version }, form.data),
  )
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.countDifference(at.slug, at.id, { done: form.data.move }))
}

const next: Record<DifferenceMove, { says: string; then: string }> = {
  explain: {
    says: 'The difference is explained.',
    then: 'The study’s team is told. It opens again if the count or the report changes.',
  },
  team: { says: 'It is with the study’s team now.', then: 'Its lead and analysts are told.' },
  grantee: { says: 'It is with the grantee now.', then: 'Its preparers are told.' },
  officer: {
    says: 'It is with the program officer now.',
    then: 'The officer is told, and may ask the grantee to correct the report.',
  },
}

export default function CountDifference() {
  const loaded = useLoaderData<typeof loader>()
  const { study, counted, reported, state, owner, done, said, isGrantee } = loaded
  const outcome = done !== null && done in next ? next[done as DifferenceMove] : null
  return (
    <StudyFrame
      study={study}
      part={isGrantee ? 'study' : 'reconciliation'}
      isBelow
      title={`${awardName(loaded)}: ${periodWords(loaded.periodStart, loaded.periodEnd)}`}
      lead={
        <>
          <StatusTag tone={differenceTones[state]}>{differenceStateLabels[state]}</StatusTag>{' '}
          {state === 'open'
            ? `It waits for: ${differenceOwnerLabels[owner].toLowerCase()}.`
            : state === 'explained' && loaded.reasonCode
              ? `${differenceReasonLabels[loaded.reasonCode]}. ${loaded.saidBy}, ${loaded.saidOn}.`
              : 'Since a figure changed, both lie within the tolerance.'}
        </>
      }
    >
      {outcome && (
        <Done says={outcome.says}>
          <p>
            {outcome.then}{' '}
            <a href={paths.studyReconciliation(study.slug)}>Back to all sites and periods</a>
          </p>
        </Done>
      )}
      <KeyFigures
        figures={[
          {
            label: 'The study’s count',
            value: counted === null ? 'not shown' : formatCount(counted),
            note: countBasisLabels[loaded.basis],
          },
          {
            label: 'The accepted report',
            value: formatCount(reported),
            note: 'of the period alone',
            ...(loaded.isReportOpen ? { href: paths.report(loaded.reportNumber) } : {}),
          },
          ...(counted === null
            ? []
            : [{ label: 'Difference', value: signed(counted - reported), note: 'people' }]),
        ]}
      />
      {loaded.isYours && <Answer />}
      <Section id="said" title="What happened so far">
        <History entries={said} />
      </Section>
    </StudyFrame>
  )
}

function Answer() {
  const { study, owner, version } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <Section id="answer" title="Explain it, or hand it over">
      <div className="narrow">
        <SchemaForm schema={schema} reply={reply} version={version}>
          {(field) => (
            <>
              <Radios
                {...field('move')}
                legend="What you do"
                choices={[
                  {
                    value: 'explain',
                    label: 'Explain it',
                    hint: 'Both figures stand, and you know why they differ.',
                  },
                  ...differenceOwners
                    .filter((one) => one !== owner)
                    .map((one) => ({
                      value: one,
                      label: `Hand it to: ${differenceOwnerLabels[one].toLowerCase()}`,
                    })),
                ]}
              />
              <Select
                {...field('reason')}
                label="Reason, if you explain it"
                empty="Choose a reason"
                choices={differenceReasons.map((value) => ({
                  value,
                  label: differenceReasonLabels[value],
                }))}
              />
              <TextArea
                {...field('words')}
                label="What you know of it"
                hint="The study’s team, the grantee and the program officer read it. Write nothing about single people or about one arm."
                rows={4}
              />
              <SubmitRow
                label="Save"
                instead="Back to all periods"
                href={paths.studyReconciliation(study.slug)}
              />
            </>
          )}
        </SchemaForm>
      </div>
    </Section>
  )
}
