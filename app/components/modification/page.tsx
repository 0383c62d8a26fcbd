import { Form } from '@remix-run/react'
import { Button, ButtonLink, ButtonRow } from '#app/components/buttons.tsx'
import { Radios } from '#app/components/choices.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { Alert } from '#app/components/notices.tsx'
import { Columns, Section } from '#app/components/page.tsx'
import { RecommendationForm } from '#app/components/recommendation.tsx'
import { wordsFor } from '#app/domain/words.ts'
import type { Reply } from '#app/form.server.ts'
import { SchemaForm, WriteFields } from '#app/form.tsx'
import type { modificationPage } from '#app/modification.server.ts'
import * as paths from '#app/paths.ts'
import { ModificationFrame, ModificationTag, modificationTitle } from './frame.tsx'
import { ModificationStory, WhatChanges } from './story.tsx'

const forms = () => import('#app/domain/modification_forms.ts')

type Loaded = Awaited<ReturnType<typeof modificationPage>>
type Props = Loaded & { reply: Reply | undefined }

/** One modification: what it changes, what the rules and the studies say, whose turn it is, and the
 *  step that is this person's. */
export function ModificationPage(props: Props) {
  const { award, modification, comments, terms, notes, turn, readsStudies, done } = props
  const say = wordsFor(sayings, done)?.(props)
  const story = (
    <Section id="story" title="What was asked and decided">
      <ModificationStory modification={modification} comments={comments} />
    </Section>
  )
  // What others said comes before whatever is said to it.
  const isStoryFirst = turn.do === 'recommend' || turn.do === 'comment' || turn.do === 'decide'
  return (
    <ModificationFrame
      award={award}
      title={modificationTitle(modification)}
      lead={<ModificationTag state={modification.state} />}
    >
      {say && (
        <Alert tone="success" title={say.title}>
          <p>{say.text}</p>
        </Alert>
      )}
      <Columns
        main={
          <>
            <Section id="change" title="What changes">
              <WhatChanges modification={modification} terms={terms} />
              <h3>Why</h3>
              <p className="prose">{modification.reason}</p>
            </Section>
            {notes.length > 0 && (
              <Section id="rules" title="What the rules say">
                <ul className="plain-list">
                  {notes.map(({ says, source }) => (
                    <li key={says}>
                      {says}
                      <span className="sub">{source}</span>
                    </li>
                  ))}
                </ul>
              </Section>
            )}
            {isStoryFirst && story}
            <Turn {...props} />
            {!isStoryFirst && story}
          </>
        }
        side={
          <>
            {award.studies.length > 0 && (
              <Section id="studies" title="A site of a study">
                <ul className="plain-list">
                  {award.studies.map(({ slug, title }) => (
                    <li key={slug}>
                      {readsStudies ? <a href={paths.study(slug)}>{title}</a> : title}
                    </li>
                  ))}
                </ul>
                <p className="section__note">
                  {modification.studiesHeard === true
                    ? 'The study has said what it would mean.'
                    : 'The study is asked what it would mean before anybody decides.'}
                </p>
              </Section>
            )}
            <Withdraw {...props} />
          </>
        }
      />
    </ModificationFrame>
  )
}

function Turn(props: Props) {
  const { turn, award, modification, mayEdit } = props
  const { no, version } = modification
  switch (turn.do) {
    case 'send':
      return (
        <Section id="send" title="Ask for it">
          <p>
            {award.officerName ?? 'The program officer'} recommends for or against it, and then a
            grants officer of {award.agency} decides. The award stays as it is until then.
          </p>
          <Form method="post" action={paths.modificationRequest(award.number, no)}>
            <WriteFields version={version} />
            <ButtonRow>
              <Button>Ask for it</Button>
              <ButtonLink look="outline" href={paths.modificationEdit(award.number, no)}>
                Change the draft
              </ButtonLink>
            </ButtonRow>
          </Form>
        </Section>
      )
    case 'recommend':
      return (
        <RecommendationForm
          what="it"
          yes="approve"
          reply={props.reply}
          version={version}
          action={paths.modificationRecommendation(award.number, no)}
        />
      )
    case 'decide':
      return <Decide {...props} />
    case 'comment':
      return <Comment {...props} />
    case 'nothing':
      return (
        <>
          {turn.why && (
            <Alert tone="info" title="Nothing for you to decide now">
              <p>{turn.why}</p>
            </Alert>
          )}
          {mayEdit && (
            <ButtonRow>
              <ButtonLink look="outline" href={paths.modificationEdit(award.number, no)}>
                Change the draft
              </ButtonLink>
            </ButtonRow>
          )}
        </>
      )
  }
}

function Decide({ award, modification, reply }: Props) {
  return (
    <Section id="decide" title="Your decision">
      <SchemaForm
        schema={async () => (await forms()).decideForm}
        reply={reply}
        version={modification.version}
        action={paths.modificationDecision(award.number, modification.no)}
      >
        {(field) => (
          <>
            <Radios
              {...field('decision')}
              legend="Is it approved?"
              choices={[
                { value: 'approved', label: 'Approve it: the award changes today' },
                { value: 'refused', label: 'Refuse it: the award stays as it is' },
              ]}
            />
            <TextArea
              {...field('words')}
              label="Why"
              hint="The grantee, the program officer and a study of this award read it."
            />
            <ButtonRow>
              <Button>Decide</Button>
            </ButtonRow>
          </>
        )}
      </SchemaForm>
    </Section>
  )
}

function Comment({ award, modification, reply }: Props) {
  return (
    <Section id="comment" title="What it would mean for the study">
      <SchemaForm
        schema={async () => (await forms()).commentForm}
        reply={reply}
        action={paths.modificationComment(award.number, modification.no)}
      >
        {(field) => (
          <>
            <TextArea
              {...field('words')}
              label="Comment"
              hint="The grants officer decides with this in view. The grantee reads it too: name no arm and no person."
            />
            <ButtonRow>
              <Button>Comment</Button>
            </ButtonRow>
          </>
        )}
      </SchemaForm>
    </Section>
  )
}

function Withdraw({ award, modification, mayWithdraw }: Props) {
  if (!mayWithdraw) return null
  const { state, askedBy, recommendedBy } = modification
  const isDraft = state === 'draft'
  const word = askedBy === recommendedBy ? 'Withdraw the proposal' : 'Withdraw the request'
  return (
    <Section id="withdraw" title={isDraft ? 'Not needed any more?' : 'Take it back'}>
      <Form method="post" action={paths.modificationWithdrawal(award.number, modification.no)}>
        <WriteFields version={modification.version} />
        <ButtonRow>
          <Button look="outline">{isDraft ? 'Throw the draft away' : word}</Button>
        </ButtonRow>
      </Form>
    </Section>
  )
}

/** What just happened, who is told, and what comes next. */
const sayings = {
  drafted: () => ({
    title: 'The draft is saved',
    text: 'The certifying officials of your organization are told, and one of them asks for it.',
  }),
  asked: ({ award: { officerName } }: Loaded) => ({
    title: 'Asked',
    text: officerName
      ? `${officerName} is told and recommends for or against it. Then a grants officer decides, and you are told.`
      : 'The grants officers are told and decide, and you are told.',
  }),
  proposed: () => ({
    title: 'Proposed',
    text: 'The grants officers are told, and one of them decides. You and the grantee are told how.',
  }),
  recommended: () => ({
    title: 'Recommended',
    text: 'The grants officers are told, and one of them decides. You are told how.',
  }),
  commented: () => ({
    title: 'Your comment is there',
    text: 'The program officer and the grants officers are told. You are told how it is decided.',
  }),
  approved: ({ award: { leadOrganization } }: Loaded) => ({
    title: 'Approved: the award is changed',
    text: `${leadOrganization}, the program officer and every study of this award are told. The award’s page and every total show it from now on.`,
  }),
  refused: ({ award: { leadOrganization } }: Loaded) => ({
    title: 'Refused',
    text: `${leadOrganization}, the program officer and every study of this award are told why. The award stays as it is.`,
  }),
  withdrawn: () => ({
    title: 'Withdrawn',
    text: 'The program officer and the grants officers are told if they had been asked. The award stays as it is.',
  }),
}
