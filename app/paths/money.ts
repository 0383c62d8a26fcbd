import { type Query, withQuery } from './address.ts'

export const money = (query: Query = {}) => withQuery('/money', query)
export const moneyCsv = (query: Query = {}) => withQuery('/money.csv', query)
export const appropriations = (query: { done?: number } = {}) =>
  withQuery('/money/appropriations', query)
export const newAppropriation = () => '/money/appropriations/new'
export const appropriationCorrection = (id: number) => `/money/appropriations/${id}/correction`
export const briefing = (query: Query = {}) => withQuery('/briefing', query)
export const decisions = (query: Query = {}) => withQuery('/decisions', query)
export const newDecision = (query: { subject?: string; supersedes?: number } = {}) =>
  withQuery('/decisions/new', query)
export const decision = (no: number, query: { done?: string } = {}) =>
  withQuery(`/decisions/${no}`, query)
export const decisionPart = (
  no: number,
  part: 'edit' | 'publication' | 'sharing' | 'comment' | 'sealed.json',
) => `/decisions/${no}/${part}`
