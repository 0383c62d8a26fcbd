import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonRow, ClosedButton } from '#app/components/buttons.tsx'
import { Alert } from '#app/components/notices.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { type Task, TaskList } from '#app/components/tasks.tsx'
import { may } from '#app/domain/access.ts'
import { formatDate } from '#app/domain/calendar.ts'
import type { OpeningCheck } from '#app/domain/study/opening.ts'
import { noWordsForm } from '#app/domain/report/forms.ts'
import { readForm } from '#app/form.server.ts'
import { WriteFields } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findOpening, openEnrolment } from '#db/studies/enrolment.ts'

export const handle = { title: 'Open enrolment' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'plan.read')
  return {
    study: found(await findOpening(actor, params['slug'] ?? '')),
    mayOpen: may(actor.role, 'enrolment.open'),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'enrolment.open')
  const slug = params['slug'] ?? ''
  const form = await readForm(request, noWordsForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () => openEnrolment(actor, form.key, slug, form.version))
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.studyEnrolment(slug, { done: 'opened' }))
}

export default function OpenEnrolment() {
  const { study, mayOpen } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const { slug, checks, enrolmentOpenedOn, version } = study
  const open = checks.filter(({ missing }) => missing !== null).length
  return (
    <StudyFrame
      study={study}
      part="enrolment"
      isBelow
      title="Open enrolment"
      lead="Nobody is enrolled before all of this stands. The lead opens enrolment then."
    >
      {reply?.errors['form'] && <Alert tone="error">{reply.errors['form']}</Alert>}
      {enrolmentOpenedOn && (
        <Alert tone="info">
          Enrolment opened on {formatDate(enrolmentOpenedOn)}. What stands today is below.
        </Alert>
      )}
      <TaskList tasks={checks.map((check) => taskOf(slug, check))} />
      {mayOpen &&
        enrolmentOpenedOn === null &&
        (open > 0 ? (
          <ButtonRow>
            <ClosedButton
              id="open"
              reason={open === 1 ? 'One condition is missing.' : `${open} conditions are missing.`}
            >
              Open enrolment
            </ClosedButton>
          </ButtonRow>
        ) : (
          <Form method="post">
            <WriteFields version={version} />
            <ButtonRow>
              <Button>Open enrolment</Button>
            </ButtonRow>
          </Form>
        ))}
    </StudyFrame>
  )
}

function taskOf(slug: string, { code, what, missing }: OpeningCheck): Task {
  const hrefs = {
    record: paths.studyRecord(slug),
    stage: paths.study(slug),
    registration: paths.studyRecord(slug),
    irb: paths.studyAgreements(slug),
    clearance: paths.studyAgreements(slug),
    sites: paths.studyAgreements(slug),
  }
  return {
    title: what,
    href: hrefs[code],
    hint: missing ?? undefined,
    state:
      missing === null ? { tone: 'good', label: 'Stands' } : { tone: 'warn', label: 'Missing' },
  }
}
