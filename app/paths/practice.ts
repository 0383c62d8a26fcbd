import { type Query, segment, withQuery } from './address.ts'

/** The notes that anybody reads. */
export const practiceLibrary = (query: Query = {}) => withQuery('/evidence/practice', query)
export const practiceNotes = (query: Query = {}) => withQuery('/practice', query)
export const newPracticeNote = (
  query: { report?: string; finding?: string; study?: number } = {},
) => withQuery('/practice/new', query)
export const practiceNote = (id: number, query: { done?: string } = {}) =>
  withQuery(`/practice/${id}`, query)
export const practiceEdit = (id: number) => `/practice/${id}/edit`
export const practiceDecision = (id: number) => `/practice/${id}/decision`
export const practiceSending = (id: number) => `/practice/${id}/sending`
/** The notes that were sent to an award. */
export const awardPractice = (number: string, query: { done?: string } = {}) =>
  withQuery(`/awards/${segment(number)}/practice`, query)
export const awardPracticeNote = (number: string, id: number) =>
  `/awards/${segment(number)}/practice/${id}`
