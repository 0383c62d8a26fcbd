import { type Query, segment, withQuery } from './address.ts'

export const awardHistory = (number: string, query: Query = {}) =>
  withQuery(`/awards/${segment(number)}/history`, query)
export const awardAssignment = (number: string) => `/awards/${segment(number)}/assignment`
export const awardSchedule = (number: string, query: { done?: string } = {}) =>
  withQuery(`/awards/${segment(number)}/schedule`, query)
export const awardModel = (number: string) => `/awards/${segment(number)}/model`
export const awardFinancials = (number: string) => `/awards/${segment(number)}/financial-reports`
export const awardHold = (number: string) => `/awards/${segment(number)}/hold`
export const awardStatus = (number: string, query: { done?: string } = {}) =>
  withQuery(`/awards/${segment(number)}/status`, query)
export const awardMove = (number: string, move: string) =>
  `/awards/${segment(number)}/status/${segment(move)}`
export const fidelity = (number: string, query: { quarter?: string; done?: string } = {}) =>
  withQuery(`/awards/${segment(number)}/fidelity`, query)
export const awardPartners = (number: string, query: { name?: string; done?: string } = {}) =>
  withQuery(`/awards/${segment(number)}/partners`, query)
export const awardPartner = (number: string, id: number, query: { done?: string } = {}) =>
  withQuery(`/awards/${segment(number)}/partners/${id}`, query)
export const awardOutcomes = (number: string, query: { done?: string } = {}) =>
  withQuery(`/awards/${segment(number)}/outcomes`, query)
export const awardOutcome = (number: string, no: number) =>
  `/awards/${segment(number)}/outcomes/${no}`
export const awardReach = (number: string, query: { done?: string } = {}) =>
  withQuery(`/awards/${segment(number)}/reach`, query)
export const risk = (number: string, query: { done?: string } = {}) =>
  withQuery(`/awards/${segment(number)}/risk`, query)
export const riskRating = (number: string) => `/awards/${segment(number)}/risk/rating`
export const oversight = (number: string) => `/awards/${segment(number)}/oversight`
export const newVisit = (number: string) => `/awards/${segment(number)}/visits/new`
export const visit = (number: string, no: number, query: { done?: string } = {}) =>
  withQuery(`/awards/${segment(number)}/visits/${no}`, query)
export const visitLetter = (number: string, no: number) =>
  `/awards/${segment(number)}/visits/${no}/letter`
export const findingFile = (number: string, no: number, finding: number) =>
  `/awards/${segment(number)}/visits/${no}/findings/${finding}/file`
export const visitFile = (number: string, finding: number, sha256: string) =>
  `/awards/${segment(number)}/findings/${finding}/file/${segment(sha256)}`
export const visitFileWithdrawal = (number: string, finding: number, sha256: string) =>
  `${visitFile(number, finding, sha256)}/withdrawal`
export const correctionFile = (number: string, no: number) =>
  `/awards/${segment(number)}/corrections/${no}/file`
export const correction = (number: string, no: number, query: { done?: string } = {}) =>
  withQuery(`/awards/${segment(number)}/corrections/${no}`, query)
export const assistance = (number: string) => `/awards/${segment(number)}/assistance`
export const oneAssistance = (number: string, no: number, query: { done?: string } = {}) =>
  withQuery(`/awards/${segment(number)}/assistance/${no}`, query)
export const assistanceWithdrawal = (number: string, no: number) =>
  `/awards/${segment(number)}/assistance/${no}/withdrawal`
export const closeout = (number: string, query: { done?: string } = {}) =>
  withQuery(`/awards/${segment(number)}/closeout`, query)
export const closeoutItem = (number: string, item: string) =>
  `/awards/${segment(number)}/closeout/${segment(item)}`
export const modifications = (number: string) => `/awards/${segment(number)}/modifications`
export const newModification = (number: string, kind?: string) =>
  withQuery(`/awards/${segment(number)}/modifications/new`, { kind })
export const modification = (number: string, no: number, query: { done?: string } = {}) =>
  withQuery(`/awards/${segment(number)}/modifications/${no}`, query)
export const modificationEdit = (number: string, no: number) =>
  `/awards/${segment(number)}/modifications/${no}/edit`
export const modificationRequest = (number: string, no: number) =>
  `/awards/${segment(number)}/modifications/${no}/request`
export const modificationRecommendation = (number: string, no: number) =>
  `/awards/${segment(number)}/modifications/${no}/recommendation`
export const modificationComment = (number: string, no: number) =>
  `/awards/${segment(number)}/modifications/${no}/comment`
export const modificationDecision = (number: string, no: number) =>
  `/awards/${segment(number)}/modifications/${no}/decision`
export const modificationWithdrawal = (number: string, no: number) =>
  `/awards/${segment(number)}/modifications/${no}/withdrawal`
export const awardBundle = (number: string) => `/awards/${segment(number)}/bundle`
export const awardBundleZip = (number: string) => `/awards/${segment(number)}/bundle.zip`
