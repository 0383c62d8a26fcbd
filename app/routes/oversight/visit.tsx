import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { AwardFrame } from '#app/components/award_life.tsx'
import { Button, ButtonLink, ButtonRow } from '#app/components/buttons.tsx'
import { Radios } from '#app/components/choices.tsx'
import { DateField } from '#app/components/date-field.tsx'
import { MoneyField, TextArea } from '#app/components/fields.tsx'
import { KeyFigures } from '#app/components/figures.tsx'
import { Alert, EmptyState, NextStep } from '#app/components/notices.tsx'
import { CorrectionTag, FilesTakenBack, VisitFiles, VisitTag } from '#app/components/oversight.tsx'
import { Section } from '#app/components/page.tsx'
import { StatusTag } from '#app/components/tags.tsx'
import type { Reply } from '#app/form.server.ts'
import { may } from '#app/domain/access.ts'
import { formatDate, formatDateTime, formatDue, formatShortDate } from '#app/domain/calendar.ts'
import { today } from '#app/domain/clock.ts'
import { formatMoney } from '#app/domain/money.ts'
import { findingForm } from '#app/domain/oversight/visit_forms.ts'
import {
  findingKindHints,
  findingKindLabels,
  findingKinds,
  visitKindLabels,
} from '#app/domain/oversight/visits.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { type Visit, findVisit, noteFinding } from '#db/oversight/visits.ts'

export const handle = {
  title: ({ visit }: { visit: Visit }) => `${visitKindLabels[visit.kind]}, visit ${visit.no}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'visit.read')
  const visit = found(await findVisit(actor, params['number'] ?? '', foundId(params['no'])))
  return {
    visit,
    day: today(),
    works: may(actor.role, 'visit.plan') && visit.isOwnCase && visit.state === 'planned',
    isGrantee: actor.organizationKind === 'grantee',
    isAuditor: may(actor.role, 'log.read'),
    done: new URL(request.url).searchParams.get('done'),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'visit.plan')
  const form = await readForm(request, findingForm)
  if (!form.ok) return refused(form)
  const at = { number: params['number'] ?? '', no: foundId(params['no']), version: form.version }
  const done = await attempt(form, () => noteFinding(actor, form.key, at, form.data))
  if (!done.ok) return done.reply
  const { number, no } = found(done.result)
  throw redirect(paths.visit(number, no, { done: 'noted' }))
}

export default function VisitPage() {
  const { visit, done, ...seen } = useLoaderData<typeof loader>()
  const { day, works } = seen
  const reply = useActionData<typeof action>()
  return (
    <AwardFrame
      award={visit}
      title={`${visitKindLabels[visit.kind]}, visit ${visit.no}`}
      lead={visit.scope}
      above={[{ label: 'Visits', href: paths.oversight(visit.number) }]}
      actions={
        works && (
          <ButtonLink href={paths.visitLetter(visit.number, visit.no)}>Write the letter</ButtonLink>
        )
      }
    >
      <Done done={done} />
      <KeyFigures
        figures={[
          { label: 'State', value: <VisitTag state={visit.state} /> },
          visit.doneOn
            ? { label: 'Visited', value: formatShortDate(visit.doneOn) }
            : { label: 'Planned for', value: formatShortDate(visit.plannedOn) },
          { label: 'By', value: visit.by },
        ]}
      />
      {visit.letter && (
        <Section id="letter" title="Letter">
          <p className="prose">{visit.letter}</p>
          <p className="section__note">
            {visit.by}, {visit.sentAt && formatDateTime(visit.sentAt)}
          </p>
        </Section>
      )}
      <Section id="findings" title="Findings">
        <Findings visit={visit} {...seen} />
      </Section>
      {works && <NoteFinding visit={visit} reply={reply} />}
      <NextStep>
        <p>{nextWords(visit, day, works)}</p>
      </NextStep>
    </AwardFrame>
  )
}

function Done({ done }: { done: string | null }) {
  if (done === 'planned') {
    return (
      <Alert tone="success" title="The visit is planned">
        The grantee is told of the day and of what you will look at.
      </Alert>
    )
  }
  if (done === 'noted') {
    return (
      <Alert tone="success" title="The finding is noted">
        The grantee reads it when the letter is sent, and not before.
      </Alert>
    )
  }
  if (done === 'filed') {
    return (
      <Alert tone="success" title="The file is added">
        The grantee can open it when the letter is sent, and not before.
      </Alert>
    )
  }
  if (done === 'taken_back') {
    return (
      <Alert tone="success" title="The file is taken back">
        It stays in the record with your reason. The grantee never sees it.
      </Alert>
    )
  }
  if (done !== 'sent') return null
  return (
    <Alert tone="success" title="The letter is sent">
      The grantee reads it here and is told. Each compliance finding is a corrective action now.
    </Alert>
  )
}

function nextWords(visit: Visit, day: string, works: boolean): string {
  if (visit.state === 'planned') {
    return works
      ? `Note what you find, then write the letter. The visit is planned ${formatDue(visit.plannedOn, day)}.`
      : `The visit is planned ${formatDue(visit.plannedOn, day)}. Its letter appears here afterwards.`
  }
  const open = visit.findings.filter(
    ({ correctionState }) => correctionState && correctionState !== 'closed',
  )
  if (open.length === 0) return 'Nothing of this visit is open.'
  return open.length === 1
    ? 'One corrective action of this visit is open.'
    : `${open.length} corrective actions of this visit are open.`
}

function Findings(props: {
  visit: Visit
  day: string
  works: boolean
  isGrantee: boolean
  isAuditor: boolean
}) {
  const { visit, day, works, isGrantee, isAuditor } = props
  if (visit.findings.length === 0) {
    const isAhead = visit.state === 'planned'
    return (
      <EmptyState title={isAhead ? 'Nothing is noted yet' : 'Nothing was found'}>
        {isAhead && isGrantee
          ? 'What the visit finds stands here once its letter is sent.'
          : 'A visit may end without a finding; its letter says so.'}
      </EmptyState>
    )
  }
  return (
    <ul className="plain-list related">
      {visit.findings.map((finding) => (
        <li key={finding.id}>
          <StatusTag tone={finding.kind === 'compliance' ? 'warn' : 'plain'}>
            {findingKindLabels[finding.kind]}
          </StatusTag>{' '}
          {finding.words}
          {finding.questionedCost && (
            <span className="sub">Questioned cost: {formatMoney(finding.questionedCost)}</span>
          )}
          {finding.answerBy && (
            <span className="sub">Answer by {formatDate(finding.answerBy)}</span>
          )}
          <VisitFiles
            number={visit.number}
            finding={finding.id}
            files={finding.files}
            isOwn={works}
          />
          <FilesTakenBack
            number={visit.number}
            finding={finding.id}
            files={finding.filesTakenBack}
            isAuditor={isAuditor}
          />
          {works && (
            <span className="sub">
              <a href={paths.findingFile(visit.number, visit.no, finding.id)}>
                Add a file<span className="visually-hidden"> to: {finding.words}</span>
              </a>
            </span>
          )}
          {finding.correctionNo && finding.correctionState && (
            <p>
              <a href={paths.correction(visit.number, finding.correctionNo)}>
                Corrective action {finding.correctionNo}
              </a>{' '}
              <CorrectionTag
                state={finding.correctionState}
                isLate={
                  finding.correctionState === 'asked' &&
                  finding.answerBy !== null &&
                  finding.answerBy < day
                }
              />
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

function NoteFinding({ visit, reply }: { visit: Visit; reply: Reply | undefined }) {
  return (
    <Section id="note" title="Note a finding">
      <SchemaForm
        schema={async () => (await import('#app/domain/oversight/visit_forms.ts')).findingForm}
        reply={reply}
        version={visit.version}
      >
        {(field) => (
          <>
            <Radios
              {...field('kind')}
              legend="What was found"
              choices={findingKinds.map((value) => ({
                value,
                label: findingKindLabels[value],
                hint: findingKindHints[value],
              }))}
            />
            <TextArea {...field('words')} label="In words" rows={4} />
            <MoneyField {...field('questionedCost')} label="Questioned cost" optional />
            <DateField
              name="due"
              field={field}
              legend="Answer by (compliance findings only)"
              hint="Commonly 30 to 45 days from the letter."
            />
            <ButtonRow>
              <Button look="outline">Note this finding</Button>
            </ButtonRow>
          </>
        )}
      </SchemaForm>
    </Section>
  )
}
