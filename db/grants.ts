import { type Kysely, sql } from 'kysely'
import type { Database } from './schema.ts'

/** What the `app` role may do, table by table. What is not listed it may only read, or not even that. */
export const appRights = {
  organizations: 'select, insert, update',
  people: 'select, insert, update',
  memberships: 'select, insert, update',
  delegations: 'select, insert, update',
  sessions: 'select, insert, update, delete',
  sign_in_limits: 'select, insert, update, delete',
  password_resets: 'select, insert, update, delete',
  idempotency_keys: 'select, insert, update',
  invitations: 'select, insert, update',
  awards: 'select, insert, update',
  award_sectors: 'select, insert, delete',
  award_states: 'select, insert, delete',
  award_partners: 'select, insert, delete',
  award_targets: 'select, insert, update, delete',
  award_schedules: 'select, insert, update',
  award_holds: 'select, insert, update',
  modifications: 'select, insert, update',
  modification_lines: 'select, insert, delete',
  modification_comments: 'select, insert',
  award_models: 'select, insert',
  fidelity_ratings: 'select, insert',
  award_fidelity: 'select, insert, update',
  award_outcomes: 'select, insert, update',
  body_ratings: 'select, insert',
  question_priorities: 'select, insert',
  question_studies: 'select, insert',
  appropriations: 'select, insert',
  accepted_money: 'select, insert',
  decisions: 'select, insert, update',
  decision_shares: 'select, insert',
  decision_comments: 'select, insert',
  closeout_items: 'select, insert, update',
  risk_ratings: 'select, insert',
  award_risks: 'select, insert, update',
  visits: 'select, insert, update',
  visit_findings: 'select, insert',
  visit_files: 'select, insert, update',
  corrections: 'select, insert, update',
  assistance: 'select, insert, update',
  partners: 'select, insert',
  partnerships: 'select, insert',
  employer_commitments: 'select, insert',
  subawards: 'select, insert',
  award_reaches: 'select, insert',
  overlap_findings: 'select, insert, update',
  overlap_moves: 'select, insert',
  overlap_queue: 'select, update, delete',
  caseloads: 'select, insert, update',
  reports: 'select, insert, update',
  report_answers: 'select, insert, update',
  report_revisions: 'select, insert',
  report_versions: 'select, insert',
  version_documents: 'select, insert',
  report_returns: 'select, insert',
  accepted_figures: 'select, insert, delete',
  report_uploads: 'select, insert, update, delete',
  report_files: 'select, insert, update',
  report_opinions: 'select, insert, update',
  report_checks: 'select, insert, delete',
  report_clocks: 'select, insert, update',
  report_remarks: 'select, insert',
  report_petitions: 'select, insert, update',
  studies: 'select, insert, update',
  study_firms: 'select, insert',
  study_programs: 'select, insert',
  study_team: 'select, insert, update',
  study_stages: 'select, insert, update',
  study_sites: 'select, insert',
  site_invitations: 'select, insert, update',
  milestones: 'select, insert, update',
  milestone_evidence: 'select, insert, update',
  gate_decisions: 'select, insert, update',
  gate_requests: 'select, insert',
  study_designs: 'select, insert',
  study_outcomes: 'select, insert',
  study_registrations: 'select, insert',
  study_agreements: 'select, insert, update',
  agreement_files: 'select, insert',
  enrolment_counts: 'select, insert',
  count_tolerances: 'select, insert',
  assignment_checks: 'select, insert',
  count_differences: 'select, insert, update',
  power_memos: 'select, insert',
  balance_tables: 'select, insert',
  balance_rows: 'select, insert',
  attrition_counts: 'select, insert',
  database_locks: 'select, insert',
  study_findings: 'select, insert, update',
  study_finding_responses: 'select, insert',
  practice_notes: 'select, insert, update',
  practice_citations: 'select, insert, delete',
  practice_sends: 'select, insert, update',
  contamination_alerts: 'select, insert, update',
  study_deliverables: 'select, insert, update',
  deliverable_drafts: 'select, insert',
  deliverable_reviews: 'select, insert, update',
  deliverable_comments: 'select, insert, update',
  evaluability_scores: 'select, insert',
  evaluability_comments: 'select, insert',
  // The loader writes what sources published; the app adds what its own studies found, once approved.
  findings: 'select, insert',
  events: 'select, insert',
  event_chains: 'select',
  notices: 'select, insert, update',
  notice_settings: 'select, insert, update',
  saved_views: 'select, insert, delete',
  view_digests: 'select, insert, update, delete',
  hand_over_words: 'select, insert',
  award_imports: 'select, insert, update',
  report_reminders: 'select, insert',
  calendar_feeds: 'select, insert, update',
} as const

/** Reference lists, bookkeeping and kept totals: read by the app, written by the loader and by triggers as
 *  the owner. */
export const readOnlyTables = [
  'agencies',
  'streams',
  'programs',
  'program_sectors',
  'assistance_listings',
  'sectors',
  'states',
  'indicators',
  'templates',
  'template_programs',
  'template_items',
  'template_rules',
  'checklist_items',
  'crosswalk',
  'burden',
  'wioa_allotments',
  'milestone_templates',
  'gate_criteria',
  'models',
  'model_sectors',
  'finding_sectors',
  'claims',
  'claim_findings',
  'claim_checks',
  'ratings',
  'rated_findings',
  'questions',
  'question_cells',
  'career_rungs',
  'essential_questions',
  'essential_question_indicators',
  'essential_question_matches',
  'framework_indicators',
  'framework_matches',
  'price_index',
  'award_totals',
  'sector_totals',
  'grantee_totals',
  'grantee_counts',
  'award_figures',
  'stream_figures',
  'period_totals',
  'award_coverage',
  'coverage_totals',
  'clock_totals',
  'reference_loads',
  'kysely_migration',
] as const

/** Gives each role exactly these rights and takes every other, in one transaction. */
export async function grantRights(db: Kysely<Database>): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`revoke all on all tables in schema public from public, app, worker, readonly`.execute(
      trx,
    )
    await sql`revoke create on schema public from public`.execute(trx)
    await sql`grant usage on schema public to app, worker, readonly`.execute(trx)
    for (const [table, rights] of Object.entries(appRights)) {
      await sql`grant ${sql.raw(rights)} on ${sql.table(table)} to app`.execute(trx)
    }
    for (const table of readOnlyTables) {
      await sql`grant select on ${sql.table(table)} to app`.execute(trx)
    }
    await sql`grant execute on function enqueue(text, json, text) to app`.execute(trx)
    await sql`grant select on all tables in schema public to readonly`.execute(trx)
    await sql`revoke all on sessions, password_resets, people, invitations, calendar_feeds, deliverable_reviews from readonly`.execute(
      trx,
    )
    await sql`grant usage on schema graphile_worker to worker`.execute(trx)
    await sql`grant all on all tables in schema graphile_worker to worker`.execute(trx)
    await sql`grant all on all sequences in schema graphile_worker to worker`.execute(trx)
    await sql`grant execute on all functions in schema graphile_worker to worker`.execute(trx)
    await openQueueTo(trx, 'worker')
  })
}

/** The queue's tables are closed by row-level security to all but their owner. */
async function openQueueTo(trx: Kysely<Database>, role: string): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relnamespace = 'graphile_worker'::regnamespace and relrowsecurity
      and not exists (select from pg_policy where polrelid = pg_class.oid and polname = ${role})
  `.execute(trx)
  for (const { name } of rows) {
    await sql`
      create policy ${sql.id(role)} on ${sql.id('graphile_worker', name)} to ${sql.id(role)}
      using (true) with check (true)
    `.execute(trx)
  }
}
