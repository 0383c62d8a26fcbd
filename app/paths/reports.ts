import { type Query, segment, withQuery } from './address.ts'

export const reports = (query: Query = {}) => withQuery('/reports', query)
export const report = (number: string, query: { done?: string } = {}) =>
  withQuery(`/reports/${segment(number)}`, query)
export const reportSection = (
  number: string,
  order: number,
  query: { saved?: number | undefined } = {},
) => withQuery(`/reports/${segment(number)}/sections/${order}`, query)
export const reportAutosave = (number: string, order: number) =>
  `/reports/${segment(number)}/sections/${order}/autosave`
export const reportClocks = (query: Query = {}) => withQuery('/reports/clocks', query)
export const reportClocksCsv = (query: Query = {}) => withQuery('/reports/clocks.csv', query)
export const reportKnown = (number: string, order: number) =>
  `/reports/${segment(number)}/sections/${order}/known`
export const reportsBulk = (query: Query = {}) => withQuery('/reports/bulk', query)
export const reportUpload = (number: string) => `/reports/${segment(number)}/upload`
export const reportTemplateCsv = (number: string) =>
  `/reports/${segment(number)}/upload/template.csv`
export const reportTemplateXlsx = (number: string) =>
  `/reports/${segment(number)}/upload/template.xlsx`
export const reportUploadPreview = (number: string, id: number) =>
  `/reports/${segment(number)}/upload/${id}`
export const reportUploadErrors = (number: string, id: number) =>
  `/reports/${segment(number)}/upload/${id}/errors.csv`
export const reportFiles = (number: string, item: string) =>
  `/reports/${segment(number)}/files/${segment(item)}`
export const reportFile = (number: string, item: string, sha256: string) =>
  `/reports/${segment(number)}/files/${segment(item)}/${sha256}`
export const reportFileRemoval = (number: string, item: string, sha256: string) =>
  `/reports/${segment(number)}/files/${segment(item)}/${sha256}/removal`
export const reportCheck = (number: string) => `/reports/${segment(number)}/check`
export const reportDraftPdf = (number: string) => `/reports/${segment(number)}/draft.pdf`
export const reportHandover = (number: string) => `/reports/${segment(number)}/handover`
export const reportCertification = (number: string) => `/reports/${segment(number)}/certification`
export const reportDecline = (number: string) => `/reports/${segment(number)}/decline`
export const reportNothing = (number: string) => `/reports/${segment(number)}/nothing-to-report`
export const reportWithdrawal = (number: string) => `/reports/${segment(number)}/withdrawal`
export const reportReceipt = (number: string, version: number) =>
  `/reports/${segment(number)}/versions/${version}/receipt`
export const reportVersion = (number: string, version: number) =>
  `/reports/${segment(number)}/versions/${version}`
export const reportSealed = (number: string, version: number) =>
  `/reports/${segment(number)}/versions/${version}/sealed.json`
export const reportPdf = (number: string, version: number) =>
  `/reports/${segment(number)}/versions/${version}/report.pdf`
export const reportCompare = (number: string, from?: number, to?: number) =>
  withQuery(`/reports/${segment(number)}/compare`, { from, to })
export const reportThread = (number: string, item: string, query: Query = {}) =>
  withQuery(`/reports/${segment(number)}/threads/${segment(item)}`, query)
export const reportValue = (number: string, item: string) =>
  `/reports/${segment(number)}/values/${segment(item)}`
export const reportSecondLook = (number: string) => `/reports/${segment(number)}/second-look`
export const reportOpinion = (number: string) => `/reports/${segment(number)}/opinion`
export const reportChecklist = (number: string) => `/reports/${segment(number)}/checklist`
export const reportReview = (number: string) => `/reports/${segment(number)}/review`
export const reportReturn = (number: string) => `/reports/${segment(number)}/return`
export const reportAcceptance = (number: string) => `/reports/${segment(number)}/acceptance`
export const reportReopening = (number: string) => `/reports/${segment(number)}/reopening`
export const reportPetition = (number: string, kind: string, query: { done?: string } = {}) =>
  withQuery(`/reports/${segment(number)}/${kind}`, query)
export const reportRecommendation = (number: string, kind: string) =>
  `/reports/${segment(number)}/${kind}/recommendation`
export const reportDecision = (number: string, kind: string) =>
  `/reports/${segment(number)}/${kind}/decision`
export const reportPetitionWithdrawal = (number: string, kind: string) =>
  `/reports/${segment(number)}/${kind}/withdrawal`
export const reportLapse = (number: string) => `/reports/${segment(number)}/lapse`
export const reportHistory = (number: string, query: Query = {}) =>
  withQuery(`/reports/${segment(number)}/history`, query)
