import { type Query, segment, withQuery } from './address.ts'

export const streams = () => '/streams'
export const stream = (code: string) => `/streams/${segment(code)}`
export const streamTrend = (code: string, query: Query = {}) =>
  withQuery(`/streams/${segment(code)}`, query)
export const streamTrendCsv = (code: string, query: Query = {}) =>
  withQuery(`/streams/${segment(code)}/trend.csv`, query)
export const sectors = () => '/sectors'
export const sector = (code: string) => `/sectors/${segment(code)}`
export const sectorTrend = (code: string, query: Query = {}) =>
  withQuery(`/sectors/${segment(code)}`, query)
export const sectorTrendCsv = (code: string, query: Query = {}) =>
  withQuery(`/sectors/${segment(code)}/trend.csv`, query)
export const coverage = (query: Query = {}) => withQuery('/coverage', query)
export const coverageCsv = (query: Query = {}) => withQuery('/coverage.csv', query)
export const partners = (query: Query = {}) => withQuery('/partners', query)
export const partner = (id: number) => `/partners/${id}`
export const overlaps = (query: Query = {}) => withQuery('/overlaps', query)
export const overlap = (id: number, query: { done?: string } = {}) =>
  withQuery(`/overlaps/${id}`, query)
export const grantees = (query: Query = {}) => withQuery('/grantees', query)
export const grantee = (slug: string) => `/grantees/${segment(slug)}`
export const granteeBurden = (slug: string) => `/grantees/${segment(slug)}/burden`
export const indicators = (query: Query = {}) => withQuery('/indicators', query)
export const indicator = (code: string) => `/indicators/${segment(code)}`
