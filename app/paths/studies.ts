import { type Query, segment, withQuery } from './address.ts'

export const studies = (query: Query = {}) => withQuery('/studies', query)
export const newStudy = () => '/studies/new'
export const study = (slug: string, query: { done?: string } = {}) =>
  withQuery(`/studies/${segment(slug)}`, query)
export const studyLead = (slug: string) => `/studies/${segment(slug)}/lead`
export const studyRecord = (slug: string, query: { done?: string; version?: number } = {}) =>
  withQuery(`/studies/${segment(slug)}/record`, query)
export const studyRecordEdit = (slug: string) => `/studies/${segment(slug)}/record/edit`
export const studyAgreements = (slug: string, query: { done?: string } = {}) =>
  withQuery(`/studies/${segment(slug)}/agreements`, query)
export const newAgreement = (slug: string, query: { renews?: number; kind?: string } = {}) =>
  withQuery(`/studies/${segment(slug)}/agreements/new`, query)
export const agreementEnd = (slug: string, id: number) =>
  `/studies/${segment(slug)}/agreements/${id}/end`
export const agreementFile = (slug: string, id: number) =>
  `/studies/${segment(slug)}/agreements/${id}/file`
export const agreementDocument = (slug: string, id: number, sha256: string) =>
  `/studies/${segment(slug)}/agreements/${id}/file/${segment(sha256)}`
export const studyAlerts = (slug: string, query: { done?: string } = {}) =>
  withQuery(`/studies/${segment(slug)}/alerts`, query)
export const studyAlert = (slug: string, no: number) => `/studies/${segment(slug)}/alerts/${no}`
export const studyBalance = (slug: string, query: { done?: string } = {}) =>
  withQuery(`/studies/${segment(slug)}/balance`, query)
export const balanceEdit = (slug: string, query: { sample?: string } = {}) =>
  withQuery(`/studies/${segment(slug)}/balance/edit`, query)
export const studyAttrition = (slug: string, query: { done?: string } = {}) =>
  withQuery(`/studies/${segment(slug)}/attrition`, query)
export const attritionCount = (slug: string, query: { outcome?: string } = {}) =>
  withQuery(`/studies/${segment(slug)}/attrition/count`, query)
export const studyLock = (slug: string, query: { done?: string } = {}) =>
  withQuery(`/studies/${segment(slug)}/lock`, query)
export const studyFindings = (slug: string) => `/studies/${segment(slug)}/findings`
export const newStudyFinding = (slug: string) => `/studies/${segment(slug)}/findings/new`
export const studyFinding = (slug: string, no: number, query: { done?: string } = {}) =>
  withQuery(`/studies/${segment(slug)}/findings/${no}`, query)
export const studyFindingEdit = (slug: string, no: number) =>
  `/studies/${segment(slug)}/findings/${no}/edit`
export const studyFindingDecision = (slug: string, no: number) =>
  `/studies/${segment(slug)}/findings/${no}/decision`
export const studyFindingResponse = (slug: string, no: number) =>
  `/studies/${segment(slug)}/findings/${no}/response`
export const pipeline = () => '/studies/pipeline'
export const board = (query: Query = {}) => withQuery('/studies/board', query)
export const boardComparison = (query: Query = {}) => withQuery('/studies/board/comparison', query)
export const candidate = (slug: string, number: string, query: { done?: string } = {}) =>
  withQuery(`/studies/${segment(slug)}/candidates/${segment(number)}`, query)
export const candidateScores = (slug: string, number: string) =>
  `/studies/${segment(slug)}/candidates/${segment(number)}/scores`
export const candidateComment = (slug: string, number: string) =>
  `/studies/${segment(slug)}/candidates/${segment(number)}/comment`
export const newSite = (slug: string, query: { number?: string } = {}) =>
  withQuery(`/studies/${segment(slug)}/sites/new`, query)
export const siteInvitation = (slug: string, id: number, query: { done?: string } = {}) =>
  withQuery(`/studies/${segment(slug)}/sites/invitations/${id}`, query)
export const siteInvitationWithdrawal = (slug: string, id: number) =>
  `/studies/${segment(slug)}/sites/invitations/${id}/withdrawal`
export const studyEnrolment = (slug: string, query: { done?: string } = {}) =>
  withQuery(`/studies/${segment(slug)}/enrolment`, query)
export const enrolmentOpening = (slug: string) => `/studies/${segment(slug)}/enrolment/opening`
export const enrolmentCounts = (slug: string, query: Query = {}) =>
  withQuery(`/studies/${segment(slug)}/enrolment/counts`, query)
export const countFile = (slug: string) => `/studies/${segment(slug)}/enrolment/counts/file`
export const countTemplate = (slug: string) =>
  `/studies/${segment(slug)}/enrolment/counts/template.csv`
export const studyReconciliation = (
  slug: string,
  query: { done?: string } = {},
  site: string | null = null,
) =>
  withQuery(`/studies/${segment(slug)}/reconciliation`, query) +
  (site === null ? '' : `#${segment(site)}`)
export const countTolerance = (slug: string) => `/studies/${segment(slug)}/reconciliation/tolerance`
export const countDifference = (slug: string, id: number, query: { done?: string } = {}) =>
  withQuery(`/studies/${segment(slug)}/reconciliation/${id}`, query)
export const assignmentChecks = (slug: string, query: { done?: string } = {}) =>
  withQuery(`/studies/${segment(slug)}/enrolment/checks`, query)
export const studyArms = (slug: string) => `/studies/${segment(slug)}/enrolment/arms`
export const studyPower = (slug: string, query: Query = {}) =>
  withQuery(`/studies/${segment(slug)}/power`, query)
export const powerMemo = (slug: string, query: Query = {}) =>
  withQuery(`/studies/${segment(slug)}/power/memo`, query)
export const studyRegistration = (slug: string) => `/studies/${segment(slug)}/record/registration`
export const studyHistory = (slug: string, query: Query = {}) =>
  withQuery(`/studies/${segment(slug)}/history`, query)
export const milestone = (slug: string, code: string, query: { done?: string } = {}) =>
  withQuery(`/studies/${segment(slug)}/milestones/${segment(code)}`, query)
export const milestoneStart = (slug: string, code: string) =>
  `/studies/${segment(slug)}/milestones/${segment(code)}/start`
export const milestoneForecast = (slug: string, code: string) =>
  `/studies/${segment(slug)}/milestones/${segment(code)}/forecast`
export const milestoneEvidence = (slug: string, code: string) =>
  `/studies/${segment(slug)}/milestones/${segment(code)}/evidence`
export const milestoneDecision = (slug: string, code: string) =>
  `/studies/${segment(slug)}/milestones/${segment(code)}/decision`
export const milestoneExemption = (slug: string, code: string) =>
  `/studies/${segment(slug)}/milestones/${segment(code)}/exemption`
export const gate = (slug: string, stage: string, side: string, query: { done?: string } = {}) =>
  withQuery(`/studies/${segment(slug)}/gates/${segment(stage)}/${segment(side)}`, query)
export const gateRequest = (slug: string, stage: string, side: string) =>
  `/studies/${segment(slug)}/gates/${segment(stage)}/${segment(side)}/request`
export const gateProposal = (slug: string, stage: string, side: string) =>
  `/studies/${segment(slug)}/gates/${segment(stage)}/${segment(side)}/proposal`
export const gateDecision = (slug: string, stage: string, side: string) =>
  `/studies/${segment(slug)}/gates/${segment(stage)}/${segment(side)}/decision`
