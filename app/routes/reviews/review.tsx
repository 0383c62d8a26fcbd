import { type ActionFunctionArgs, type LoaderFunctionArgs, data, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonLink, ButtonRow } from '#app/components/buttons.tsx'
import { Radios } from '#app/components/choices.tsx'
import { TextArea, TextField } from '#app/components/fields.tsx'
import { KeyValues } from '#app/components/figures.tsx'
import { History } from '#app/components/history.tsx'
import { Alert, Done } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { permitSystem } from '#app/domain/access.ts'
import { formatDateTime } from '#app/domain/calendar.ts'
import { formatSize } from '#app/domain/report/files.ts'
import {
  commentKindLabels,
  commentKinds,
  deliverableKindLabels,
  reviewBodyLabels,
} from '#app/domain/study/deliverables.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm, WriteFields } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { requestScope } from '#app/request.server.ts'
import { attempt, refused } from '#app/responses.ts'
import { hashToken } from '#db/sessions.ts'
import { allowReview } from '#db/sign_in_limits.ts'
import { commentOnDraft, findReviewByToken, finishReview } from '#db/studies/draft_reviews.ts'

export const handle = { title: 'Read a draft' }

const schema = async () => (await import('#app/domain/study/deliverable_forms.ts')).commentForm

export async function loader({ request, params }: LoaderFunctionArgs) {
  const token = params['token'] ?? ''
  const review = await findReviewByToken(hashToken(token))
  if (!review) return data({ open: null }, { status: 404 })
  const { title, kind, study, sample, firm, body, reviewer, words, invitedBy, file } = review
  return data({
    open: {
      ...{ title, kind, study, sample, firm, body, reviewer, words, invitedBy, file },
      size: formatSize(review.size),
      fileHref: paths.reviewFile(token),
      expires: formatDateTime(review.expiresAt),
      doneAt: review.doneAt && formatDateTime(review.doneAt),
      comments: review.comments.map(({ writtenAt, ...comment }) => ({
        ...comment,
        when: {
          text: formatDateTime(new Date(writtenAt)),
          iso: new Date(writtenAt).toISOString(),
        },
      })),
      done: new URL(request.url).searchParams.get('done'),
    },
  })
}

export async function action({ request, params }: ActionFunctionArgs) {
  const token = params['token'] ?? ''
  const tokenHash = hashToken(token)
  const scope = requestScope()
  const reviewer = permitSystem(
    { kind: 'system', name: 'reviewer', requestId: scope.id },
    'draft.review',
  )
  const { commentForm, reviewDoneForm } = await import('#app/domain/study/deliverable_forms.ts')
  const isEnd =
    (
      await request
        .clone()
        .formData()
        .catch(() => null)
    )?.get('move') === 'done'
  const form = await readForm(request, isEnd ? reviewDoneForm : commentForm)
  if (!form.ok) return refused(form)
  if (!(await allowReview(tokenHash, scope.address))) {
    const errors = { form: 'Too many comments at once. Wait a few minutes, then send it again.' }
    return refused({ typed: form.typed, errors })
  }
  const { data: sent } = form
  const done = await attempt<unknown, object | null>(form, () =>
    sent.move === 'done'
      ? finishReview(reviewer, tokenHash)
      : commentOnDraft(reviewer, tokenHash, form.key.key, {
          kind: sent.kind,
          place: sent.place,
          words: sent.words,
        }),
  )
  if (!done.ok) return done.reply
  throw redirect(paths.review(token, { done: sent.move === 'done' ? 'done' : 'commented' }))
}

export default function ReviewPage() {
  const { open } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  if (!open) return <RanOut />
  const isDone = open.doneAt !== null
  return (
    <Page
      kicker={
        <>
          {open.study} {open.sample && <SampleBadge />}
        </>
      }
      title={open.title}
      lead={`${open.reviewer}, you are asked to read this draft for the ${reviewBodyLabels[open.body].toLowerCase()}.`}
    >
      {open.done === 'commented' && !isDone && (
        <Alert tone="success">
          Your comment is kept, and the study’s team reads it. Write the next one, or say that you
          are done.
        </Alert>
      )}
      {isDone && (
        <Done says={`You are done, ${open.doneAt}. Thank you.`}>
          <p>
            The lead of the study and the evaluation officers are told. The lead answers each of
            your comments, and says in the next draft what came of it. Nothing more is asked of you.
          </p>
        </Done>
      )}
      <KeyValues
        facts={[
          { label: 'What it is', value: deliverableKindLabels[open.kind] },
          {
            label: 'The draft',
            value: (
              <>
                <a href={open.fileHref} download>
                  {open.file}
                </a>
                , {open.size}
              </>
            ),
          },
          { label: 'Written by', value: open.firm },
          { label: 'Invited by', value: open.invitedBy },
          ...(open.words ? [{ label: 'What to look at', value: open.words }] : []),
          { label: 'This page works until', value: open.expires },
        ]}
      />
      <p>
        It is a draft: please do not quote it or pass it on. Your name stands beside your comments.
      </p>
      {!isDone && (
        <p>
          <ButtonLink look="outline" href={open.fileHref}>
            Download the draft
          </ButtonLink>
        </p>
      )}
      <Section id="comments" title="Your comments" aside={open.comments.length || undefined}>
        {open.comments.length === 0 ? (
          <p>You have not written one yet.</p>
        ) : (
          <History
            entries={open.comments.map(({ no, kind, place, words, when }) => ({
              id: String(no),
              what: `${commentKindLabels[kind]}: ${place}`,
              who: open.reviewer,
              when,
              why: words,
            }))}
          />
        )}
      </Section>
      {!isDone && (
        <>
          <Section id="write" title="Write a comment">
            <div className="narrow">
              {/* A new comment is a new form. */}
              <SchemaForm key={open.comments.length} schema={schema} reply={reply}>
                {(field) => (
                  <>
                    <input type="hidden" name="move" value="comment" />
                    <Radios
                      {...field('kind')}
                      legend="What kind of comment"
                      choices={commentKinds.map((value) => ({
                        value,
                        label: commentKindLabels[value],
                      }))}
                    />
                    <TextField
                      {...field('place')}
                      label="Page or section"
                      hint="For example: page 14, or section 3.2"
                      autoComplete="off"
                    />
                    <TextArea {...field('words')} label="Your comment" rows={5} />
                    <ButtonRow>
                      <Button>Keep the comment</Button>
                    </ButtonRow>
                  </>
                )}
              </SchemaForm>
            </div>
          </Section>
          <Section id="done" title="Are you done?">
            <Form method="post">
              <WriteFields />
              <input type="hidden" name="move" value="done" />
              <p>
                You can come back until {open.expires}. Once you say that you are done, no comment
                is added.
              </p>
              <ButtonRow>
                <Button look="outline">I am done</Button>
              </ButtonRow>
            </Form>
          </Section>
        </>
      )}
    </Page>
  )
}

function RanOut() {
  return (
    <Page title="This link does not work any more">
      <p>
        A link to a draft works for fourteen days, and whoever sent it can withdraw it. What you
        wrote is kept. If you want to read on, ask the person who invited you to send another.
      </p>
    </Page>
  )
}
