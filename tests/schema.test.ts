import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { rolesByKind, systemNames } from '#app/domain/access.ts'
import { awardStatuses, precisions } from '#app/domain/award.ts'
import { awardSheetKinds, importStates } from '#app/domain/award_sheet.ts'
import { calendarTypes, frequencies, rollRules } from '#app/domain/calendar.ts'
import { closeoutItemCodes, closeoutOutcomes } from '#app/domain/closeout.ts'
import {
  claimKinds,
  clearLevels,
  componentAnswers,
  components,
  errorOrigins,
  expectations,
  findingKinds,
  followUpWindows,
  modelKinds,
  scales,
} from '#app/domain/evidence/library.ts'
import { closenesses, frameworkKinds, frameworkPlaces } from '#app/domain/evidence/framework.ts'
import { fidelitySides, fidelityWords } from '#app/domain/evidence/fidelity.ts'
import { bodyLevels, raterParts } from '#app/domain/evidence/raters.ts'
import { outcomeKinds, outcomeStates } from '#app/domain/evidence/outcomes.ts'
import { studyParts } from '#app/domain/evidence/solicitation.ts'
import { ownFindingKinds, ownFindingStates } from '#app/domain/evidence/own_finding.ts'
import {
  certainties,
  kinships,
  practiceAnswers,
  practiceStates,
} from '#app/domain/evidence/practice.ts'
import { priceBases } from '#app/domain/evidence/pool_rules.ts'
import { ratedDesigns } from '#app/domain/evidence/causal_ratings.ts'
import { ratingSystemCodes } from '#app/domain/evidence/ratings.ts'
import { attritionBounds } from '#app/domain/study/attrition.ts'
import { balanceSamples, characteristicKinds } from '#app/domain/study/balance_table.ts'
import { balanceCategories } from '#app/domain/study/balance.ts'
import { decisionKinds, decisionStates, decisionSubjects } from '#app/domain/decisions.ts'
import { moneyMeasures } from '#app/domain/funds.ts'
import { noticeGroups } from '#app/domain/notice_line.ts'
import { mailChoices } from '#app/domain/notices.ts'
import { overlapActions, overlapHappenings, overlapStates } from '#app/domain/overlap/life.ts'
import { populations, services } from '#app/domain/overlap/reach.ts'
import { overlapLevels } from '#app/domain/overlap/rule.ts'
import { partnerRoles } from '#app/domain/partner.ts'
import { riskTiers } from '#app/domain/oversight/risk_tiers.ts'
import { assistanceStates } from '#app/domain/oversight/assistance.ts'
import { correctionStates } from '#app/domain/oversight/corrections.ts'
import {
  findingKinds as visitFindingKinds,
  backedParts,
  visitKinds,
  visitStates,
} from '#app/domain/oversight/visits.ts'
import { reportSteps } from '#app/domain/report/clocks.ts'
import { fileKinds } from '#app/domain/report/files.ts'
import { petitionKinds, recommendations } from '#app/domain/report/petitions.ts'
import { returnReasons } from '#app/domain/report/returns.ts'
import { agencyStates, authorStates, reportEnds } from '#app/domain/report/states.ts'
import { opinions } from '#app/domain/report/opinions.ts'
import { remarkKinds } from '#app/domain/report/threads.ts'
import { alertBearings, alertKinds } from '#app/domain/study/alerts.ts'
import { digestRhythms } from '#app/domain/view_mail_words.ts'
import { agreementKinds } from '#app/domain/study/agreements.ts'
import { evaluabilityCriteria } from '#app/domain/study/evaluability.ts'
import {
  commentAnswers,
  commentKinds,
  deliverableKinds,
  deliverableStates,
  reviewBodies,
} from '#app/domain/study/deliverables.ts'
import { gateSides } from '#app/domain/study/gates.ts'
import { milestoneStates } from '#app/domain/study/milestones.ts'
import { outcomeRanks, outcomeSources, registries, studyDesigns } from '#app/domain/study/record.ts'
import { siteInvitationStates } from '#app/domain/study/site_invitations.ts'
import {
  countBases,
  differenceOwners,
  differenceReasons,
  differenceStates,
} from '#app/domain/study/reconciliation.ts'
import { stageStates, stages } from '#app/domain/study/stages.ts'
import { trendGrains } from '#app/domain/rolled_trend.ts'
import { appRights, readOnlyTables } from '#db/grants.ts'
import { type Db, db } from '#db/index.ts'
import { testDatabase } from './setup/database.ts'

let owner: Db

beforeAll(async () => {
  owner = await testDatabase('played')
})

/** Words the code branches on, beside the column whose check holds the same. */
const words: [table: string, column: string, words: readonly string[]][] = [
  ['awards', 'status', awardStatuses],
  ['award_totals', 'status', awardStatuses],
  ['period_totals', 'grain', trendGrains],
  ['award_imports', 'state', importStates],
  ['award_imports', 'kind', awardSheetKinds],
  ['risk_ratings', 'tier', riskTiers],
  ['award_risks', 'tier', riskTiers],
  ['fidelity_ratings', 'side', fidelitySides],
  ['fidelity_ratings', 'component', components],
  ['fidelity_ratings', 'word', fidelityWords],
  ['award_fidelity', 'component', components],
  ['award_fidelity', 'word', fidelityWords],
  ['award_outcomes', 'kind', outcomeKinds],
  ['award_outcomes', 'state', outcomeStates],
  ['body_ratings', 'part', raterParts],
  ['body_ratings', 'level', bodyLevels],
  ['body_ratings', 'worked_level', bodyLevels],
  ['question_studies', 'part', studyParts],
  ['partnerships', 'role', partnerRoles],
  ['award_reaches', 'populations', populations],
  ['models', 'populations', populations],
  ['award_reaches', 'services', services],
  ['overlap_findings', 'level', overlapLevels],
  ['overlap_findings', 'state', overlapStates],
  ['overlap_findings', 'action', overlapActions],
  ['overlap_moves', 'move', overlapHappenings],
  ['visits', 'kind', visitKinds],
  ['visits', 'state', visitStates],
  ['visit_findings', 'kind', visitFindingKinds],
  ['visit_files', 'backs', backedParts],
  ['view_digests', 'every', digestRhythms],
  ['visit_files', 'kind', fileKinds],
  ['corrections', 'state', correctionStates],
  ['assistance', 'state', assistanceStates],
  ['award_risks', 'rated_tier', riskTiers],
  ['closeout_items', 'item', closeoutItemCodes],
  ['closeout_items', 'outcome', closeoutOutcomes],
  ['awards', 'amount_precision', precisions],
  ['accepted_money', 'measure', moneyMeasures],
  ['decisions', 'kind', decisionKinds],
  ['decisions', 'state', decisionStates],
  ['decisions', 'about', decisionSubjects],
  ['awards', 'report_frequency', frequencies],
  ['awards', 'report_roll_rule', rollRules],
  ['awards', 'report_calendar', calendarTypes],
  ['reports', 'author_state', authorStates],
  ['reports', 'agency_state', agencyStates],
  ['reports', 'ended_as', reportEnds],
  ['reports', 'frequency', frequencies],
  ['reports', 'calendar_type', calendarTypes],
  ['report_petitions', 'kind', petitionKinds],
  ['report_petitions', 'recommendation', recommendations],
  ['award_schedules', 'frequency', frequencies],
  ['award_schedules', 'roll_rule', rollRules],
  ['award_schedules', 'calendar_type', calendarTypes],
  ['report_returns', 'reason_code', returnReasons],
  ['report_files', 'kind', fileKinds],
  ['report_remarks', 'kind', remarkKinds],
  ['report_opinions', 'opinion', opinions],
  ['report_clocks', 'step', reportSteps],
  ['milestones', 'state', milestoneStates],
  ['study_stages', 'stage', stages],
  ['study_stages', 'state', stageStates],
  ['study_designs', 'design', studyDesigns],
  ['study_outcomes', 'rank', outcomeRanks],
  ['study_outcomes', 'source', outcomeSources],
  ['study_registrations', 'registry', registries],
  ['gate_requests', 'side', gateSides],
  ['models', 'kind', modelKinds],
  ['models', 'wraparound', componentAnswers],
  ['findings', 'kind', findingKinds],
  ['findings', 'follow_up_window', followUpWindows],
  ['findings', 'scale', scales],
  ['findings', 'price_basis', priceBases],
  ['findings', 'error_origin', errorOrigins],
  ['findings', 'clear_level', clearLevels],
  ['claims', 'kind', claimKinds],
  ['framework_indicators', 'kind', frameworkKinds],
  ['framework_matches', 'closeness', closenesses],
  ['framework_matches', 'place', frameworkPlaces],
  ['essential_question_matches', 'closeness', closenesses],
  ['ratings', 'system', ratingSystemCodes],
  ['ratings', 'design', ratedDesigns],
  ['ratings', 'baseline', balanceCategories],
  ['claim_checks', 'scale', scales],
  ['claim_checks', 'expectation', expectations],
  ['study_agreements', 'kind', agreementKinds],
  ['site_invitations', 'state', siteInvitationStates],
  ['agreement_files', 'kind', fileKinds],
  ['count_tolerances', 'basis', countBases],
  ['count_differences', 'state', differenceStates],
  ['count_differences', 'owner', differenceOwners],
  ['count_differences', 'reason_code', differenceReasons],
  ['evaluability_scores', 'criterion', evaluabilityCriteria],
  ['practice_notes', 'certainty', certainties],
  ['practice_notes', 'components', components],
  ['practice_notes', 'state', practiceStates],
  ['practice_sends', 'alike', kinships],
  ['practice_sends', 'answer', practiceAnswers],
  ['contamination_alerts', 'kind', alertKinds],
  ['contamination_alerts', 'bearing', alertBearings],
  ['study_deliverables', 'kind', deliverableKinds],
  ['study_deliverables', 'state', deliverableStates],
  ['deliverable_drafts', 'kind', fileKinds],
  ['deliverable_reviews', 'body', reviewBodies],
  ['deliverable_comments', 'kind', commentKinds],
  ['deliverable_comments', 'answer', commentAnswers],
  ['study_findings', 'state', ownFindingStates],
  ['study_findings', 'kind', ownFindingKinds],
  ['study_findings', 'design', studyDesigns],
  ['study_findings', 'scale', scales],
  ['study_findings', 'error_origin', errorOrigins],
  ['study_findings', 'baseline', balanceCategories],
  ['balance_tables', 'sample', balanceSamples],
  ['balance_rows', 'kind', characteristicKinds],
  ['attrition_counts', 'bound', attritionBounds],
  ['attrition_counts', 'source', outcomeSources],
  ['organizations', 'kind', Object.keys(rolesByKind)],
  ['memberships', 'role', Object.values(rolesByKind).flat()],
  ['events', 'system_actor', systemNames],
  ['notices', 'mail', mailChoices],
  ['notice_settings', 'mail', mailChoices],
  ['notice_settings', 'notice_group', noticeGroups],
]

test.each(words)('the words of %s.%s are those of the domain', async (table, column, known) => {
  const { rows } = await sql<{ definition: string }>`
    select pg_get_constraintdef(oid) as definition from pg_constraint
    where conrelid = ${table}::regclass and contype = 'c'
  `.execute(owner)
  const naming = rows.filter(({ definition }) => new RegExp(`\\b${column}\\b`).test(definition))
  const found = naming.flatMap(({ definition }) => [
    ...definition.matchAll(/'([a-zA-Z0-9_]+)'::text/g),
  ])
  const spoken = new Set(found.map(([, word = '']) => word))
  const kinds = column === 'role' ? Object.keys(rolesByKind) : []
  expect([...spoken].filter((word) => !kinds.includes(word)).sort()).toEqual([...known].sort())
})

test('every table is listed with what the app may do to it', async () => {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' order by 1
  `.execute(owner)
  const listed = [...Object.keys(appRights), ...readOnlyTables, 'kysely_migration_lock']
  expect(rows.map(({ name }) => name)).toEqual([...new Set(listed)].sort())
})

test('the app owns nothing and may make nothing', async () => {
  const { rows } = await sql<{ owned: number; creates: boolean; super: boolean }>`
    select (select count(*) from pg_class where relowner = 'app'::regrole)::int as owned,
      has_schema_privilege('app', 'public', 'create') as creates,
      (select rolsuper or rolcreaterole or rolcreatedb or rolbypassrls from pg_roles where rolname = 'app') as super
  `.execute(owner)
  expect(rows[0]).toEqual({ owned: 0, creates: false, super: false })
})

describe('as the app, by raw SQL', () => {
  const readOnly = readOnlyTables.flatMap((table) => [
    `delete from ${table}`,
    `truncate ${table}`,
    `alter table ${table} add column more text`,
  ])
  const forbidden = [
    `update events set kind = 'report.accepted'`,
    `delete from events`,
    `truncate events`,
    `update event_chains set seq = 0`,
    `insert into event_chains values ('award:1000000', 1, '\\x')`,
    `delete from event_chains`,
    `update report_versions set content = '{}'`,
    `delete from report_versions`,
    `truncate report_versions`,
    `update report_revisions set new_value = '1'`,
    `delete from report_revisions`,
    `delete from report_answers`,
    `delete from reports`,
    `delete from awards`,
    `delete from people`,
    `delete from organizations`,
    `delete from memberships`,
    `delete from studies`,
    `delete from milestones`,
    `delete from gate_decisions`,
    `delete from notices`,
    `delete from report_reminders`,
    `delete from delegations`,
    `delete from report_clocks`,
    `update report_reminders set step = 'other'`,
    `create table mine (id int)`,
    `create schema mine`,
    `create role mine`,
    `drop table awards`,
    `alter table events disable trigger all`,
    `alter table events owner to app`,
    `drop trigger chain_event on events`,
    `create or replace function chain_event() returns trigger language plpgsql as 'begin return new; end'`,
    `set role migrator`,
    `set session_replication_role = replica`,
    `alter role app superuser`,
    `copy awards to program 'cat'`,
    `select pg_read_file('/etc/hostname')`,
    `select * from graphile_worker._private_jobs`,
    ...readOnly,
  ]

  test('at least forty kinds of forbidden writes are tried', () => {
    expect(forbidden.length).toBeGreaterThanOrEqual(40)
  })

  test.each(forbidden)('%s is refused', async (statement) => {
    await expect(sql.raw(statement).execute(db)).rejects.toThrow(
      /permission denied|must be owner|append-only|not permitted|must be superuser|does not exist|only roles with/i,
    )
  })

  test('an event with a forged place in its chain gets the true one', async () => {
    const forged = sql<{ seq: number; hash: string }>`
      insert into events (chain, seq, kind, at, system_actor, request_id, hash)
      values ('award:1', 1, 'account.entered', now(), 'loader', 'forged', '\\x00')
      returning chain, seq, encode(hash, 'hex') as hash
    `
    const { rows } = await forged.execute(db)
    expect(rows[0]).toMatchObject({ chain: 'system' })
    expect(rows[0]?.hash).toMatch(/^[0-9a-f]{64}$/)
  })

  test.each([
    [
      'a report under another organization’s award',
      `insert into reports (number, organization_id, award_id, template_code, template_version, period_start, period_end, statutory_due_on, working_due_on)
       select 'forged', o.id, a.id, 'GJC-Q', 1, '2020-01-01', '2020-03-31', '2020-04-30', '2020-04-30'
       from organizations o, awards a
       where o.slug = 'prairie-line-training-center' and a.number = 'SAMPLE-GJC-01'`,
    ],
    [
      'an answer in another organization’s report',
      `insert into report_answers (report_id, organization_id, item_code, changed_by, changed_at)
       select r.id, o.id, 'NOT_ANSWERED', 1, now() from reports r, organizations o
       where r.number like 'SAMPLE-GJC-01-%' and o.slug = 'prairie-line-training-center' limit 1`,
    ],
    [
      'a sample award of an organization that is not sample',
      `update awards set sample = false where number = 'SAMPLE-GJC-01'`,
    ],
    [
      'an agency’s role in a grantee',
      `update memberships set role = 'officer' where organization_kind = 'grantee'`,
    ],
    ['standing in for oneself', `update delegations set delegate_membership_id = membership_id`],
    [
      'a colleague of another organization standing in',
      `update delegations set delegate_membership_id = (
         select id from memberships where organization_kind = 'grantee' limit 1)`,
    ],
    [
      'an extension granted by who asked for it',
      `update report_petitions set decided_by = asked_by where outcome = 'granted'`,
    ],
    [
      'a waiver under another organization’s name',
      `update report_petitions set organization_id = 1`,
    ],
    [
      'evidence accepted by who submitted it',
      `update milestone_evidence set decision = 'accepted', decided_by = submitted_by, decided_at = now()`,
    ],
  ])('%s does not fit', async (_what, statement) => {
    await expect(sql.raw(statement).execute(db)).rejects.toThrow(
      /violates (foreign key|check) constraint/,
    )
  })
})
