import { expect, test } from 'vitest'
import { type Right, type Role, may, rights, systemRights } from '#app/domain/access.ts'
import * as paths from '#app/paths.ts'

// A change of either list is a decision: whoever makes it reads it here.
test('who may do what', () => {
  const names = Object.keys(rights) as Right[]
  const rows = names.map((right) => `${right}: ${rights[right].join(' ') || '–'}`)
  const systems = Object.entries(systemRights).map(([name, held]) => `${name}: ${held.join(' ')}`)
  expect(`\n${[...rows, '', ...systems].join('\n')}\n`).toMatchInlineSnapshot(`
    "
    session.use: officer grants_officer evaluation_officer director task_force auditor admin certifier preparer viewer lead analyst
    portfolio.read: officer grants_officer evaluation_officer director auditor task_force
    appropriation.record: grants_officer
    decision.read: officer evaluation_officer director task_force auditor certifier
    decision.make: director
    decision.comment: officer evaluation_officer
    award.read: officer grants_officer evaluation_officer director auditor certifier preparer viewer lead analyst
    schedule.change: grants_officer
    award.assign: grants_officer
    award.import: grants_officer
    caseload.read: officer grants_officer director auditor
    award.bulk: officer grants_officer
    award.hand_over: officer
    award.hold: grants_officer
    award.move: grants_officer
    award.end: –
    closeout.read: officer grants_officer evaluation_officer director auditor certifier preparer viewer
    closeout.settle: officer grants_officer
    closeout.waive: grants_officer
    model.name: officer
    fidelity.read: officer evaluation_officer director auditor certifier preparer
    fidelity.rate: officer certifier preparer
    replication.read: officer evaluation_officer director auditor
    outcome.claim: certifier preparer
    outcome.answer: officer
    body_rating.read: evaluation_officer director auditor
    body_rating.rate: evaluation_officer
    agenda.read: evaluation_officer director auditor task_force
    agenda.set: evaluation_officer
    risk.read: officer grants_officer director auditor
    risk.rate: officer
    risk.judge: –
    partner.record: certifier preparer
    reach.record: officer grants_officer
    overlap.read: officer director auditor certifier
    overlap.comment: officer
    overlap.decide: director
    overlap.judge: –
    visit.read: officer grants_officer director auditor certifier preparer viewer
    visit.plan: officer
    correction.draft: certifier preparer
    correction.answer: certifier
    correction.verify: officer
    correction.close: grants_officer
    assistance.ask: officer certifier preparer
    assistance.answer: officer
    modification.read: officer grants_officer evaluation_officer auditor certifier preparer lead
    modification.draft: certifier preparer
    modification.ask: certifier
    modification.withdraw: certifier preparer officer
    modification.recommend: officer
    modification.decide: grants_officer
    modification.comment: evaluation_officer lead
    report.open: –
    report.read: officer grants_officer evaluation_officer director auditor certifier preparer viewer
    report.write: preparer certifier
    report.certify: certifier
    report.review: officer
    report.discuss: officer preparer certifier
    report.reopen: grants_officer
    clock.read: officer grants_officer evaluation_officer director auditor
    extension.ask: preparer certifier
    extension.recommend: officer
    extension.decide: grants_officer
    study.read: officer evaluation_officer director auditor certifier preparer viewer lead analyst
    study.create: evaluation_officer
    study.write: lead analyst
    plan.read: officer evaluation_officer director auditor lead analyst
    alert.comment: lead
    enrolment.open: lead
    arms.read: lead analyst evaluation_officer director
    reconciliation.read: officer evaluation_officer director auditor certifier preparer viewer lead analyst
    reconciliation.answer: officer certifier preparer lead analyst
    reconciliation.set: evaluation_officer
    database.lock: lead
    milestone.forecast: lead analyst
    milestone.submit: lead analyst evaluation_officer
    milestone.accept: evaluation_officer director
    gate.read: officer evaluation_officer director auditor lead analyst
    gate.ask: lead
    gate.propose: evaluation_officer
    gate.decide: director
    finding.read: officer evaluation_officer director auditor certifier preparer viewer lead analyst
    finding.write: lead analyst
    finding.decide: evaluation_officer
    finding.respond: certifier
    practice.read: officer evaluation_officer director auditor lead analyst
    practice.draft: officer evaluation_officer lead analyst
    practice.approve: evaluation_officer director
    practice.send: officer
    sent_practice.read: officer evaluation_officer director auditor certifier preparer viewer
    practice.answer: certifier preparer
    deliverable.read: officer evaluation_officer director auditor lead analyst
    deliverable.plan: evaluation_officer lead
    deliverable.decide: evaluation_officer
    draft.read: evaluation_officer director auditor lead analyst
    draft.write: lead analyst
    draft.answer: lead
    reviewer.invite: evaluation_officer lead
    draft.review: –
    pipeline.read: officer evaluation_officer director auditor
    board.read: officer evaluation_officer director auditor lead
    board.score: evaluation_officer lead
    board.comment: officer
    site_invitation.read: evaluation_officer auditor lead certifier preparer viewer
    site_invitation.send: evaluation_officer lead
    site_invitation.answer: certifier
    person.read: admin auditor certifier lead
    person.invite: admin certifier lead
    person.change: admin
    event.read: officer grants_officer evaluation_officer director auditor admin certifier preparer viewer lead analyst
    log.read: admin auditor
    notice.send: –
    report.remind: –
    agreement.remind: –
    report.print: –

    scheduler: award.end award.import risk.judge overlap.judge report.open report.remind agreement.remind report.print
    mailer: person.invite notice.send
    loader: award.assign
    operator: person.invite person.change
    reviewer: draft.review
    "
  `)
})

test('every right is held by a role or by the machine', () => {
  const machine: readonly Right[] = Object.values(systemRights).flat()
  const idle = (Object.keys(rights) as Right[]).filter(
    (right) => rights[right].length === 0 && !machine.includes(right),
  )
  expect(idle).toEqual([])
})

test('an administrator decides nothing, and whoever only reads changes nothing', () => {
  const reading = /\.(read|use)$/
  const changes = (role: Role) =>
    (Object.keys(rights) as Right[]).filter((right) => may(role, right) && !reading.test(right))
  expect(changes('auditor')).toEqual([])
  expect(changes('viewer')).toEqual([])
  expect(changes('task_force')).toEqual([])
  expect(changes('admin')).toEqual(['person.invite', 'person.change'])
})

test('the map of the site', () => {
  const parts = ['NUMBER', 'PART', 'SIDE']
  const sites = Object.entries(paths).map(([name, path]) => {
    const made = (path as (...given: unknown[]) => string)(...parts.slice(0, path.length))
    return `${name}: ${made}`
  })
  expect(`\n${sites.join('\n')}\n`).toMatchInlineSnapshot(`
    "
    forgotPassword: /forgot-password
    resetPassword: /reset-password/NUMBER
    invitation: /invitations/NUMBER
    welcome: /welcome
    account: /account
    accountNotices: /account/notices
    accountCalendar: /account/calendar
    accountAway: /account/away
    calendar: /calendar/NUMBER.ics
    people: /people
    newInvitation: /people/invitations/new
    invitationWithdrawal: /people/invitations/NUMBER/withdrawal
    membership: /people/NUMBER
    membershipRole: /people/NUMBER/role
    membershipSupervisor: /people/NUMBER/supervisor
    membershipEnd: /people/NUMBER/end
    membershipAway: /people/NUMBER/away
    personAccount: /people/NUMBER/account
    accountHistory: /people/history
    awardHistory: /awards/NUMBER/history
    awardAssignment: /awards/NUMBER/assignment
    awardSchedule: /awards/NUMBER/schedule
    awardModel: /awards/NUMBER/model
    awardFinancials: /awards/NUMBER/financial-reports
    awardHold: /awards/NUMBER/hold
    awardStatus: /awards/NUMBER/status
    awardMove: /awards/NUMBER/status/PART
    fidelity: /awards/NUMBER/fidelity
    awardPartners: /awards/NUMBER/partners
    awardPartner: /awards/NUMBER/partners/PART
    awardOutcomes: /awards/NUMBER/outcomes
    awardOutcome: /awards/NUMBER/outcomes/PART
    awardReach: /awards/NUMBER/reach
    risk: /awards/NUMBER/risk
    riskRating: /awards/NUMBER/risk/rating
    oversight: /awards/NUMBER/oversight
    newVisit: /awards/NUMBER/visits/new
    visit: /awards/NUMBER/visits/PART
    visitLetter: /awards/NUMBER/visits/PART/letter
    findingFile: /awards/NUMBER/visits/PART/findings/SIDE/file
    visitFile: /awards/NUMBER/findings/PART/file/SIDE
    visitFileWithdrawal: /awards/NUMBER/findings/PART/file/SIDE/withdrawal
    correctionFile: /awards/NUMBER/corrections/PART/file
    correction: /awards/NUMBER/corrections/PART
    assistance: /awards/NUMBER/assistance
    oneAssistance: /awards/NUMBER/assistance/PART
    assistanceWithdrawal: /awards/NUMBER/assistance/PART/withdrawal
    closeout: /awards/NUMBER/closeout
    closeoutItem: /awards/NUMBER/closeout/PART
    modifications: /awards/NUMBER/modifications
    newModification: /awards/NUMBER/modifications/new?kind=PART
    modification: /awards/NUMBER/modifications/PART
    modificationEdit: /awards/NUMBER/modifications/PART/edit
    modificationRequest: /awards/NUMBER/modifications/PART/request
    modificationRecommendation: /awards/NUMBER/modifications/PART/recommendation
    modificationComment: /awards/NUMBER/modifications/PART/comment
    modificationDecision: /awards/NUMBER/modifications/PART/decision
    modificationWithdrawal: /awards/NUMBER/modifications/PART/withdrawal
    awardBundle: /awards/NUMBER/bundle
    awardBundleZip: /awards/NUMBER/bundle.zip
    awards: /awards
    awardViews: /awards/views
    awardViewMail: /awards/views/NUMBER/mail
    awardViewRemoval: /awards/views/NUMBER/removal
    caseloads: /awards/caseloads
    caseload: /awards/caseloads/NUMBER
    handOver: /awards/caseloads/NUMBER/hand-over
    handOverPack: /awards/caseloads/NUMBER/pack
    awardsCsv: /awards.csv
    awardsGrouped: /awards/grouped
    awardsBulk: /awards/bulk
    handOverWords: /awards/caseloads/words
    awardsCompared: /awards/compare
    awardsComparedCsv: /awards/compare.csv
    awardsXlsx: /awards.xlsx
    awardsPrint: /awards/print
    awardImports: /awards/import
    awardTemplate: /awards/import/template/awards.NUMBER
    awardImport: /awards/import/NUMBER
    awardImportRows: /awards/import/NUMBER/rows.csv
    award: /awards/NUMBER
    deliverables: /studies/NUMBER/deliverables
    newDeliverable: /studies/NUMBER/deliverables/new
    deliverable: /studies/NUMBER/deliverables/PART
    newDraft: /studies/NUMBER/deliverables/PART/drafts
    draftFile: /studies/NUMBER/deliverables/PART/drafts/SIDE
    newReviewer: /studies/NUMBER/deliverables/PART/reviewers
    reviewerWithdrawal: /studies/NUMBER/deliverables/PART/reviewers/SIDE/withdrawal
    draftComment: /studies/NUMBER/deliverables/PART/comments/SIDE
    deliverableDecision: /studies/NUMBER/deliverables/PART/decision
    deliverableRelease: /studies/NUMBER/deliverables/PART/release
    review: /drafts/NUMBER
    reviewFile: /drafts/NUMBER/file
    evidence: /evidence
    models: /evidence/models
    model: /evidence/models/NUMBER
    replication: /evidence/models/NUMBER/replication
    replicationCsv: /evidence/models/NUMBER/replication.csv
    support: /evidence/models/NUMBER/support
    findings: /evidence/findings
    findingsCsv: /evidence/findings.csv
    finding: /evidence/findings/NUMBER
    claims: /evidence/claims
    claim: /evidence/claims/NUMBER
    evidenceMoney: /evidence/money
    evidenceMoneyCsv: /evidence/money.csv
    outcomes: /evidence/outcomes
    ladders: /evidence/ladders
    synthesis: /evidence/synthesis
    publicValue: /evidence/value
    evidenceStudies: /evidence/studies
    evidenceStudy: /evidence/studies/NUMBER
    evidenceStudyCsv: /evidence/studies/NUMBER/measured.csv
    prices: /evidence/prices
    pricesCsv: /evidence/prices.csv
    questions: /evidence/questions
    questionPriority: /evidence/questions/NUMBER/priority
    questionStudies: /evidence/questions/NUMBER/studies
    framework: /evidence/framework
    frameworkCsv: /evidence/framework.csv
    solicitation: /evidence/solicitation
    solicitationCsv: /evidence/solicitation.csv
    ratings: /evidence/ratings
    countyHealth: /evidence/ratings/county-health
    countyHealthRating: /evidence/ratings/county-health/rating
    synthesisCsv: /evidence/synthesis.csv
    home: /
    signIn: /sign-in
    signOut: /sign-out
    organization: /organization
    today: /today
    search: /search
    inbox: /inbox
    notice: /inbox/NUMBER
    about: /about
    money: /money
    moneyCsv: /money.csv
    appropriations: /money/appropriations
    newAppropriation: /money/appropriations/new
    appropriationCorrection: /money/appropriations/NUMBER/correction
    briefing: /briefing
    decisions: /decisions
    newDecision: /decisions/new
    decision: /decisions/NUMBER
    decisionPart: /decisions/NUMBER/PART
    streams: /streams
    stream: /streams/NUMBER
    streamTrend: /streams/NUMBER
    streamTrendCsv: /streams/NUMBER/trend.csv
    sectors: /sectors
    sector: /sectors/NUMBER
    sectorTrend: /sectors/NUMBER
    sectorTrendCsv: /sectors/NUMBER/trend.csv
    coverage: /coverage
    coverageCsv: /coverage.csv
    partners: /partners
    partner: /partners/NUMBER
    overlaps: /overlaps
    overlap: /overlaps/NUMBER
    grantees: /grantees
    grantee: /grantees/NUMBER
    granteeBurden: /grantees/NUMBER/burden
    indicators: /indicators
    indicator: /indicators/NUMBER
    practiceLibrary: /evidence/practice
    practiceNotes: /practice
    newPracticeNote: /practice/new
    practiceNote: /practice/NUMBER
    practiceEdit: /practice/NUMBER/edit
    practiceDecision: /practice/NUMBER/decision
    practiceSending: /practice/NUMBER/sending
    awardPractice: /awards/NUMBER/practice
    awardPracticeNote: /awards/NUMBER/practice/PART
    reports: /reports
    report: /reports/NUMBER
    reportSection: /reports/NUMBER/sections/PART
    reportAutosave: /reports/NUMBER/sections/PART/autosave
    reportClocks: /reports/clocks
    reportClocksCsv: /reports/clocks.csv
    reportKnown: /reports/NUMBER/sections/PART/known
    reportsBulk: /reports/bulk
    reportUpload: /reports/NUMBER/upload
    reportTemplateCsv: /reports/NUMBER/upload/template.csv
    reportTemplateXlsx: /reports/NUMBER/upload/template.xlsx
    reportUploadPreview: /reports/NUMBER/upload/PART
    reportUploadErrors: /reports/NUMBER/upload/PART/errors.csv
    reportFiles: /reports/NUMBER/files/PART
    reportFile: /reports/NUMBER/files/PART/SIDE
    reportFileRemoval: /reports/NUMBER/files/PART/SIDE/removal
    reportCheck: /reports/NUMBER/check
    reportDraftPdf: /reports/NUMBER/draft.pdf
    reportHandover: /reports/NUMBER/handover
    reportCertification: /reports/NUMBER/certification
    reportDecline: /reports/NUMBER/decline
    reportNothing: /reports/NUMBER/nothing-to-report
    reportWithdrawal: /reports/NUMBER/withdrawal
    reportReceipt: /reports/NUMBER/versions/PART/receipt
    reportVersion: /reports/NUMBER/versions/PART
    reportSealed: /reports/NUMBER/versions/PART/sealed.json
    reportPdf: /reports/NUMBER/versions/PART/report.pdf
    reportCompare: /reports/NUMBER/compare?from=PART&to=SIDE
    reportThread: /reports/NUMBER/threads/PART
    reportValue: /reports/NUMBER/values/PART
    reportSecondLook: /reports/NUMBER/second-look
    reportOpinion: /reports/NUMBER/opinion
    reportChecklist: /reports/NUMBER/checklist
    reportReview: /reports/NUMBER/review
    reportReturn: /reports/NUMBER/return
    reportAcceptance: /reports/NUMBER/acceptance
    reportReopening: /reports/NUMBER/reopening
    reportPetition: /reports/NUMBER/PART
    reportRecommendation: /reports/NUMBER/PART/recommendation
    reportDecision: /reports/NUMBER/PART/decision
    reportPetitionWithdrawal: /reports/NUMBER/PART/withdrawal
    reportLapse: /reports/NUMBER/lapse
    reportHistory: /reports/NUMBER/history
    studies: /studies
    newStudy: /studies/new
    study: /studies/NUMBER
    studyLead: /studies/NUMBER/lead
    studyRecord: /studies/NUMBER/record
    studyRecordEdit: /studies/NUMBER/record/edit
    studyAgreements: /studies/NUMBER/agreements
    newAgreement: /studies/NUMBER/agreements/new
    agreementEnd: /studies/NUMBER/agreements/PART/end
    agreementFile: /studies/NUMBER/agreements/PART/file
    agreementDocument: /studies/NUMBER/agreements/PART/file/SIDE
    studyAlerts: /studies/NUMBER/alerts
    studyAlert: /studies/NUMBER/alerts/PART
    studyBalance: /studies/NUMBER/balance
    balanceEdit: /studies/NUMBER/balance/edit
    studyAttrition: /studies/NUMBER/attrition
    attritionCount: /studies/NUMBER/attrition/count
    studyLock: /studies/NUMBER/lock
    studyFindings: /studies/NUMBER/findings
    newStudyFinding: /studies/NUMBER/findings/new
    studyFinding: /studies/NUMBER/findings/PART
    studyFindingEdit: /studies/NUMBER/findings/PART/edit
    studyFindingDecision: /studies/NUMBER/findings/PART/decision
    studyFindingResponse: /studies/NUMBER/findings/PART/response
    pipeline: /studies/pipeline
    board: /studies/board
    boardComparison: /studies/board/comparison
    candidate: /studies/NUMBER/candidates/PART
    candidateScores: /studies/NUMBER/candidates/PART/scores
    candidateComment: /studies/NUMBER/candidates/PART/comment
    newSite: /studies/NUMBER/sites/new
    siteInvitation: /studies/NUMBER/sites/invitations/PART
    siteInvitationWithdrawal: /studies/NUMBER/sites/invitations/PART/withdrawal
    studyEnrolment: /studies/NUMBER/enrolment
    enrolmentOpening: /studies/NUMBER/enrolment/opening
    enrolmentCounts: /studies/NUMBER/enrolment/counts
    countFile: /studies/NUMBER/enrolment/counts/file
    countTemplate: /studies/NUMBER/enrolment/counts/template.csv
    studyReconciliation: /studies/NUMBER/reconciliation
    countTolerance: /studies/NUMBER/reconciliation/tolerance
    countDifference: /studies/NUMBER/reconciliation/PART
    assignmentChecks: /studies/NUMBER/enrolment/checks
    studyArms: /studies/NUMBER/enrolment/arms
    studyPower: /studies/NUMBER/power
    powerMemo: /studies/NUMBER/power/memo
    studyRegistration: /studies/NUMBER/record/registration
    studyHistory: /studies/NUMBER/history
    milestone: /studies/NUMBER/milestones/PART
    milestoneStart: /studies/NUMBER/milestones/PART/start
    milestoneForecast: /studies/NUMBER/milestones/PART/forecast
    milestoneEvidence: /studies/NUMBER/milestones/PART/evidence
    milestoneDecision: /studies/NUMBER/milestones/PART/decision
    milestoneExemption: /studies/NUMBER/milestones/PART/exemption
    gate: /studies/NUMBER/gates/PART/SIDE
    gateRequest: /studies/NUMBER/gates/PART/SIDE/request
    gateProposal: /studies/NUMBER/gates/PART/SIDE/proposal
    gateDecision: /studies/NUMBER/gates/PART/SIDE/decision
    "
  `)
})
