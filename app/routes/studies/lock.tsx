import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Checkbox } from '#app/components/choices.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { KeyValues } from '#app/components/figures.tsx'
import { Alert, Done } from '#app/components/notices.tsx'
import { Section } from '#app/components/page.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { may } from '#app/domain/access.ts'
import { formatDateTime } from '#app/domain/calendar.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { listLocks, lockDatabase } from '#db/studies/lock.ts'
import { findStudyHead } from '#db/studies/record.ts'

export const handle = {
  title: ({ study }: { study: { title: string } }) => `Database lock of ${study.title}`,
}

const schema = async () => (await import('#app/domain/study/lock_forms.ts')).lockForm

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'plan.read')
  const study = found(await findStudyHead(actor, params['slug'] ?? ''))
  const locks = await listLocks(actor, study.id)
  return {
    study,
    locks: locks.map(({ lockedAt, ...lock }) => ({ ...lock, lockedAt: formatDateTime(lockedAt) })),
    mayLock: may(actor.role, 'database.lock') && study.sourceUrl === null,
    done: new URL(request.url).searchParams.get('done'),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'database.lock')
  const slug = params['slug'] ?? ''
  const form = await readForm(request, await schema())
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    lockDatabase(actor, form.key, slug, form.version, form.data),
  )
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.studyLock(slug, { done: 'locked' }))
}

export default function DatabaseLock() {
  const { study, locks, mayLock, done } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const [last] = locks
  const canLock = mayLock && (last === undefined || last.later > 0)
  return (
    <StudyFrame
      study={study}
      part="attrition"
      isBelow
      title="Database lock"
      lead="The moment from which the counts of a trial stand, before anybody outside its team reads them by arm."
    >
      {done === 'locked' && (
        <Done says="The database is locked.">
          <p>
            The evaluation officers and the director read{' '}
            <a href={paths.studyBalance(study.slug)}>balance</a>,{' '}
            <a href={paths.studyAttrition(study.slug)}>attrition</a> and take-up by arm from now on;
            each look stays an event. A correction is a new version with its reason.
          </p>
        </Done>
      )}
      {locks.length === 0 ? (
        <Alert tone="info">
          The database is not locked. Only the study’s team reads anything by arm.
        </Alert>
      ) : (
        locks.map((lock) => (
          <Section key={lock.no} id={`lock-${lock.no}`} title={`Lock ${lock.no}`}>
            {!lock.isWhole && (
              <Alert tone="error" title="These counts no longer give the hash of the lock">
                Something was changed behind this tracker. Tell the auditor before anybody reads on.
              </Alert>
            )}
            <KeyValues
              facts={[
                { label: 'Locked', value: `${lock.lockedAt}, ${lock.lockedBy}` },
                { label: 'What', value: lock.words },
                {
                  label: 'SHA-256 of the counts',
                  value: <code className="hash">{lock.hash}</code>,
                },
                {
                  label: 'Checked now',
                  value: lock.isWhole ? 'the counts still give this hash' : 'they do not',
                },
                {
                  label: 'Corrected since',
                  value: lock.later === 0 ? 'nothing' : `${lock.later}, each with its reason`,
                },
              ]}
            />
          </Section>
        ))
      )}
      {canLock && (
        <Section id="declare" title={last ? 'Lock what was corrected' : 'Lock the database'}>
          <div className="narrow">
            <SchemaForm schema={schema} reply={reply} version={locks.length}>
              {(field) => (
                <>
                  <TextArea
                    {...field('words')}
                    label="What is locked"
                    hint="Which waves and sources the counts come from, and what was checked before."
                    rows={4}
                  />
                  <Checkbox
                    {...field('declared')}
                    value="yes"
                    label="Nothing in these counts will be changed. A lock is never taken back."
                  />
                  <SubmitRow
                    label="Lock the database"
                    instead="Back to attrition"
                    href={paths.studyAttrition(study.slug)}
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
