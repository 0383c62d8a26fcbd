import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor, Permitted } from '#app/domain/access.ts'
import { now, today } from '#app/domain/clock.ts'
import { noFilters } from '#app/domain/award_list.ts'
import { readAwardList } from '#app/domain/award_address.ts'
import { defaultMail } from '#app/domain/notices.ts'
import { readOverlapFilters } from '#app/domain/overlap/list.ts'
import { readCoverageFilters } from '#app/domain/coverage.ts'
import { readDecisionFilters } from '#app/domain/decisions.ts'
import { readFundFilters } from '#app/domain/funds.ts'
import { readBoardFilters, siteAskOf } from '#app/domain/study/board.ts'
import { readMoneyFilters } from '#app/domain/evidence/money.ts'
import { readReplicationFilters } from '#app/domain/evidence/replication.ts'
import { readPeopleQuery } from '#app/domain/people.ts'
import { readClockFilters } from '#app/domain/report/clock_list.ts'
import { readQueueList } from '#app/domain/report/queue.ts'
import { listAccountEvents, listChainPlaces } from '#db/account_events.ts'
import { listOfficers } from '#db/awards/assignment.ts'
import { findDesk, listCaseload, listCaseloads } from '#db/awards/caseloads.ts'
import { findBundle } from '#db/awards/bundle.ts'
import { listComparable, listCompared } from '#db/awards/compared.ts'
import { previewAwards } from '#db/awards/bulk.ts'
import { findCloseout, listCloseoutsOnDesk } from '#db/awards/closeout.ts'
import { listAcceptedFigures, listTargets, totalStreamFigures } from '#db/awards/figures.ts'
import { findAward, findNumberByFain, listAwardReports, listAwardStudies } from '#db/awards/find.ts'
import { findImport, listImports, listProgramsOf } from '#db/awards/imports.ts'
import { findLife, listLifeEvents } from '#db/awards/life.ts'
import {
  countBefore,
  listAwardIds,
  listAwards,
  listAwardsOf,
  listFirstAwards,
} from '#db/awards/list.ts'
import {
  findModification,
  findModifiedAward,
  listModificationComments,
  listModifications,
  listModificationsOnDesk,
} from '#db/awards/modifications.ts'
import { findNamedModels } from '#db/awards/models.ts'
import { countOutcomes, findAwardOutcomes, findOutcome, listOutcomes } from '#db/awards/outcomes.ts'
import { findPlace } from '#db/awards/order.ts'
import { findSchedule } from '#db/awards/schedule.ts'
import { findRetention } from '#db/awards/retention.ts'
import { listCoverage, listFilterChoices, totalAwards } from '#db/awards/totals.ts'
import { findBurden } from '#db/burden.ts'
import { findFeed, listAgreementDates, listDueDates, listForecasts } from '#db/calendar.ts'
import {
  findRelieved,
  listAbsences,
  listAnsweredFor,
  listAwayColleagues,
  listStandIns,
  listStandingIn,
} from '#db/delegations.ts'
import { listCoverageCells } from '#db/coverage.ts'
import {
  findDecision,
  findSealedEvidence,
  listDecisions,
  listDraftsOnDesk,
} from '#db/decisions/find.ts'
import {
  countOpenStages,
  countOverlaps,
  countRiskTiers,
  countStatuses,
  listWaitingGates,
  totalCoreIndicators,
} from '#db/briefing.ts'
import { findAppropriation, listAppropriations } from '#db/appropriations.ts'
import { listAwardFunds, listFundAwards } from '#db/funds.ts'
import { listMoneyAwards, listMoneyBySector, listMoneyByStream } from '#db/evidence/money.ts'
import {
  findAwardPractice,
  findCitableReport,
  findNote,
  listCitableFindings,
  listNotes,
  listPracticeOnDesk,
  listSends,
} from '#db/evidence/practice.ts'
import { previewSending } from '#db/evidence/practice_sends.ts'
import { findAgendaQuestion } from '#db/evidence/agenda.ts'
import { listBodyRatings } from '#db/evidence/raters.ts'
import { listReplication } from '#db/evidence/replication.ts'
import { findFidelity } from '#db/awards/fidelity.ts'
import { findGrantee, listGrantees, totalGrantee } from '#db/grantees.ts'
import { listEvents } from '#db/history.ts'
import {
  countUnread,
  findNotice,
  findNoticeMembership,
  listNotices,
  listUndigested,
} from '#db/inbox.ts'
import type { Db } from '#db/index.ts'
import {
  findInvitation,
  listInvitations,
  findOrganizationToInvite,
  listOrganizationsToInvite,
  listStudiesToInvite,
} from '#db/invitations.ts'
import { listNoticeSettings } from '#db/notice_settings.ts'
import { findOverlap, listOverlaps, listOverlapsOf, listOverlapsOnDesk } from '#db/overlap/find.ts'
import { findReach } from '#db/overlap/reach.ts'
import { findAwardPartners, findPartner, findPartnership, listPartners } from '#db/partners/find.ts'
import {
  findCorrection,
  listCorrections,
  listCorrectionsOnDesk,
  listVisitsOnDesk,
} from '#db/oversight/corrections.ts'
import {
  findAssistance,
  findAwardAssistance,
  listAimable,
  listAimedPeriods,
  listAssistanceOnDesk,
} from '#db/oversight/assistance.ts'
import { findOwnFile } from '#db/oversight/take_back.ts'
import { findOversight, findVisit } from '#db/oversight/visits.ts'
import { findRisk, listEarlyWarnings } from '#db/oversight/risk.ts'
import { findMembership, listPeople } from '#db/people.ts'
import { findBeside, findReviewing } from '#db/reports/beside.ts'
import { previewBulk } from '#db/reports/bulk.ts'
import { listChecks } from '#db/reports/checklist.ts'
import { findDraft } from '#db/reports/draft.ts'
import { findExpected, listPetitions, listPetitionsOnDesk } from '#db/reports/expected.ts'
import { findFile, listFiles } from '#db/reports/files.ts'
import { findForm, findOwnReport, findReport, listReturnWords } from '#db/reports/find.ts'
import { findKnown, listOffers } from '#db/reports/known.ts'
import { listOwnReports, listSubmitted } from '#db/reports/list.ts'
import { countQueue, listQueue } from '#db/reports/queue.ts'
import { countDays, countLying, listTimedOfficers, listTimedYears } from '#db/reports/clocks.ts'
import { listLooksAsked, listOpinions, listSecondReviewers } from '#db/reports/opinions.ts'
import { findReviewed } from '#db/reports/reviewed.ts'
import { listThreads } from '#db/reports/threads.ts'
import { findUpload } from '#db/reports/uploads.ts'
import { findValue } from '#db/reports/values.ts'
import { findVersion, listVersions } from '#db/reports/versions.ts'
import { listSectorStreams, listSectors } from '#db/sectors.ts'
import { findByNumber, findByWords } from '#db/search.ts'
import { listPrograms, listStreams } from '#db/streams.ts'
import { listAlerts, listAlertsOnDesk } from '#db/studies/alerts.ts'
import { listAgreements, listAgreementsOnDesk, listSiteChoices } from '#db/studies/agreements.ts'
import {
  findBoardStudy,
  listBoardStudies,
  listCandidates,
  listNamedCandidates,
} from '#db/studies/board.ts'
import {
  findDeliverable,
  findDraftFile,
  listDeliverables,
  listDeliverablesOnDesk,
} from '#db/studies/deliverables.ts'
import {
  findFindingStudy,
  findStudyFinding,
  listFindingsOnDesk,
  listStudyFindings,
} from '#db/studies/findings.ts'
import {
  countAll,
  countByField,
  countByStage,
  listExpiring,
  listNextGates,
} from '#db/studies/pipeline.ts'
import { listLapses } from '#db/studies/lapses.ts'
import { listLocks } from '#db/studies/lock.ts'
import { findJudgements } from '#db/studies/evaluability.ts'
import { listAgreementFiles } from '#db/studies/agreement_files.ts'
import { listAssignmentChecks } from '#db/studies/assignment_checks.ts'
import { findCountSubject } from '#db/studies/count_files.ts'
import { findCounts, findOpening, listCounts } from '#db/studies/enrolment.ts'
import { findLed, listLeads } from '#db/studies/enter.ts'
import { findStudy } from '#db/studies/find.ts'
import { previewForecast } from '#db/studies/forecasts.ts'
import { listGateRequests, listGateRequestsOnDesk } from '#db/studies/gate_requests.ts'
import { findGate, listGateDecisions } from '#db/studies/gates.ts'
import { listStudies } from '#db/studies/list.ts'
import { findTested, listFollowed } from '#db/studies/tested.ts'
import { findMilestone, listMilestones } from '#db/studies/milestones.ts'
import { listPlan } from '#db/studies/plan.ts'
import { listPowerMemos } from '#db/studies/power_memos.ts'
import { findStudyHead, listRecords, listRegistrations } from '#db/studies/record.ts'
import {
  findInvitingStudy,
  findSiteInvitation,
  listSiteInvitations,
  listSiteInvitationsOnDesk,
} from '#db/studies/site_invitations.ts'
import {
  findDifference,
  findReconciliation,
  listDifferencesOnDesk,
} from '#db/studies/reconciliation.ts'
import { listSites } from '#db/studies/sites.ts'
import { listSupervisors } from '#db/supervisors.ts'
import {
  countOpenInvitations,
  listAwardsWithoutOfficer,
  listGatesOnDesk,
  listMilestonesOnDesk,
  listReportsOnDesk,
} from '#db/today.ts'
import { listItems } from '../domain/reference.ts'
import { findToldView, findViewMail, listViewMails } from '#db/view_digests.ts'
import { findView, listViews } from '#db/views.ts'
import { listGranteesNamed, listSubawardsTo } from '#db/partners/subawards.ts'
import { listTrend, listTrendIndicators } from '#db/trends.ts'
import { testDatabase } from '../setup/database.ts'

/** A stranger who holds whatever right a question asks for: what is left is what the scopes hide. */
type Stranger = Permitted<never>

const trial = 'southern-colorado-health-careers-trial'
const ladders = 'care-work-ladders-trial'
const nursing = 'nurse-educator-pathway-formative-study'
const milestone = { slug: trial, code: 'DFIN' }
const gate = { slug: trial, stage: 'evaluability', side: 'exit' } as const
const offerable = listItems('SSEEP-Q')
const list = readAwardList(new URLSearchParams())
const clocks = readClockFilters(new URLSearchParams({ period: 'all' }))
const coverage = readCoverageFilters(new URLSearchParams({ origin: 'sample' }))
const money = readMoneyFilters(new URLSearchParams(), today())
const replicated = {
  code: 'workadvance',
  needs: [{ component: 'wraparound' as const, short: ['absent' as const, 'partly' as const] }],
  tried: { populations: [], people: null },
}
const everyReplication = readReplicationFilters(new URLSearchParams('origin=sample'))
const wholeList = { after: null, limit: null }
const everywhere = { stream: null, sector: null, state: null }
const funds = readFundFilters(new URLSearchParams(), today())
const boardFilters = readBoardFilters(new URLSearchParams())
const asked = {
  study: null,
  origin: 'sample',
  ask: siteAskOf(null, boardFilters, today()),
} as const
const queue = readQueueList(new URLSearchParams())

/** Every question about records, asked by a stranger about somebody else's. */
const questions: Record<string, Record<string, (stranger: Stranger) => Promise<unknown>>> = {
  'db/account_events.ts': {
    listAccountEvents: (who) => listAccountEvents(who, {}),
    listChainPlaces: (who) => listChainPlaces(who, null),
  },
  'db/awards/assignment.ts': { listOfficers: (who) => listOfficers(who) },
  'db/awards/caseloads.ts': {
    listCaseloads: async (who) => (await listCaseloads(who, null)).officers,
    findDesk: (who) => findDesk(who, ids.officer),
    listCaseload: async (who) => (await listCaseload(who, ids.officer)).awards,
  },
  'db/awards/bundle.ts': { findBundle: (who) => findBundle(who, 'SAMPLE-GJC-01') },
  'db/awards/closeout.ts': {
    findCloseout: (who) => findCloseout(who, 'SAMPLE-GJC-01'),
    listCloseoutsOnDesk: (who) => listCloseoutsOnDesk(who),
  },
  'db/awards/compared.ts': {
    listCompared: (who) => listCompared(who, 'GJC_ENROLLED', ['SAMPLE-GJC-01']),
    listComparable: (who) => listComparable(who, ['SAMPLE-GJC-01']),
  },
  'db/awards/bulk.ts': { previewAwards: (who) => previewAwards(who, 'assign', ['SAMPLE-GJC-01']) },
  'db/awards/imports.ts': {
    findImport: (who) => findImport(who, ids.import),
    listImports: (who) => listImports(who),
    listProgramsOf: (who) => listProgramsOf(who),
  },
  'db/awards/life.ts': {
    findLife: (who) => findLife(who, 'SAMPLE-GJC-01'),
    listLifeEvents: (who) => listLifeEvents(who, ids.award),
  },
  'db/awards/figures.ts': {
    listAcceptedFigures: (who) => listAcceptedFigures(who, ids.award),
    totalStreamFigures: (who) => totalStreamFigures(who, 'GJC'),
    listTargets: (who) => listTargets(who, ids.award),
  },
  'db/trends.ts': {
    listTrendIndicators: (who) => listTrendIndicators(who, { of: 'sector', code: 'healthcare' }),
    listTrend: (who) =>
      listTrend(who, { of: 'stream', code: 'GJC', program: null }, 'GJC_ENROLLED'),
  },
  'db/awards/find.ts': {
    findAward: (who) => findAward(who, 'SAMPLE-GJC-01'),
    findNumberByFain: (who) => findNumberByFain(who, ids.fain),
    listAwardReports: (who) => listAwardReports(who, ids.award),
    listAwardStudies: (who) => listAwardStudies(who, ids.award),
  },
  'db/awards/fidelity.ts': { findFidelity: (who) => findFidelity(who, 'SAMPLE-GJC-01') },
  'db/evidence/agenda.ts': {
    findAgendaQuestion: (who) => findAgendaQuestion(who, 'RQ01'),
  },
  'db/evidence/raters.ts': {
    listBodyRatings: async (who) => (await listBodyRatings(who)).words,
  },
  'db/evidence/replication.ts': {
    listReplication: (who) => listReplication(who, replicated, everyReplication, wholeList),
  },
  'db/evidence/practice.ts': {
    // What is approved everyone in these roles reads; what waits or is drafted they do not.
    listNotes: async (who) =>
      (await listNotes(who, null)).notes.filter(({ state }) => state !== 'approved'),
    findNote: (who) => findNote(who, 2),
    listSends: (who) => listSends(who, 1),
    listCitableFindings: (who) => listCitableFindings(who),
    findAwardPractice: (who) => findAwardPractice(who, 'SAMPLE-GJC-01'),
    listPracticeOnDesk: (who) => listPracticeOnDesk(who),
    findCitableReport: (who) => findCitableReport(who, ids.reportNumber),
  },
  'db/evidence/practice_sends.ts': { previewSending: (who) => previewSending(who, 1) },
  'db/awards/outcomes.ts': {
    findOutcome: (who) => findOutcome(who, 'SAMPLE-GJC-01', 1),
    findAwardOutcomes: (who) => findAwardOutcomes(who, 'SAMPLE-GJC-01'),
    countOutcomes: (who) => countOutcomes(who, { origin: 'sample' }),
    listOutcomes: async (who) => (await listOutcomes(who, everyOutcome, null)).outcomes,
  },
  'db/awards/models.ts': { findNamedModels: (who) => findNamedModels(who, 'SAMPLE-GJC-01') },
  'db/coverage.ts': { listCoverageCells: (who) => listCoverageCells(who, coverage) },
  'db/evidence/money.ts': {
    listMoneyByStream: (who) => listMoneyByStream(who, money),
    listMoneyBySector: (who) => listMoneyBySector(who, money),
    listMoneyAwards: (who) =>
      listMoneyAwards(who, money, { origin: 'sample', models: ['workadvance'] }),
  },
  'db/appropriations.ts': {
    listAppropriations: (who) => listAppropriations(who),
    findAppropriation: (who) => findAppropriation(who, ids.appropriation),
  },
  'db/decisions/find.ts': {
    listDecisions: (who) => listDecisions(who, readDecisionFilters(new URLSearchParams())),
    listDraftsOnDesk: (who) => listDraftsOnDesk(who),
    findDecision: (who) => findDecision(who, 1),
    findSealedEvidence: (who) => findSealedEvidence(who, 1),
  },
  'db/briefing.ts': {
    countStatuses: (who) => countStatuses(who, everywhere),
    countRiskTiers: (who) => countRiskTiers(who, everywhere),
    totalCoreIndicators: (who) => totalCoreIndicators(who, everywhere),
    countOpenStages: (who) => countOpenStages(who),
    listWaitingGates: (who) => listWaitingGates(who),
    countOverlaps: (who) => countOverlaps(who),
  },
  'db/funds.ts': {
    listAwardFunds: (who) => listAwardFunds(who, funds),
    listFundAwards: (who) => listFundAwards(who, funds),
  },
  'db/awards/list.ts': {
    listAwards: (who) => listAwards(who, list, null),
    listAwardIds: (who) => listAwardIds(who, list),
    listFirstAwards: (who) => listFirstAwards(who, list, 10),
    listAwardsOf: (who) => listAwardsOf(who, ids.organization),
    countBefore: (who) => countBefore(who, list, 'SAMPLE-GJC-01'),
  },
  'db/awards/modifications.ts': {
    findModifiedAward: (who) => findModifiedAward(who, 'SAMPLE-GJC-01'),
    listModifications: (who) => listModifications(who, ids.award),
    findModification: (who) => findModification(who, ids.award, 1),
    listModificationComments: (who) => listModificationComments(who, ids.modification),
    listModificationsOnDesk: (who) => listModificationsOnDesk(who),
  },
  'db/awards/order.ts': {
    findPlace: (who) => findPlace(who, list, { direction: 'after', number: 'SAMPLE-GJC-01' }),
  },
  'db/awards/schedule.ts': { findSchedule: (who) => findSchedule(who, 'SAMPLE-GJC-01') },
  'db/awards/retention.ts': { findRetention: (who) => findRetention(who, ids.award) },
  'db/awards/totals.ts': {
    totalAwards: (who) => totalAwards(who, noFilters),
    listCoverage: async (who) =>
      (await listCoverage(who, { stream: 'GJC', program: null })).map(({ listed }) => listed),
    listFilterChoices: (who) => listFilterChoices(who),
  },
  'db/burden.ts': {
    findBurden: (who) => findBurden(who, 'blue-mesa-workforce-alliance', today()),
  },
  'db/calendar.ts': {
    findFeed: (who) => findFeed(who),
    listDueDates: (who) => listDueDates(who),
    listForecasts: (who) => listForecasts(who),
    listAgreementDates: (who) => listAgreementDates(who),
  },
  'db/delegations.ts': {
    findRelieved: (who) => findRelieved(who, ids.officer),
    listAbsences: (who) => listAbsences(who, ids.officer),
    listStandIns: (who) => listStandIns(who, ids.officer),
    listStandingIn: (who) => listStandingIn(who),
    listAwayColleagues: (who) => listAwayColleagues(who, '2999-12-31'),
    listAnsweredFor: (who) => listAnsweredFor(who),
  },
  'db/grantees.ts': {
    listGrantees: (who) => listGrantees(who, { q: null, place: null }),
    findGrantee: (who) => findGrantee(who, 'blue-mesa-workforce-alliance'),
    totalGrantee: (who) => totalGrantee(who, ids.organization),
  },
  'db/view_digests.ts': {
    listViewMails: (who) => listViewMails(who),
    findViewMail: (who) => findViewMail(who, ids.view),
    findToldView: (who) => findToldView(who, ids.view),
  },
  'db/views.ts': {
    findView: (who) => findView(who, ids.view),
    listViews: (who) => listViews(who),
  },
  'db/search.ts': {
    findByNumber: (who) => findByNumber(who, 'SAMPLE-GJC-01'),
    findByWords: (who) => findByWords(who, ['blue', 'mesa', 'colorado']),
  },
  'db/history.ts': {
    listEvents: async (who) => [
      await listEvents(who, { awardId: ids.award }),
      await listEvents(who, { reportId: ids.report }),
      await listEvents(who, { studyId: ids.study }),
    ],
  },
  'db/inbox.ts': {
    listNotices: (who) => listNotices(who, { unread: false, after: null }),
    findNotice: (who) => findNotice(who, ids.notice),
    findNoticeMembership: (who) => findNoticeMembership(who, ids.notice),
    listUndigested: (who) => listUndigested(who, new Date('2999-12-31')),
    countUnread: (who) => countUnread(who),
  },
  'db/invitations.ts': {
    listInvitations: (who) => listInvitations(who),
    findInvitation: (who) => findInvitation(who, ids.invitation),
    // Their own organization is the only one a stranger may invite into.
    listOrganizationsToInvite: async (who) =>
      (await listOrganizationsToInvite(who, null)).organizations.filter(
        ({ id }) => id !== who.organizationId,
      ),
    findOrganizationToInvite: (who) => findOrganizationToInvite(who, ids.organization),
    listStudiesToInvite: (who) => listStudiesToInvite(who),
  },
  // One's own choices, or the usual ones, and never anybody's record.
  'db/notice_settings.ts': {
    listNoticeSettings: async (who) =>
      (await listNoticeSettings(who)).filter(
        ({ group, mail }) => mail !== defaultMail(who.role, group),
      ),
  },
  'db/overlap/find.ts': {
    listOverlaps: async (who) =>
      (
        await listOverlaps(
          who,
          readOverlapFilters(new URLSearchParams('origin=sample&status=every')),
        )
      ).overlaps,
    listOverlapsOnDesk: (who) => listOverlapsOnDesk(who),
    listOverlapsOf: (who) => listOverlapsOf(who, ids.overlapping),
    findOverlap: (who) => findOverlap(who, ids.overlap),
  },
  'db/partners/subawards.ts': {
    listGranteesNamed: (who) =>
      listGranteesNamed(who, { name: 'Blue Mesa Workforce Alliance', uei: null, sample: true }),
    listSubawardsTo: (who) =>
      listSubawardsTo(who, { name: 'Prairie Line Training Center', uei: null, sample: true }),
  },
  'db/partners/find.ts': {
    findAwardPartners: (who) => findAwardPartners(who, 'SAMPLE-GJC-01'),
    findPartnership: (who) => findPartnership(who, 'SAMPLE-GJC-01', 1),
    listPartners: async (who) => (await listPartners(who, { q: null, after: null })).partners,
    findPartner: (who) => findPartner(who, 1),
  },
  'db/overlap/reach.ts': { findReach: (who) => findReach(who, 'SAMPLE-GJC-01') },
  'db/oversight/assistance.ts': {
    findAwardAssistance: (who) => findAwardAssistance(who, 'SAMPLE-GJC-01'),
    findAssistance: (who) => findAssistance(who, 'SAMPLE-GJC-01', 1),
    listAimedPeriods: (who) =>
      listAimedPeriods(who, { awardId: ids.award, code: 'GJC_PLACED', stream: 'GJC' }),
    listAssistanceOnDesk: (who) => listAssistanceOnDesk(who),
    listAimable: (who) => listAimable(who, 'SAMPLE-GJC-01'),
  },
  'db/oversight/corrections.ts': {
    listCorrections: (who) => listCorrections(who, ids.award),
    findCorrection: (who) => findCorrection(who, 'SAMPLE-GJC-01', 1),
    listCorrectionsOnDesk: (who) => listCorrectionsOnDesk(who),
    listVisitsOnDesk: (who) => listVisitsOnDesk(who),
  },
  'db/oversight/take_back.ts': { findOwnFile: (who) => findOwnFile(who, ids.visitFile) },
  'db/oversight/visits.ts': {
    findOversight: (who) => findOversight(who, 'SAMPLE-GJC-01'),
    findVisit: (who) => findVisit(who, 'SAMPLE-GJC-01', 1),
  },
  'db/oversight/risk.ts': {
    findRisk: (who) => findRisk(who, 'SAMPLE-GJC-01'),
    listEarlyWarnings: (who) => listEarlyWarnings(who),
  },
  'db/people.ts': {
    listPeople: async (who) => {
      const { people } = await listPeople(who, readPeopleQuery(new URLSearchParams()))
      return people.filter(({ id }) => id !== who.membershipId)
    },
    findMembership: (who) => findMembership(who, ids.membership),
  },
  'db/reports/beside.ts': {
    findBeside: (who) =>
      findBeside(who, { id: ids.report, templateCode: 'GJC-Q', agencyCode: 'EDA' }),
    findReviewing: (who) => findReviewing(who, ids.report),
  },
  'db/reports/bulk.ts': {
    previewBulk: (who) => previewBulk(who, 'remind', [ids.reportNumber]),
  },
  'db/reports/clocks.ts': {
    countDays: (who) => countDays(who, clocks, today()),
    countLying: (who) => countLying(who, clocks, today()),
    listTimedOfficers: (who) => listTimedOfficers(who),
    listTimedYears: (who) => listTimedYears(who),
  },
  'db/reports/checklist.ts': { listChecks: (who) => listChecks(who, ids.report) },
  'db/reports/draft.ts': { findDraft: (who) => findDraft(who, ids.reportNumber) },
  'db/reports/expected.ts': {
    findExpected: (who) => findExpected(who, ids.reportNumber, today()),
    listPetitions: (who) => listPetitions(who, ids.asked),
    listPetitionsOnDesk: (who) => listPetitionsOnDesk(who),
  },
  'db/reports/find.ts': {
    findReport: (who) => findReport(who, ids.reportNumber),
    findOwnReport: (who) => findOwnReport(who, ids.reportNumber),
    findForm: (who) => findForm(who, ids.reportNumber),
    listReturnWords: (who) => listReturnWords(who, ids.returned),
  },
  'db/reports/known.ts': {
    listOffers: (who) => listOffers(who, ids.reportNumber, offerable),
    findKnown: (who) => findKnown(who, { id: ids.report, number: ids.reportNumber }, offerable),
  },
  'db/reports/list.ts': {
    listOwnReports: (who) => listOwnReports(who),
    listSubmitted: (who) => listSubmitted(who, { status: null, after: null }),
  },
  'db/reports/queue.ts': {
    listQueue: (who) => listQueue(who, { ...queue, show: 'all' }, '2999-12-31'),
    countQueue: (who) => countQueue(who, '2999-12-31'),
  },
  'db/reports/opinions.ts': {
    listOpinions: (who) => listOpinions(who, ids.report),
    listLooksAsked: (who) => listLooksAsked(who),
    // Names of one's own colleagues in the role of an officer: a stranger has none.
    listSecondReviewers: (who) => listSecondReviewers(who),
  },
  'db/reports/reviewed.ts': { findReviewed: (who) => findReviewed(who, ids.reportNumber) },
  'db/reports/files.ts': {
    listFiles: (who) => listFiles(who, ids.report),
    findFile: (who) => findFile(who, ids.reportNumber, 'D_SUPPORT', '1'.repeat(64)),
  },
  'db/reports/uploads.ts': { findUpload: (who) => findUpload(who, ids.reportNumber, ids.upload) },
  'db/reports/threads.ts': { listThreads: (who) => listThreads(who, ids.report) },
  'db/reports/values.ts': { findValue: (who) => findValue(who, ids.reportNumber, 'GJC_ENROLLED') },
  'db/reports/versions.ts': {
    listVersions: (who) => listVersions(who, ids.report),
    findVersion: (who) => findVersion(who, ids.reportNumber, 1),
  },
  'db/sectors.ts': {
    listSectors: async (who) =>
      (await listSectors(who)).map(({ sources, sample }) => [sources, sample]),
    listSectorStreams: (who) => listSectorStreams(who, 'healthcare'),
  },
  'db/streams.ts': {
    listStreams: async (who) =>
      (await listStreams(who)).flatMap(({ programs }) =>
        programs.map(({ sources, sample }) => [sources, sample]),
      ),
    listPrograms: async (who) =>
      (await listPrograms(who, 'GJC')).map(({ sources, sample }) => [sources, sample]),
  },
  'db/studies/alerts.ts': {
    listAlerts: (who) => listAlerts(who, ids.invitingStudy),
    listAlertsOnDesk: (who) => listAlertsOnDesk(who),
  },
  'db/studies/agreements.ts': {
    listAgreements: (who) => listAgreements(who, ids.study),
    listAgreementsOnDesk: (who) => listAgreementsOnDesk(who, '2999-12-31'),
    listSiteChoices: (who) => listSiteChoices(who, ids.study),
  },
  'db/studies/board.ts': {
    listBoardStudies: (who) => listBoardStudies(who),
    findBoardStudy: (who) => findBoardStudy(who, trial),
    listCandidates: async (who) => (await listCandidates(who, asked, boardFilters)).candidates,
    listNamedCandidates: (who) => listNamedCandidates(who, asked, ['SAMPLE-GJC-01']),
  },
  'db/studies/deliverables.ts': {
    listDeliverables: (who) => listDeliverables(who, ids.study),
    findDeliverable: (who) => findDeliverable(who, trial, 1),
    findDraftFile: (who) => findDraftFile(who, { slug: trial, no: 1, draft: 1 }),
    listDeliverablesOnDesk: (who) => listDeliverablesOnDesk(who, '2999-12-31'),
  },
  'db/studies/findings.ts': {
    findFindingStudy: (who) => findFindingStudy(who, trial),
    listStudyFindings: (who) => listStudyFindings(who, ids.study),
    findStudyFinding: (who) => findStudyFinding(who, nursing, 1),
    listFindingsOnDesk: (who) => listFindingsOnDesk(who),
  },
  'db/studies/pipeline.ts': {
    countAll: (who) => countAll(who),
    countByStage: (who) => countByStage(who),
    countByField: (who) => countByField(who, 'stream'),
    listNextGates: (who) => listNextGates(who),
    listExpiring: (who) => listExpiring(who, '2999-12-31'),
  },
  'db/studies/lock.ts': { listLocks: (who) => listLocks(who, ids.study) },
  'db/studies/evaluability.ts': {
    findJudgements: (who) => findJudgements(who, { slug: trial, number: 'SAMPLE-GJC-01' }),
  },
  'db/studies/agreement_files.ts': {
    listAgreementFiles: (who) => listAgreementFiles(who, ids.invitingStudy),
  },
  'db/studies/assignment_checks.ts': {
    listAssignmentChecks: (who) => listAssignmentChecks(who, ids.study),
  },
  'db/studies/lapses.ts': { listLapses: (who) => listLapses(who, ids.invitingStudy, '2999-12-31') },
  'db/studies/tested.ts': {
    findTested: (who) => findTested(who, ids.study),
    listFollowed: (who) => listFollowed(who, ['SAMPLE-GJC-01']),
  },
  'db/studies/count_files.ts': { findCountSubject: (who) => findCountSubject(who, ladders) },
  'db/studies/enrolment.ts': {
    listCounts: (who) => listCounts(who, ids.study),
    findCounts: (who) =>
      findCounts(who, trial, { awardId: ids.award, month: '2026-01-01', block: 'whole site' }),
    findOpening: (who) => findOpening(who, trial),
  },
  'db/studies/enter.ts': {
    listLeads: (who) => listLeads(who),
    findLed: (who) => findLed(who, trial),
  },
  'db/studies/gate_requests.ts': {
    listGateRequests: (who) => listGateRequests(who, gate),
    listGateRequestsOnDesk: (who) => listGateRequestsOnDesk(who),
  },
  'db/studies/power_memos.ts': { listPowerMemos: (who) => listPowerMemos(who, ids.study) },
  'db/studies/record.ts': {
    findStudyHead: (who) => findStudyHead(who, trial),
    listRecords: (who) => listRecords(who, ids.study),
    listRegistrations: (who) => listRegistrations(who, ids.study),
  },
  'db/studies/find.ts': { findStudy: (who) => findStudy(who, trial) },
  'db/studies/forecasts.ts': {
    previewForecast: (who) => previewForecast(who, milestone, '2030-06-30'),
  },
  'db/studies/gates.ts': {
    findGate: (who) => findGate(who, gate),
    listGateDecisions: (who) => listGateDecisions(who, trial),
  },
  'db/studies/list.ts': { listStudies: (who) => listStudies(who) },
  'db/studies/milestones.ts': {
    listMilestones: (who) => listMilestones(who, ids.study),
    findMilestone: (who) => findMilestone(who, milestone),
  },
  'db/studies/plan.ts': { listPlan: (who) => listPlan(who, ids.study) },
  'db/studies/site_invitations.ts': {
    findInvitingStudy: (who) => findInvitingStudy(who, trial),
    findSiteInvitation: (who) => findSiteInvitation(who, ladders, ids.siteInvitation),
    listSiteInvitations: (who) => listSiteInvitations(who, ids.invitingStudy),
    listSiteInvitationsOnDesk: (who) => listSiteInvitationsOnDesk(who, today()),
  },
  'db/studies/reconciliation.ts': {
    findReconciliation: (who) => findReconciliation(who, trial),
    findDifference: (who) => findDifference(who, { slug: trial, id: 1 }),
    listDifferencesOnDesk: (who) => listDifferencesOnDesk(who),
  },
  'db/studies/sites.ts': { listSites: (who) => listSites(who, ids.study) },
  'db/supervisors.ts': { listSupervisors: (who) => listSupervisors(who, ids.officer) },
  'db/today.ts': {
    listReportsOnDesk: (who) => listReportsOnDesk(who, today()),
    listMilestonesOnDesk: (who) => listMilestonesOnDesk(who, '2999-12-31'),
    listGatesOnDesk: (who) => listGatesOnDesk(who),
    listAwardsWithoutOfficer: (who) => listAwardsWithoutOfficer(who),
    countOpenInvitations: (who) => countOpenInvitations(who),
  },
}

/** Questions whose answer hides nothing, or that no person asks. */
const others: Record<string, readonly string[]> = {
  // By address, token or one's own person: signing in knows nobody yet.
  'db/calendar.ts': ['findSubscriber'],
  'db/accounts.ts': ['findAccount', 'listOwnMemberships', 'listAccounts'],
  'db/invitation_links.ts': ['findInvitationByToken'],
  'db/studies/draft_reviews.ts': ['findReviewByToken'],
  // Lists from the sources, the same for everybody.
  'db/crosswalk.ts': ['listCrosswalk'],
  'db/indicators.ts': ['findIndicator'],
  'db/evidence/claims.ts': ['listClaims', 'listClaimsOf', 'findClaim'],
  'db/evidence/findings.ts': [
    'listFindings',
    'listAllFindings',
    'countFindings',
    'findFinding',
    'listFindingsBeside',
    'listFindingChoices',
    'listPoolable',
    'listJudged',
    'listFindingsOf',
  ],
  'db/evidence/own.ts': ['findOwnFinding'],
  'db/evidence/studies.ts': ['listEvidenceStudies', 'findEvidenceStudy'],
  'db/evidence/prices.ts': ['listPriceIndex', 'findPriceIndex'],
  'db/evidence/practice.ts': ['listPublicNotes'],
  'db/evidence/levels.ts': ['listModelLevels'],
  'db/evidence/library.ts': ['countLibrary'],
  'db/coverage.ts': ['listCoverageChoices'],
  'db/overlap/find.ts': ['countWaiting'],
  // Names alone, for who records partners, so that nobody is entered twice.
  'db/partners/find.ts': ['listAlike'],
  'db/evidence/money.ts': ['listMoneyChoices'],
  'db/funds.ts': ['listOfficialFunds', 'listFundChoices'],
  'db/evidence/questions.ts': ['listQuestions'],
  'db/evidence/framework.ts': ['listFramework', 'listFrameworkOf', 'listEssentialQuestions'],
  // Questions and their levels are public; what the office says of them is shown to who reads the agenda.
  'db/evidence/agenda.ts': ['listHoles'],
  'db/evidence/body.ts': ['listSupport', 'findCountyHealth'],
  'db/evidence/ratings.ts': ['listRatings', 'listRatingsOf', 'listWorked'],
  'db/evidence/synthesis.ts': ['findSynthesis', 'listSynthesisChoices'],
  'db/evidence/replication.ts': ['findTried'],
  'db/evidence/models.ts': [
    'listModels',
    'findModel',
    'listModelTree',
    'listModelNames',
    'listCareerRungs',
  ],
  'db/sectors.ts': ['findSector'],
  'db/studies/enter.ts': ['listProgramChoices'],
  'db/streams.ts': ['findStream', 'listAllotments', 'listListings'],
  // What a job compares a file with, which its importer's agency sent.
  'db/awards/import_record.ts': ['findSheetLists', 'findImportRecord'],
  // Asked by the machine and by operators, or of one's own organization within a write.
  'db/audit.ts': ['listHeads'],
  'db/migrate.ts': ['listMigrations'],
  'db/notice_mail.ts': ['findLetter', 'findDigest'],
  'db/reports/authors.ts': ['countActiveAuthors'],
}

const modules = import.meta.glob<Record<string, unknown>>(
  ['../../db/**/*.ts', '!../../db/cast/**', '!../../db/reference/**'],
  { eager: true },
)

const everyOutcome = { origin: 'sample' as const, kind: null, sector: null }
const ids = {
  award: 0,
  appropriation: 0,
  fain: 'SAMPLE-FAIN-01',
  organization: 0,
  membership: 0,
  officer: 0,
  invitation: 0,
  notice: 0,
  view: 0,
  import: 0,
  report: 0,
  reportNumber: '',
  returned: 0,
  asked: 0,
  upload: 0,
  modification: 0,
  study: 0,
  siteInvitation: 0,
  overlap: 0,
  overlapping: 0,
  invitingStudy: 0,
  visitFile: { number: 'SAMPLE-GJC-01', finding: 0, sha256: '' },
}

let strangers: Record<'certifier' | 'lead', Stranger>

beforeAll(async () => {
  const owner = await testDatabase('played')
  await findSubjects(owner)
  strangers = {
    certifier: await enterStranger(owner, 'grantee', 'certifier'),
    lead: await enterStranger(owner, 'evaluator', 'lead'),
  }
})

test('every exported question of the database is listed', () => {
  const asked = Object.entries(modules).flatMap(([file, module]) =>
    Object.keys(module)
      .filter((name) => /^(list|find|count|total|preview)[A-Z]/.test(name))
      .map((name) => `${file.replace('../../', '')} ${name}`),
  )
  const listed = [...Object.entries(questions), ...Object.entries(others)].flatMap(
    ([file, names]) =>
      (Array.isArray(names) ? names : Object.keys(names)).map((name: string) => `${file} ${name}`),
  )
  expect(listed.sort()).toEqual(asked.sort())
})

describe.each(['certifier', 'lead'] as const)('to a %s of nothing', (role) => {
  describe.each(Object.entries(questions))('%s', (_file, asked) => {
    test.each(Object.entries(asked))('%s tells nothing', async (_name, ask) => {
      expect(told(await ask(strangers[role]))).toEqual([])
    })
  })
})

test('the same questions tell an auditor something, so that silence means something', async () => {
  const auditor = {
    ...strangers.certifier,
    role: 'auditor',
    organizationKind: 'agency',
  } as Stranger
  const speaking = await Promise.all(
    [
      questions['db/awards/find.ts']?.['findAward'],
      questions['db/awards/find.ts']?.['findNumberByFain'],
      questions['db/awards/modifications.ts']?.['listModificationComments'],
      questions['db/reports/find.ts']?.['findReport'],
      questions['db/reports/find.ts']?.['listReturnWords'],
      questions['db/reports/expected.ts']?.['listPetitions'],
      questions['db/studies/milestones.ts']?.['findMilestone'],
      questions['db/studies/gates.ts']?.['listGateDecisions'],
      questions['db/studies/site_invitations.ts']?.['findSiteInvitation'],
      questions['db/people.ts']?.['findMembership'],
      questions['db/invitations.ts']?.['findInvitation'],
      questions['db/history.ts']?.['listEvents'],
    ].map(async (ask) => told(await ask?.(auditor)).length > 0),
  )
  expect(speaking).not.toContain(false)
})

/** Everything an answer says: its texts and its numbers, nought and nothing left out. */
function told(answer: unknown): unknown[] {
  if (answer === null || answer === undefined || answer === false || answer === 0) return []
  if (answer instanceof Date || typeof answer !== 'object') return [answer]
  return Object.values(answer).flatMap(told)
}

async function findSubjects(owner: Db): Promise<void> {
  const award = await owner
    .updateTable('awards')
    .set({ fain: ids.fain })
    .where('number', '=', 'SAMPLE-GJC-01')
    .returning(['id', 'organizationId'])
    .executeTakeFirstOrThrow()
  const report = await owner
    .selectFrom('reports')
    .where('awardId', '=', award.id)
    .where('agencyState', '=', 'accepted')
    .select(['id', 'number'])
    .executeTakeFirstOrThrow()
  const returned = await owner
    .selectFrom('reportReturns')
    .select('reportId')
    .executeTakeFirstOrThrow()
  const asked = await owner
    .selectFrom('reportPetitions')
    .select('reportId')
    .executeTakeFirstOrThrow()
  const study = await owner
    .selectFrom('studies')
    .where('slug', '=', trial)
    .select('id')
    .executeTakeFirstOrThrow()
  const site = await owner
    .selectFrom('siteInvitations')
    .select(['id', 'studyId'])
    .executeTakeFirstOrThrow()
  const answer = await owner
    .selectFrom('visitFiles')
    .where('backs', '=', 'answer')
    .select(['findingId as finding', 'sha256'])
    .executeTakeFirstOrThrow()
  ids.visitFile = { ...ids.visitFile, ...answer }
  const sent = await owner.selectFrom('awardImports').select('id').executeTakeFirstOrThrow()
  const overlap = await owner
    .selectFrom('overlapFindings')
    .where('sample', '=', true)
    .select(['id', 'lowAwardId'])
    .executeTakeFirstOrThrow()
  ids.overlap = overlap.id
  ids.overlapping = overlap.lowAwardId
  const view = await owner.selectFrom('savedViews').select('id').executeTakeFirstOrThrow()
  const membership = await owner
    .selectFrom('memberships')
    .where('organizationId', '=', award.organizationId)
    .select('id')
    .executeTakeFirstOrThrow()
  const invitation = await owner
    .insertInto('invitations')
    .values({
      organizationId: award.organizationId,
      organizationKind: 'grantee',
      email: 'colleague@bluemesa.example.org',
      role: 'viewer',
      invitedAt: now(),
      expiresAt: new Date(now().getTime() + 86_400_000),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const appropriation = await owner
    .selectFrom('appropriations')
    .select('id')
    .executeTakeFirstOrThrow()
  const notice = await owner.selectFrom('notices').select('id').executeTakeFirstOrThrow()
  await owner
    .insertInto('reportFiles')
    .values({
      reportId: report.id,
      organizationId: award.organizationId,
      itemCode: 'D_SUPPORT',
      name: 'letter.pdf',
      kind: 'pdf',
      size: 5,
      sha256: '1'.repeat(64),
      addedBy: 1,
      addedAt: now(),
    })
    .execute()
  const { id: modification } = await owner
    .selectFrom('modifications')
    .where('awardId', '=', award.id)
    .where('no', '=', 1)
    .select('id')
    .executeTakeFirstOrThrow()
  const { id: upload } = await owner
    .insertInto('reportUploads')
    .values({
      reportId: report.id,
      organizationId: award.organizationId,
      fileName: 'figures.csv',
      sha256: '0'.repeat(64),
      entries: '[{"itemCode":"GJC_ENROLLED","part":"value","value":"5"}]',
      problems: null,
      uploadedBy: 1,
      uploadedAt: now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const officer = await owner
    .selectFrom('memberships')
    .where('role', '=', 'officer')
    .select('id')
    .executeTakeFirstOrThrow()
  Object.assign(ids, {
    officer: officer.id,
    notice: notice.id,
    appropriation: appropriation.id,
    view: view.id,
    import: sent.id,
    upload,
    modification,
    award: award.id,
    organization: award.organizationId,
    membership: membership.id,
    invitation: invitation.id,
    report: report.id,
    reportNumber: report.number,
    returned: returned.reportId,
    asked: asked.reportId,
    study: study.id,
    siteInvitation: site.id,
    invitingStudy: site.studyId,
  })
}

/** Somebody of an organization that holds nothing and takes part in nothing. */
async function enterStranger(
  owner: Db,
  kind: 'grantee' | 'evaluator',
  role: 'certifier' | 'lead',
): Promise<Stranger> {
  const name = `Stranger ${role}`
  const organization = await owner
    .insertInto('organizations')
    .values({ slug: `strangers-${kind}`, kind, name: `Strangers ${kind}`, sample: true })
    .returning('id')
    .executeTakeFirstOrThrow()
  const email = `${role}@strangers.example.org`
  const person = await owner
    .insertInto('people')
    .values({ name, email, createdAt: now() })
    .returning('id')
    .executeTakeFirstOrThrow()
  const membership = await owner
    .insertInto('memberships')
    .values({
      organizationId: organization.id,
      organizationKind: kind,
      personId: person.id,
      role,
      startedAt: now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const actor = {
    kind: 'person',
    personId: person.id,
    name,
    email,
    membershipId: membership.id,
    organizationId: organization.id,
    organizationName: `Strangers ${kind}`,
    organizationKind: kind,
    agencyCode: null,
    role,
    requestId: 'stranger',
  } as Actor
  return actor as Stranger
}
