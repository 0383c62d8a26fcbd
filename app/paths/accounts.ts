import { type Query, segment, withQuery } from './address.ts'

export const forgotPassword = () => '/forgot-password'
export const resetPassword = (token: string) => `/reset-password/${segment(token)}`
export const invitation = (token: string) => `/invitations/${segment(token)}`
export const welcome = () => '/welcome'
export const account = (query: { notice?: string } = {}) => withQuery('/account', query)
export const accountNotices = () => '/account/notices'
export const accountCalendar = () => '/account/calendar'
export const accountAway = (query: { done?: string; end?: number } = {}) =>
  withQuery('/account/away', query)
export const calendar = (token: string) => `/calendar/${segment(token)}.ics`
export const people = (query: Query = {}) => withQuery('/people', query)
export const newInvitation = (query: { organization?: number } = {}) =>
  withQuery('/people/invitations/new', query)
export const invitationWithdrawal = (id: number) => `/people/invitations/${id}/withdrawal`
export const membership = (id: number, query: { notice?: string } = {}) =>
  withQuery(`/people/${id}`, query)
export const membershipRole = (id: number) => `/people/${id}/role`
export const membershipSupervisor = (id: number) => `/people/${id}/supervisor`
export const membershipEnd = (id: number) => `/people/${id}/end`
export const membershipAway = (id: number, query: { done?: string; end?: number } = {}) =>
  withQuery(`/people/${id}/away`, query)
export const personAccount = (id: number) => `/people/${id}/account`
export const accountHistory = (query: Query = {}) => withQuery('/people/history', query)
