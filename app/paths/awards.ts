import { type Query, segment, withQuery } from './address.ts'

export const awards = (query: Query = {}) => withQuery('/awards', query)
export const awardViews = (query: { list?: string; done?: string } = {}) =>
  withQuery('/awards/views', query)
export const awardViewMail = (id: number) => `/awards/views/${id}/mail`
export const awardViewRemoval = (id: number) => `/awards/views/${id}/removal`
export const caseloads = (query: Query = {}) => withQuery('/awards/caseloads', query)
export const caseload = (desk: number | 'nobody', query: Query = {}) =>
  withQuery(`/awards/caseloads/${desk}`, query)
export const handOver = (desk: number | 'nobody', query: Query = {}) =>
  withQuery(`/awards/caseloads/${desk}/hand-over`, query)
export const handOverPack = (desk: number | 'nobody', query: Query = {}) =>
  withQuery(`/awards/caseloads/${desk}/pack`, query)
export const awardsCsv = (query: Query = {}) => withQuery('/awards.csv', query)
export const awardsGrouped = (query: Query = {}) => withQuery('/awards/grouped', query)
export const awardsBulk = (query: Query = {}) => withQuery('/awards/bulk', query)
export const handOverWords = (query: Query = {}) => withQuery('/awards/caseloads/words', query)
export const awardsCompared = (query: Query = {}) => withQuery('/awards/compare', query)
export const awardsComparedCsv = (query: Query = {}) => withQuery('/awards/compare.csv', query)
export const awardsXlsx = (query: Query = {}) => withQuery('/awards.xlsx', query)
export const awardsPrint = (query: Query = {}) => withQuery('/awards/print', query)
export const awardImports = () => '/awards/import'
export const awardTemplate = (kind: 'csv' | 'xlsx') => `/awards/import/template/awards.${kind}`
export const awardImport = (id: number) => `/awards/import/${id}`
export const awardImportRows = (id: number) => `/awards/import/${id}/rows.csv`
export const award = (number: string, query: Query = {}) =>
  withQuery(`/awards/${segment(number)}`, query)
