/** Every address as a function; `routes.ts` is the same list as a table of contents. */
export const paths = {
  home: () => '/',
  signIn: (query: { to?: string; notice?: string } = {}) => withQuery('/sign-in', query),
  signOut: () => '/sign-out',
  forgotPassword: () => '/forgot-password',
  resetPassword: (token: string) => `/reset-password/${segment(token)}`,
  invitation: (token: string) => `/invitations/${segment(token)}`,
  welcome: () => '/welcome',
  account: (query: { notice?: string } = {}) => withQuery('/account', query),
  accountNotices: () => '/account/notices',
  accountCalendar: () => '/account/calendar',
  accountAway: (query: { done?: string; end?: number } = {}) => withQuery('/account/away', query),
  calendar: (token: string) => `/calendar/${segment(token)}.ics`,
  organization: (query: { to?: string } = {}) => withQuery('/organization', query),
  today: () => '/today',
  search: (query: Query = {}) => withQuery('/search', query),
  inbox: (query: Query = {}) => withQuery('/inbox', query),
  notice: (id: number) => `/inbox/${id}`,

  awards: (query: Query = {}) => withQuery('/awards', query),
  awardViews: (query: { list?: string; done?: string } = {}) => withQuery('/awards/views', query),
  awardViewRemoval: (id: number) => `/awards/views/${id}/removal`,
  caseloads: (query: Query = {}) => withQuery('/awards/caseloads', query),
  caseload: (desk: number | 'nobody', query: Query = {}) =>
    withQuery(`/awards/caseloads/${desk}`, query),
  handOver: (desk: number | 'nobody', query: Query = {}) =>
    withQuery(`/awards/caseloads/${desk}/hand-over`, query),
  handOverPack: (desk: number | 'nobody', query: Query = {}) =>
    withQuery(`/awards/caseloads/${desk}/pack`, query),
  awardsCsv: (query: Query = {}) => withQuery('/awards.csv', query),
  awardsGrouped: (query: Query = {}) => withQuery('/awards/grouped', query),
  awardsBulk: (query: Query = {}) => withQuery('/awards/bulk', query),
  handOverWords: (query: Query = {}) => withQuery('/awards/caseloads/words', query),
  awardsCompared: (query: Query = {}) => withQuery('/awards/compare', query),
  awardsComparedCsv: (query: Query = {}) => withQuery('/awards/compare.csv', query),
  awardsXlsx: (query: Query = {}) => withQuery('/awards.xlsx', query),
  awardsPrint: (query: Query = {}) => withQuery('/awards/print', query),
  awardImports: () => '/awards/import',
  awardTemplate: (kind: 'csv' | 'xlsx') => `/awards/import/template/awards.${kind}`,
  awardImport: (id: number) => `/awards/import/${id}`,
  awardImportRows: (id: number) => `/awards/import/${id}/rows.csv`,
  award: (number: string, query: Query = {}) => withQuery(`/awards/${segment(number)}`, query),
  awardHistory: (number: string, query: Query = {}) =>
    withQuery(`/awards/${segment(number)}/history`, query),
  awardAssignment: (number: string) => `/awards/${segment(number)}/assignment`,
  awardSchedule: (number: string, query: { done?: string } = {}) =>
    withQuery(`/awards/${segment(number)}/schedule`, query),
  awardModel: (number: string) => `/awards/${segment(number)}/model`,
  awardFinancials: (number: string) => `/awards/${segment(number)}/financial-reports`,
  awardHold: (number: string) => `/awards/${segment(number)}/hold`,
  awardStatus: (number: string, query: { done?: string } = {}) =>
    withQuery(`/awards/${segment(number)}/status`, query),
  awardMove: (number: string, move: string) => `/awards/${segment(number)}/status/${segment(move)}`,
  fidelity: (number: string, query: { quarter?: string; done?: string } = {}) =>
    withQuery(`/awards/${segment(number)}/fidelity`, query),
  awardPartners: (number: string, query: { name?: string; done?: string } = {}) =>
    withQuery(`/awards/${segment(number)}/partners`, query),
  awardPartner: (number: string, id: number, query: { done?: string } = {}) =>
    withQuery(`/awards/${segment(number)}/partners/${id}`, query),
  awardReach: (number: string, query: { done?: string } = {}) =>
    withQuery(`/awards/${segment(number)}/reach`, query),
  risk: (number: string, query: { done?: string } = {}) =>
    withQuery(`/awards/${segment(number)}/risk`, query),
  riskRating: (number: string) => `/awards/${segment(number)}/risk/rating`,
  oversight: (number: string) => `/awards/${segment(number)}/oversight`,
  newVisit: (number: string) => `/awards/${segment(number)}/visits/new`,
  visit: (number: string, no: number, query: { done?: string } = {}) =>
    withQuery(`/awards/${segment(number)}/visits/${no}`, query),
  visitLetter: (number: string, no: number) => `/awards/${segment(number)}/visits/${no}/letter`,
  correction: (number: string, no: number, query: { done?: string } = {}) =>
    withQuery(`/awards/${segment(number)}/corrections/${no}`, query),
  assistance: (number: string) => `/awards/${segment(number)}/assistance`,
  oneAssistance: (number: string, no: number, query: { done?: string } = {}) =>
    withQuery(`/awards/${segment(number)}/assistance/${no}`, query),
  assistanceWithdrawal: (number: string, no: number) =>
    `/awards/${segment(number)}/assistance/${no}/withdrawal`,
  closeout: (number: string, query: { done?: string } = {}) =>
    withQuery(`/awards/${segment(number)}/closeout`, query),
  closeoutItem: (number: string, item: string) =>
    `/awards/${segment(number)}/closeout/${segment(item)}`,
  modifications: (number: string) => `/awards/${segment(number)}/modifications`,
  newModification: (number: string, kind?: string) =>
    withQuery(`/awards/${segment(number)}/modifications/new`, { kind }),
  modification: (number: string, no: number, query: { done?: string } = {}) =>
    withQuery(`/awards/${segment(number)}/modifications/${no}`, query),
  modificationEdit: (number: string, no: number) =>
    `/awards/${segment(number)}/modifications/${no}/edit`,
  modificationRequest: (number: string, no: number) =>
    `/awards/${segment(number)}/modifications/${no}/request`,
  modificationRecommendation: (number: string, no: number) =>
    `/awards/${segment(number)}/modifications/${no}/recommendation`,
  modificationComment: (number: string, no: number) =>
    `/awards/${segment(number)}/modifications/${no}/comment`,
  modificationDecision: (number: string, no: number) =>
    `/awards/${segment(number)}/modifications/${no}/decision`,
  modificationWithdrawal: (number: string, no: number) =>
    `/awards/${segment(number)}/modifications/${no}/withdrawal`,
  awardBundle: (number: string) => `/awards/${segment(number)}/bundle`,
  awardBundleZip: (number: string) => `/awards/${segment(number)}/bundle.zip`,
  streams: () => '/streams',
  stream: (code: string) => `/streams/${segment(code)}`,
  sectors: () => '/sectors',
  sector: (code: string) => `/sectors/${segment(code)}`,
  coverage: (query: Query = {}) => withQuery('/coverage', query),
  coverageCsv: (query: Query = {}) => withQuery('/coverage.csv', query),
  partners: (query: Query = {}) => withQuery('/partners', query),
  partner: (id: number) => `/partners/${id}`,
  overlaps: (query: Query = {}) => withQuery('/overlaps', query),
  overlap: (id: number, query: { done?: string } = {}) => withQuery(`/overlaps/${id}`, query),
  grantees: (query: Query = {}) => withQuery('/grantees', query),
  grantee: (slug: string) => `/grantees/${segment(slug)}`,
  granteeBurden: (slug: string) => `/grantees/${segment(slug)}/burden`,
  indicators: (query: Query = {}) => withQuery('/indicators', query),
  indicator: (code: string) => `/indicators/${segment(code)}`,

  evidence: () => '/evidence',
  models: () => '/evidence/models',
  model: (code: string) => `/evidence/models/${segment(code)}`,
  replication: (code: string, query: Query = {}) =>
    withQuery(`/evidence/models/${segment(code)}/replication`, query),
  replicationCsv: (code: string, query: Query = {}) =>
    withQuery(`/evidence/models/${segment(code)}/replication.csv`, query),
  findings: (query: Query = {}) => withQuery('/evidence/findings', query),
  findingsCsv: (query: Query = {}) => withQuery('/evidence/findings.csv', query),
  finding: (code: string) => `/evidence/findings/${segment(code)}`,
  claims: (query: Query = {}) => withQuery('/evidence/claims', query),
  claim: (code: string) => `/evidence/claims/${segment(code)}`,
  evidenceMoney: (query: Query = {}) => withQuery('/evidence/money', query),
  evidenceMoneyCsv: (query: Query = {}) => withQuery('/evidence/money.csv', query),
  ladders: () => '/evidence/ladders',
  synthesis: (query: Query = {}) => withQuery('/evidence/synthesis', query),
  publicValue: (query: Query = {}) => withQuery('/evidence/value', query),
  questions: () => '/evidence/questions',
  ratings: () => '/evidence/ratings',
  synthesisCsv: (query: Query = {}) => withQuery('/evidence/synthesis.csv', query),

  reports: (query: Query = {}) => withQuery('/reports', query),
  report: (number: string, query: { done?: string } = {}) =>
    withQuery(`/reports/${segment(number)}`, query),
  reportSection: (number: string, order: number, query: { saved?: number | undefined } = {}) =>
    withQuery(`/reports/${segment(number)}/sections/${order}`, query),
  reportAutosave: (number: string, order: number) =>
    `/reports/${segment(number)}/sections/${order}/autosave`,
  reportClocks: (query: Query = {}) => withQuery('/reports/clocks', query),
  reportClocksCsv: (query: Query = {}) => withQuery('/reports/clocks.csv', query),
  reportKnown: (number: string, order: number) =>
    `/reports/${segment(number)}/sections/${order}/known`,
  reportsBulk: (query: Query = {}) => withQuery('/reports/bulk', query),
  reportUpload: (number: string) => `/reports/${segment(number)}/upload`,
  reportTemplateCsv: (number: string) => `/reports/${segment(number)}/upload/template.csv`,
  reportTemplateXlsx: (number: string) => `/reports/${segment(number)}/upload/template.xlsx`,
  reportUploadPreview: (number: string, id: number) => `/reports/${segment(number)}/upload/${id}`,
  reportUploadErrors: (number: string, id: number) =>
    `/reports/${segment(number)}/upload/${id}/errors.csv`,
  reportFiles: (number: string, item: string) =>
    `/reports/${segment(number)}/files/${segment(item)}`,
  reportFile: (number: string, item: string, sha256: string) =>
    `/reports/${segment(number)}/files/${segment(item)}/${sha256}`,
  reportFileRemoval: (number: string, item: string, sha256: string) =>
    `/reports/${segment(number)}/files/${segment(item)}/${sha256}/removal`,
  reportCheck: (number: string) => `/reports/${segment(number)}/check`,
  reportDraftPdf: (number: string) => `/reports/${segment(number)}/draft.pdf`,
  reportHandover: (number: string) => `/reports/${segment(number)}/handover`,
  reportCertification: (number: string) => `/reports/${segment(number)}/certification`,
  reportDecline: (number: string) => `/reports/${segment(number)}/decline`,
  reportNothing: (number: string) => `/reports/${segment(number)}/nothing-to-report`,
  reportWithdrawal: (number: string) => `/reports/${segment(number)}/withdrawal`,
  reportReceipt: (number: string, version: number) =>
    `/reports/${segment(number)}/versions/${version}/receipt`,
  reportVersion: (number: string, version: number) =>
    `/reports/${segment(number)}/versions/${version}`,
  reportSealed: (number: string, version: number) =>
    `/reports/${segment(number)}/versions/${version}/sealed.json`,
  reportPdf: (number: string, version: number) =>
    `/reports/${segment(number)}/versions/${version}/report.pdf`,
  reportCompare: (number: string, from?: number, to?: number) =>
    withQuery(`/reports/${segment(number)}/compare`, { from, to }),
  reportThread: (number: string, item: string, query: Query = {}) =>
    withQuery(`/reports/${segment(number)}/threads/${segment(item)}`, query),
  reportValue: (number: string, item: string) =>
    `/reports/${segment(number)}/values/${segment(item)}`,
  reportSecondLook: (number: string) => `/reports/${segment(number)}/second-look`,
  reportOpinion: (number: string) => `/reports/${segment(number)}/opinion`,
  reportChecklist: (number: string) => `/reports/${segment(number)}/checklist`,
  reportReview: (number: string) => `/reports/${segment(number)}/review`,
  reportReturn: (number: string) => `/reports/${segment(number)}/return`,
  reportAcceptance: (number: string) => `/reports/${segment(number)}/acceptance`,
  reportReopening: (number: string) => `/reports/${segment(number)}/reopening`,
  reportPetition: (number: string, kind: string, query: { done?: string } = {}) =>
    withQuery(`/reports/${segment(number)}/${kind}`, query),
  reportRecommendation: (number: string, kind: string) =>
    `/reports/${segment(number)}/${kind}/recommendation`,
  reportDecision: (number: string, kind: string) => `/reports/${segment(number)}/${kind}/decision`,
  reportPetitionWithdrawal: (number: string, kind: string) =>
    `/reports/${segment(number)}/${kind}/withdrawal`,
  reportLapse: (number: string) => `/reports/${segment(number)}/lapse`,
  reportHistory: (number: string, query: Query = {}) =>
    withQuery(`/reports/${segment(number)}/history`, query),

  money: (query: Query = {}) => withQuery('/money', query),
  moneyCsv: (query: Query = {}) => withQuery('/money.csv', query),
  appropriations: (query: { done?: number } = {}) => withQuery('/money/appropriations', query),
  newAppropriation: () => '/money/appropriations/new',
  appropriationCorrection: (id: number) => `/money/appropriations/${id}/correction`,

  briefing: (query: Query = {}) => withQuery('/briefing', query),
  decisions: (query: Query = {}) => withQuery('/decisions', query),
  newDecision: (query: { subject?: string; supersedes?: number } = {}) =>
    withQuery('/decisions/new', query),
  decision: (no: number, query: { done?: string } = {}) => withQuery(`/decisions/${no}`, query),
  decisionPart: (
    no: number,
    part: 'edit' | 'publication' | 'sharing' | 'comment' | 'sealed.json',
  ) => `/decisions/${no}/${part}`,

  studies: (query: Query = {}) => withQuery('/studies', query),
  newStudy: () => '/studies/new',
  study: (slug: string, query: { done?: string } = {}) =>
    withQuery(`/studies/${segment(slug)}`, query),
  studyLead: (slug: string) => `/studies/${segment(slug)}/lead`,
  studyRecord: (slug: string, query: { done?: string; version?: number } = {}) =>
    withQuery(`/studies/${segment(slug)}/record`, query),
  studyRecordEdit: (slug: string) => `/studies/${segment(slug)}/record/edit`,
  studyAgreements: (slug: string, query: { done?: string } = {}) =>
    withQuery(`/studies/${segment(slug)}/agreements`, query),
  newAgreement: (slug: string, query: { renews?: number; kind?: string } = {}) =>
    withQuery(`/studies/${segment(slug)}/agreements/new`, query),
  agreementEnd: (slug: string, id: number) => `/studies/${segment(slug)}/agreements/${id}/end`,
  studyBalance: (slug: string, query: { done?: string } = {}) =>
    withQuery(`/studies/${segment(slug)}/balance`, query),
  balanceEdit: (slug: string, query: { sample?: string } = {}) =>
    withQuery(`/studies/${segment(slug)}/balance/edit`, query),
  studyAttrition: (slug: string, query: { done?: string } = {}) =>
    withQuery(`/studies/${segment(slug)}/attrition`, query),
  attritionCount: (slug: string, query: { outcome?: string } = {}) =>
    withQuery(`/studies/${segment(slug)}/attrition/count`, query),
  studyLock: (slug: string, query: { done?: string } = {}) =>
    withQuery(`/studies/${segment(slug)}/lock`, query),
  studyFindings: (slug: string) => `/studies/${segment(slug)}/findings`,
  newStudyFinding: (slug: string) => `/studies/${segment(slug)}/findings/new`,
  studyFinding: (slug: string, no: number, query: { done?: string } = {}) =>
    withQuery(`/studies/${segment(slug)}/findings/${no}`, query),
  studyFindingEdit: (slug: string, no: number) => `/studies/${segment(slug)}/findings/${no}/edit`,
  studyFindingDecision: (slug: string, no: number) =>
    `/studies/${segment(slug)}/findings/${no}/decision`,
  studyFindingResponse: (slug: string, no: number) =>
    `/studies/${segment(slug)}/findings/${no}/response`,
  pipeline: () => '/studies/pipeline',
  board: (query: Query = {}) => withQuery('/studies/board', query),
  boardComparison: (query: Query = {}) => withQuery('/studies/board/comparison', query),
  candidate: (slug: string, number: string, query: { done?: string } = {}) =>
    withQuery(`/studies/${segment(slug)}/candidates/${segment(number)}`, query),
  candidateScores: (slug: string, number: string) =>
    `/studies/${segment(slug)}/candidates/${segment(number)}/scores`,
  candidateComment: (slug: string, number: string) =>
    `/studies/${segment(slug)}/candidates/${segment(number)}/comment`,
  newSite: (slug: string, query: { number?: string } = {}) =>
    withQuery(`/studies/${segment(slug)}/sites/new`, query),
  siteInvitation: (slug: string, id: number, query: { done?: string } = {}) =>
    withQuery(`/studies/${segment(slug)}/sites/invitations/${id}`, query),
  siteInvitationWithdrawal: (slug: string, id: number) =>
    `/studies/${segment(slug)}/sites/invitations/${id}/withdrawal`,
  studyEnrolment: (slug: string, query: { done?: string } = {}) =>
    withQuery(`/studies/${segment(slug)}/enrolment`, query),
  enrolmentOpening: (slug: string) => `/studies/${segment(slug)}/enrolment/opening`,
  enrolmentCounts: (slug: string, query: Query = {}) =>
    withQuery(`/studies/${segment(slug)}/enrolment/counts`, query),
  studyArms: (slug: string) => `/studies/${segment(slug)}/enrolment/arms`,
  studyPower: (slug: string, query: Query = {}) =>
    withQuery(`/studies/${segment(slug)}/power`, query),
  powerMemo: (slug: string, query: Query = {}) =>
    withQuery(`/studies/${segment(slug)}/power/memo`, query),
  studyRegistration: (slug: string) => `/studies/${segment(slug)}/record/registration`,
  studyHistory: (slug: string, query: Query = {}) =>
    withQuery(`/studies/${segment(slug)}/history`, query),
  milestone: (slug: string, code: string, query: { done?: string } = {}) =>
    withQuery(`/studies/${segment(slug)}/milestones/${segment(code)}`, query),
  milestoneStart: (slug: string, code: string) =>
    `/studies/${segment(slug)}/milestones/${segment(code)}/start`,
  milestoneForecast: (slug: string, code: string) =>
    `/studies/${segment(slug)}/milestones/${segment(code)}/forecast`,
  milestoneEvidence: (slug: string, code: string) =>
    `/studies/${segment(slug)}/milestones/${segment(code)}/evidence`,
  milestoneDecision: (slug: string, code: string) =>
    `/studies/${segment(slug)}/milestones/${segment(code)}/decision`,
  milestoneExemption: (slug: string, code: string) =>
    `/studies/${segment(slug)}/milestones/${segment(code)}/exemption`,
  gate: (slug: string, stage: string, side: string, query: { done?: string } = {}) =>
    withQuery(`/studies/${segment(slug)}/gates/${segment(stage)}/${segment(side)}`, query),
  gateRequest: (slug: string, stage: string, side: string) =>
    `/studies/${segment(slug)}/gates/${segment(stage)}/${segment(side)}/request`,
  gateProposal: (slug: string, stage: string, side: string) =>
    `/studies/${segment(slug)}/gates/${segment(stage)}/${segment(side)}/proposal`,
  gateDecision: (slug: string, stage: string, side: string) =>
    `/studies/${segment(slug)}/gates/${segment(stage)}/${segment(side)}/decision`,

  people: (query: Query = {}) => withQuery('/people', query),
  newInvitation: (query: { organization?: number } = {}) =>
    withQuery('/people/invitations/new', query),
  invitationWithdrawal: (id: number) => `/people/invitations/${id}/withdrawal`,
  membership: (id: number, query: { notice?: string } = {}) => withQuery(`/people/${id}`, query),
  membershipRole: (id: number) => `/people/${id}/role`,
  membershipSupervisor: (id: number) => `/people/${id}/supervisor`,
  membershipEnd: (id: number) => `/people/${id}/end`,
  membershipAway: (id: number, query: { done?: string; end?: number } = {}) =>
    withQuery(`/people/${id}/away`, query),
  personAccount: (id: number) => `/people/${id}/account`,
  accountHistory: (query: Query = {}) => withQuery('/people/history', query),
  about: () => '/about',
}

export type Query = Record<string, string | number | readonly string[] | null | undefined>

function segment(text: string): string {
  return encodeURIComponent(text)
}

function withQuery(path: string, query: Query): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== '') params.append(name, String(one))
    }
  }
  const text = params.toString()
  return text ? `${path}?${text}` : path
}

/** A path of ours to go back to, or null: never another site, never a loop through signing in. */
export function ownPath(to: string | null | undefined): string | null {
  if (!to || !/^\/(?![/\\])[^\\\s]*$/.test(to) || to.length > 2000) return null
  if (/^\/(sign-in|sign-out|organization)(?:[/?#]|$)/.test(to)) return null
  return to
}
