import { type Query, segment, withQuery } from './address.ts'

export const evidence = () => '/evidence'
export const models = () => '/evidence/models'
export const model = (code: string) => `/evidence/models/${segment(code)}`
export const replication = (code: string, query: Query = {}) =>
  withQuery(`/evidence/models/${segment(code)}/replication`, query)
export const replicationCsv = (code: string, query: Query = {}) =>
  withQuery(`/evidence/models/${segment(code)}/replication.csv`, query)
export const support = (code: string) => `/evidence/models/${segment(code)}/support`
export const findings = (query: Query = {}) => withQuery('/evidence/findings', query)
export const findingsCsv = (query: Query = {}) => withQuery('/evidence/findings.csv', query)
export const finding = (code: string, query: Query = {}) =>
  withQuery(`/evidence/findings/${segment(code)}`, query)
export const claims = (query: Query = {}) => withQuery('/evidence/claims', query)
export const claim = (code: string) => `/evidence/claims/${segment(code)}`
export const evidenceMoney = (query: Query = {}) => withQuery('/evidence/money', query)
export const evidenceMoneyCsv = (query: Query = {}) => withQuery('/evidence/money.csv', query)
export const outcomes = (query: Query = {}) => withQuery('/evidence/outcomes', query)
export const ladders = () => '/evidence/ladders'
export const synthesis = (query: Query = {}) => withQuery('/evidence/synthesis', query)
export const publicValue = (query: Query = {}) => withQuery('/evidence/value', query)
export const evidenceStudies = (query: Query = {}) => withQuery('/evidence/studies', query)
export const evidenceStudy = (key: string) => `/evidence/studies/${segment(key)}`
export const evidenceStudyCsv = (key: string) => `/evidence/studies/${segment(key)}/measured.csv`
export const prices = () => '/evidence/prices'
export const pricesCsv = () => '/evidence/prices.csv'
export const questions = () => '/evidence/questions'
export const questionPriority = (code: string, query: Query = {}) =>
  withQuery(`/evidence/questions/${segment(code)}/priority`, query)
export const questionStudies = (code: string, query: Query = {}) =>
  withQuery(`/evidence/questions/${segment(code)}/studies`, query)
export const framework = (query: Query = {}) => withQuery('/evidence/framework', query)
export const frameworkCsv = (query: Query = {}) => withQuery('/evidence/framework.csv', query)
export const solicitation = (query: Query = {}) => withQuery('/evidence/solicitation', query)
export const solicitationCsv = (query: Query = {}) => withQuery('/evidence/solicitation.csv', query)
export const ratings = () => '/evidence/ratings'
export const countyHealth = (query: Query = {}) =>
  withQuery('/evidence/ratings/county-health', query)
export const countyHealthRating = () => '/evidence/ratings/county-health/rating'
export const synthesisCsv = (query: Query = {}) => withQuery('/evidence/synthesis.csv', query)
