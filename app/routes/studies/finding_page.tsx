import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonLink, ButtonRow } from '#app/components/buttons.tsx'
import { KeyFigures } from '#app/components/figures.tsx'
import { History } from '#app/components/history.tsx'
import { Alert, Done } from '#app/components/notices.tsx'
import {
  FindingFacts,
  FindingStateTag,
  intervalWords,
  sizeOf,
} from '#app/components/own_finding.tsx'
import { Section } from '#app/components/page.tsx'
import { ProvisionalFacts } from '#app/components/provisional.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { TestedComponents, TestedSeal } from '#app/components/tested.tsx'
import { type Permitted, may, permit } from '#app/domain/access.ts'
import { formatDateTime } from '#app/domain/calendar.ts'
import { ownFindingRefusal, ownRatingWords } from '#app/domain/evidence/own_finding.ts'
import { type Tested, readTested, summaryOf } from '#app/domain/evidence/tested.ts'
import { readForm } from '#app/form.server.ts'
import { RefusalSummary, WriteFields } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { shareFinding, submitFinding } from '#db/studies/finding_moves.ts'
import { findStudyFinding } from '#db/studies/findings.ts'
import { findTested, listFollowed } from '#db/studies/tested.ts'

export const handle = {
  title: ({ finding }: { finding: { outcomeMeasure: string } }) => finding.outcomeMeasure,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'finding.read')
  const row = found(await findStudyFinding(actor, params['slug'] ?? '', foundId(params['no'])))
  const {
    drafterId,
    submitterId,
    responses,
    decidedAt,
    sharedAt,
    tested,
    testedSha256,
    ...finding
  } = row
  const isOpen = (move: Parameters<typeof ownFindingRefusal>[0]) =>
    ownFindingRefusal(move, finding.state) === null
  const isAuthor = [drafterId, submitterId].includes(actor.personId)
  const sealed = readTested(tested)
  const reader = permit(actor, 'fidelity.read')
  const shown =
    sealed ??
    (reader && finding.state === 'submitted' ? await findTested(reader, finding.studyId) : null)
  return {
    tested: shown && summaryOf(shown),
    testedSites: shown && reader ? await sitesReadBy(reader, shown) : [],
    testedSha256,
    ratings: ownRatingWords(finding),
    finding: { ...finding, decidedAt: decidedAt && formatDateTime(decidedAt) },
    isShared: sharedAt !== null,
    responses: responses.map(({ writtenAt, ...one }) => ({
      ...one,
      at: { text: formatDateTime(new Date(writtenAt)), iso: new Date(writtenAt).toISOString() },
    })),
    isGrantee: actor.organizationKind === 'grantee',
    moves: {
      edit: may(actor.role, 'finding.write') && isOpen('edit'),
      submit: may(actor.role, 'finding.write') && isOpen('submit'),
      share: may(actor.role, 'finding.decide') && isOpen('share') && sharedAt === null,
      decide: may(actor.role, 'finding.decide') && isOpen('approve') && !isAuthor,
      lesson: may(actor.role, 'practice.draft') && finding.state === 'approved' ? finding.id : null,
      respond:
        may(actor.role, 'finding.respond') &&
        finding.state === 'submitted' &&
        !responses.some(({ organizationId }) => organizationId === actor.organizationId),
    },
    done: new URL(request.url).searchParams.get('done'),
  }
}

async function sitesReadBy(reader: Permitted<'fidelity.read'>, { sites }: Tested) {
  const followed = await listFollowed(
    reader,
    sites.map(({ number }) => number),
  )
  return sites.filter(({ number }) => followed.includes(number))
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'finding.read')
  const writer = permit(actor, 'finding.write')
  const decider = writer ? null : await requireActor(request, 'finding.decide')
  const { findingMoveForm } = await import('#app/domain/evidence/own_finding_forms.ts')
  const [slug, no] = [params['slug'] ?? '', foundId(params['no'])]
  const form = await readForm(request, findingMoveForm)
  if (!form.ok) return refused(form)
  const at = { slug, no, version: form.version }
  const done = await attempt(form, async () => {
    if (writer) return submitFinding(writer, form.key, at)
    return decider && shareFinding(decider, form.key, at)
  })
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.studyFinding(slug, no, { done: writer ? 'submitted' : 'shared' }))
}

const outcomes: Record<string, { says: string; next: string }> = {
  saved: {
    says: 'The draft is saved.',
    next: 'Only the study’s team reads it. Hand it over when it is ready to be approved.',
  },
  submitted: {
    says: 'The finding is handed over.',
    next: 'The evaluation officers are told. One of them approves it or returns it with words; the grantees of the sites may respond once it is shared with them.',
  },
  shared: {
    says: 'The finding is shared with the sites.',
    next: 'The certifying official of each site may respond until it is decided. Responses stand beside the finding from then on.',
  },
  approved: {
    says: 'The finding is approved.',
    next: 'Everyone who reads the study reads it. A finding of a real study is part of the public library from now on; one of a sample study never is.',
  },
  returned: {
    says: 'The finding is returned.',
    next: 'The study’s team reads your words and may change it and hand it over again.',
  },
  responded: {
    says: 'Your response is kept.',
    next: 'The study’s team and the evaluation officers read it beside the finding before it is decided.',
  },
}

export default function StudyFindingPage() {
  const {
    finding,
    tested,
    testedSites,
    testedSha256,
    ratings,
    isShared,
    responses,
    isGrantee,
    moves,
    done,
  } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const { slug, no, version } = finding
  const study = { slug, title: finding.title, sample: finding.sample }
  const outcome = done === null ? undefined : outcomes[done]
  return (
    <StudyFrame
      study={study}
      part="findings"
      isBelow
      title={finding.outcomeMeasure}
      lead={finding.contrast}
      actions={
        <>
          {moves.decide && (
            <ButtonLink href={paths.studyFindingDecision(slug, no)}>Approve or return</ButtonLink>
          )}
          {moves.respond && (
            <ButtonLink href={paths.studyFindingResponse(slug, no)}>Respond to it</ButtonLink>
          )}
          {moves.lesson !== null && (
            <ButtonLink look="outline" href={paths.newPracticeNote({ study: moves.lesson })}>
              Draft a practice note
            </ButtonLink>
          )}
          {moves.edit && (
            <ButtonLink look="outline" href={paths.studyFindingEdit(slug, no)}>
              Change it
            </ButtonLink>
          )}
        </>
      }
    >
      <RefusalSummary reply={reply} />
      {outcome && (
        <Done says={outcome.says}>
          <p>{outcome.next}</p>
        </Done>
      )}
      {finding.exploratory && (
        <Alert tone="info" title="Exploratory">
          The study did not set this outcome out in advance as one to be confirmed, so it suggests
          rather than shows.
        </Alert>
      )}
      {finding.kind === 'before_after' && (
        <Alert tone="warning" title="Not an effect">
          This compares people before and after, with nobody to compare them with.
        </Alert>
      )}
      {finding.decisionWords && (
        <Alert
          tone={finding.state === 'approved' ? 'success' : 'warning'}
          title={finding.state === 'approved' ? 'Approved' : 'Returned'}
        >
          {finding.decisionWords} {finding.decidedBy}, {finding.decidedAt}.
        </Alert>
      )}
      <KeyFigures
        figures={[
          { label: finding.kind === 'level' ? 'Level' : 'Estimate', value: sizeOf(finding) },
          { label: '95 percent interval', value: intervalWords(finding) ?? 'not given' },
          { label: 'State', value: <FindingStateTag state={finding.state} /> },
          {
            label: 'In the library',
            value: finding.libraryCode ? finding.libraryCode : 'no',
            ...(finding.libraryCode ? { href: paths.finding(finding.libraryCode) } : {}),
            note: finding.sample ? 'a sample never is' : isShared ? 'shared with the sites' : null,
          },
        ]}
      />
      {(moves.submit || moves.share) && (
        <Section
          id="next"
          title={moves.submit ? 'Ready to be approved?' : 'Share it with the sites'}
        >
          <Form method="post">
            <WriteFields version={version} />
            <input type="hidden" name="move" value={moves.submit ? 'submit' : 'share'} />
            <p>
              {moves.submit
                ? 'Whoever drafts or hands over a finding never approves it.'
                : 'Their grantees read it and may respond before you decide.'}
            </p>
            <ButtonRow>
              <Button look={moves.submit ? 'primary' : 'outline'}>
                {moves.submit ? 'Hand it over for approval' : 'Share with the sites'}
              </Button>
            </ButtonRow>
          </Form>
        </Section>
      )}
      <Section id="figure" title="The figure">
        <FindingFacts finding={finding} />
      </Section>
      {tested ? (
        <Section id="tested" title="What was actually tested">
          <TestedComponents tested={tested} bySite={testedSites} />
          {testedSha256 === null ? (
            <p className="section__note">
              As it stands today. It is sealed with the finding on the day it is approved.
            </p>
          ) : (
            <TestedSeal on={tested.on} sha256={testedSha256} />
          )}
        </Section>
      ) : (
        finding.state === 'approved' && (
          <Section id="tested" title="What was actually tested">
            <p>This finding was approved before the fidelity of its sites was sealed with it.</p>
          </Section>
        )
      )}
      <Section id="rating" title="How it would be rated">
        <p>
          Worked out here from the study’s design, the attrition of this outcome and the balance of
          those analyzed; no clearinghouse has said so.
        </p>
        <ProvisionalFacts ratings={ratings} />
      </Section>
      {(isShared || responses.length > 0) && (
        <Section id="responses" title={isGrantee ? 'Responses of the sites' : 'What the sites say'}>
          {responses.length === 0 ? (
            <p>No site has responded yet.</p>
          ) : (
            <History
              entries={responses.map((one) => ({
                id: String(one.organizationId),
                what: one.words,
                who: `${one.writtenBy}, ${one.organization}`,
                when: one.at,
                why: null,
              }))}
            />
          )}
        </Section>
      )}
    </StudyFrame>
  )
}
