import { segment, withQuery } from './address.ts'

export const deliverables = (slug: string) => `/studies/${segment(slug)}/deliverables`
export const newDeliverable = (slug: string) => `/studies/${segment(slug)}/deliverables/new`
export const deliverable = (slug: string, no: number, query: { done?: string } = {}) =>
  withQuery(`/studies/${segment(slug)}/deliverables/${no}`, query)
export const newDraft = (slug: string, no: number) =>
  `/studies/${segment(slug)}/deliverables/${no}/drafts`
export const draftFile = (slug: string, no: number, draft: number) =>
  `/studies/${segment(slug)}/deliverables/${no}/drafts/${draft}`
export const newReviewer = (slug: string, no: number) =>
  `/studies/${segment(slug)}/deliverables/${no}/reviewers`
export const reviewerWithdrawal = (slug: string, no: number, id: number) =>
  `/studies/${segment(slug)}/deliverables/${no}/reviewers/${id}/withdrawal`
export const draftComment = (slug: string, no: number, comment: number) =>
  `/studies/${segment(slug)}/deliverables/${no}/comments/${comment}`
export const deliverableDecision = (slug: string, no: number) =>
  `/studies/${segment(slug)}/deliverables/${no}/decision`
export const deliverableRelease = (slug: string, no: number) =>
  `/studies/${segment(slug)}/deliverables/${no}/release`
/** Where somebody outside reads a draft, by a mailed link. */
export const review = (token: string, query: { done?: string } = {}) =>
  withQuery(`/drafts/${segment(token)}`, query)
export const reviewFile = (token: string) => `/drafts/${segment(token)}/file`
