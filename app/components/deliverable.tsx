import { formatDateTime } from '#app/domain/calendar.ts'
import { formatSize } from '#app/domain/report/files.ts'
import {
  type DeliverableState,
  type ReviewStanding,
  commentAnswerLabels,
  commentKindLabels,
  deliverableStateLabels,
  reviewBodyLabels,
  reviewStandingLabels,
} from '#app/domain/study/deliverables.ts'
import * as paths from '#app/paths.ts'
import type { Deliverable } from '#db/studies/deliverables.ts'
import { DataTable, HeaderCell } from './tables.tsx'
import { StatusTag, type TagTone } from './tags.tsx'

const tones: Record<DeliverableState, TagTone> = {
  planned: 'plain',
  drafted: 'plain',
  in_review: 'plain',
  revised: 'plain',
  submitted: 'action',
  accepted: 'good',
  checked: 'good',
  released: 'good',
}

export function DeliverableTag({ state }: { state: DeliverableState }) {
  return <StatusTag tone={tones[state]}>{deliverableStateLabels[state]}</StatusTag>
}

const standingTones: Record<ReviewStanding, TagTone> = {
  sent: 'plain',
  reading: 'plain',
  done: 'good',
  withdrawn: 'plain',
  expired: 'warn',
}

type Place = { slug: string; no: number }

/** Each draft with what changed, the newest first. */
export function DraftTable({ at, drafts }: { at: Place; drafts: Deliverable['drafts'] }) {
  return (
    <DataTable id="draft-list" caption="Drafts" captionHidden>
      <thead>
        <tr>
          <HeaderCell>Draft</HeaderCell>
          <HeaderCell>What changed</HeaderCell>
          <HeaderCell numeric>Size</HeaderCell>
          <HeaderCell>Added</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {drafts.map((draft) => (
          <tr key={draft.no}>
            <th scope="row" className="wrap">
              Draft {draft.no}
              <span className="sub">
                <a href={paths.draftFile(at.slug, at.no, draft.no)} download>
                  {draft.name}
                </a>
              </span>
              <span className="sub">
                SHA-256 <code className="hash">{draft.sha256}</code>
              </span>
            </th>
            <td className="wrap">{draft.words ?? (draft.no === 1 ? 'The first draft' : '–')}</td>
            <td className="number">{formatSize(draft.size)}</td>
            <td className="wrap">
              {draft.addedBy}
              <span className="sub">{formatDateTime(new Date(draft.addedAt))}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

/** Who was asked to read which draft, and how far each is. */
export function ReviewerTable(props: {
  at: Place
  reviews: readonly (Omit<Deliverable['reviews'][number], 'openedAt' | 'withdrawnAt'> & {
    standing: ReviewStanding
  })[]
  mayInvite: boolean
}) {
  const { at, reviews, mayInvite } = props
  return (
    <DataTable id="reviewer-list" caption="Reviewers" captionHidden>
      <thead>
        <tr>
          <HeaderCell>Reviewer</HeaderCell>
          <HeaderCell>Reads</HeaderCell>
          <HeaderCell>Standing</HeaderCell>
          <HeaderCell>Invited</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {reviews.map((review) => (
          <tr key={review.id}>
            <th scope="row" className="wrap">
              {review.name}
              <span className="sub">{review.email}</span>
            </th>
            <td className="wrap">
              Draft {review.draftNo}
              <span className="sub">{reviewBodyLabels[review.body]}</span>
            </td>
            <td className="wrap">
              <StatusTag tone={standingTones[review.standing]}>
                {reviewStandingLabels[review.standing]}
              </StatusTag>
              {(review.standing === 'sent' || review.standing === 'reading') && (
                <span className="sub">
                  Until {formatDateTime(new Date(review.expiresAt))}
                  {mayInvite && (
                    <>
                      {' · '}
                      <a href={paths.reviewerWithdrawal(at.slug, at.no, review.id)}>
                        Withdraw<span className="visually-hidden"> {review.name}</span>
                      </a>
                    </>
                  )}
                </span>
              )}
              {review.doneAt && (
                <span className="sub">{formatDateTime(new Date(review.doneAt))}</span>
              )}
            </td>
            <td className="wrap">
              {review.invitedBy}
              <span className="sub">{formatDateTime(new Date(review.invitedAt))}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

/** What the reviewers said, each with the lead's answer. */
export function CommentTable(props: {
  at: Place
  comments: Deliverable['comments']
  mayAnswer: boolean
}) {
  const { at, comments, mayAnswer } = props
  return (
    <DataTable id="comment-list" caption="Comments of reviewers" captionHidden>
      <thead>
        <tr>
          <HeaderCell>Where</HeaderCell>
          <HeaderCell>Comment</HeaderCell>
          <HeaderCell>Answer</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {comments.map((comment) => (
          <tr key={comment.no}>
            <th scope="row" className="wrap">
              {comment.place}
              <span className="sub">Draft {comment.draftNo}</span>
            </th>
            <td className="wrap">
              {comment.words}
              <span className="sub">
                {commentKindLabels[comment.kind]} · {comment.reviewer},{' '}
                {reviewBodyLabels[comment.body].toLowerCase()}
              </span>
            </td>
            <td className="wrap">
              {comment.answer ? (
                <>
                  <strong>{commentAnswerLabels[comment.answer]}.</strong> {comment.answerWords}
                  <span className="sub">
                    {comment.answeredBy}
                    {comment.answeredAt && `, ${formatDateTime(new Date(comment.answeredAt))}`}
                  </span>
                </>
              ) : mayAnswer ? (
                <a href={paths.draftComment(at.slug, at.no, comment.no)}>
                  Answer<span className="visually-hidden"> comment {comment.no}</span>
                </a>
              ) : (
                'Waits for the lead'
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
