import { sql } from 'kysely'
import type { Trx } from '../index.ts'

/** Writes every event that was made into the chain of its award, study or person, in the order of time and
 *  hashed as the trigger would: link by link, each over the one before. */
export async function chainEvents(trx: Trx): Promise<void> {
  await sql`
    create function pg_temp.link(chained bytea, payload text) returns bytea immutable strict language sql
      return sha256(chained || convert_to(payload, 'UTF8'))`.execute(trx)
  await sql`
    create aggregate pg_temp.chained (text) (sfunc = pg_temp.link, stype = bytea, initcond = '')`.execute(
    trx,
  )
  await sql`analyze fill_events`.execute(trx)
  await sql`
    create temporary table fill_chained on commit drop as
    select *, lag(hash) over links as previous_hash
    from (
      select *, pg_temp.chained(payload) over links as hash
      from (
        select *, jsonb_build_array(
            chain, seq, kind, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
            person_id, membership_id, system_actor, organization_id, award_id,
            report_id, study_id, milestone_code, subject_person_id,
            before, after, reason, 'fill'::text)::text as payload
        from (
          select *, row_number() over links as seq
          from (
            select *, case
              when award_id is not null then 'award:' || award_id
              when study_id is not null then 'study:' || study_id
              else 'person:' || subject_person_id
            end as chain
            from fill_events
          ) named
          window links as (
          partition by chain order by at, report_id, step rows unbounded preceding)
        ) numbered
      ) spelled
      window links as (
          partition by chain order by at, report_id, step rows unbounded preceding)
    ) hashed
    window links as (
          partition by chain order by at, report_id, step rows unbounded preceding)`.execute(trx)
  await sql`
    insert into events (chain, seq, kind, at, person_id, membership_id, system_actor, organization_id,
      award_id, report_id, study_id, milestone_code, subject_person_id, before, after, reason,
      request_id, previous_hash, hash)
    select chain, seq, kind, at, person_id, membership_id, system_actor, organization_id, award_id,
      report_id, study_id, milestone_code, subject_person_id, before, after, reason, 'fill',
      previous_hash, hash
    from fill_chained
    order by at, chain, seq`.execute(trx)
  await sql`
    insert into event_chains (chain, seq, hash)
    select distinct on (chain) chain, seq, hash from fill_chained order by chain, seq desc`.execute(
    trx,
  )
}
