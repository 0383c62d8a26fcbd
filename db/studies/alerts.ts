import { sql } from 'kysely'
import { type Actor, type Permitted, type SystemActor, may } from '#app/domain/access.ts'
import { now, today } from '#app/domain/clock.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { type AlertBearing, alertFreeOn, alertRefusal } from '#app/domain/study/alerts.ts'
import { record } from '../events.ts'
import { type Trx, db } from '../index.ts'
import { studiesSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { lockStudy } from './plan.ts'

/** What may reach a study from beside its sites, what waits first. Of another award no more is told than its
 *  number, name and grantee, and what the two share. */
export async function listAlerts(actor: Permitted<'plan.read'>, studyId: number) {
  return rows()
    .where('contaminationAlerts.studyId', '=', studyId)
    .where('contaminationAlerts.studyId', 'in', studiesSeenBy(actor))
    .orderBy(sql`bearing is not null`)
    .orderBy('contaminationAlerts.no', 'desc')
    .limit(200)
    .execute()
}

export type AlertRow = Awaited<ReturnType<typeof listAlerts>>[number]

/** Alerts that wait for the word of the lead who asks. */
export async function listAlertsOnDesk(actor: Permitted<'session.use'>) {
  if (!may(actor.role, 'alert.comment')) return []
  return rows()
    .where('contaminationAlerts.studyId', 'in', studiesSeenBy(actor))
    .where('contaminationAlerts.bearing', 'is', null)
    .where('contaminationAlerts.freeOn', '>', today())
    .orderBy('contaminationAlerts.freeOn')
    .limit(30)
    .execute()
}

/** Raises an alert with each study that enrols at either award of a pair that the rule found for the first time.
 *  Of two sites of one study the lower award stands as the site. */
export async function raiseAlerts(
  trx: Trx,
  actor: Actor | SystemActor,
  overlap: { id: number; lowAwardId: number; highAwardId: number },
): Promise<void> {
  const { id, lowAwardId, highAwardId } = overlap
  const { rows: raised } = await sql<{
    studyId: number
    no: number
    site: string
    other: string
  }>`
    with reached as (
      select distinct on (study_sites.study_id) study_sites.study_id, study_sites.award_id,
        study_sites.joined_on,
        case when study_sites.award_id = ${lowAwardId} then ${highAwardId}::bigint
          else ${lowAwardId}::bigint end as other_award_id
      from study_sites
      join studies on studies.id = study_sites.study_id
      where study_sites.award_id in (${lowAwardId}, ${highAwardId})
        and studies.enrolment_opened_on is not null
        and not exists (select from database_locks where study_id = studies.id)
      order by study_sites.study_id, study_sites.award_id
    ), made as (
      insert into contamination_alerts
        (study_id, no, award_id, other_award_id, overlap_id, kind, raised_at, free_on)
      select reached.study_id,
        (select coalesce(max(no), 0) + 1 from contamination_alerts known
          where known.study_id = reached.study_id),
        reached.award_id, reached.other_award_id, ${id},
        case when coalesce(other.period_start, other.announced_on) > reached.joined_on
          then 'new_award' else 'overlap' end,
        ${now()}::timestamptz, ${alertFreeOn(today())}::date
      from reached join awards other on other.id = reached.other_award_id
      on conflict (study_id, overlap_id) do nothing
      returning *
    )
    select made.study_id, made.no, site.number as site, other.number as other
    from made join awards site on site.id = made.award_id
    join awards other on other.id = made.other_award_id
    order by made.study_id
  `.execute(trx)
  for (const { studyId, no, site, other } of raised) {
    await record(trx, actor, {
      kind: 'alert.raised',
      studyId,
      after: { alert: no, site, with: other },
    })
  }
}

/** Refuses a decision on an overlap while the lead of a study at its awards may still have a word. */
export async function mustBeSettled(trx: Trx, overlapId: number): Promise<void> {
  const waiting = await trx
    .selectFrom('contaminationAlerts')
    .innerJoin('studies', 'studies.id', 'contaminationAlerts.studyId')
    .where('contaminationAlerts.overlapId', '=', overlapId)
    .where('contaminationAlerts.bearing', 'is', null)
    .where('contaminationAlerts.freeOn', '>', today())
    .select(['studies.title as study', 'contaminationAlerts.freeOn'])
    .orderBy('contaminationAlerts.freeOn', 'desc')
    .executeTakeFirst()
  if (waiting) throw new Refusal({ form: alertRefusal(waiting) })
}

/** The lead says what it means for the study; once. */
export async function commentOnAlert(
  actor: Permitted<'alert.comment'>,
  key: WriteKey,
  at: { slug: string; no: number },
  { bearing, words }: { bearing: AlertBearing; words: string },
) {
  return writeOnce(actor, key, async (trx) => {
    const study = await lockStudy(trx, actor, at.slug)
    if (!study) return null
    const alert = await trx
      .selectFrom('contaminationAlerts')
      .leftJoin('people', 'people.id', 'contaminationAlerts.commentedBy')
      .where('studyId', '=', study.id)
      .where('no', '=', at.no)
      .select(['bearing', 'commentedAt', 'people.name as who'])
      .executeTakeFirst()
    if (!alert) return null
    if (alert.bearing !== null) {
      throw new Conflict('Somebody said already what it means for the study.', {
        who: alert.who,
        at: alert.commentedAt?.toISOString() ?? null,
      })
    }
    await trx
      .updateTable('contaminationAlerts')
      .set({ bearing, words, commentedBy: actor.personId, commentedAt: now() })
      .where('studyId', '=', study.id)
      .where('no', '=', at.no)
      .execute()
    await record(trx, actor, {
      kind: 'alert.commented',
      studyId: study.id,
      after: { alert: at.no, bearing },
      reason: words,
    })
    return { no: at.no }
  })
}

function rows() {
  return db
    .selectFrom('contaminationAlerts')
    .innerJoin('studies', 'studies.id', 'contaminationAlerts.studyId')
    .innerJoin('overlapFindings', 'overlapFindings.id', 'contaminationAlerts.overlapId')
    .innerJoin('awards as site', 'site.id', 'contaminationAlerts.awardId')
    .innerJoin('awards as other', 'other.id', 'contaminationAlerts.otherAwardId')
    .innerJoin('organizations as holder', 'holder.id', 'other.organizationId')
    .leftJoin('people', 'people.id', 'contaminationAlerts.commentedBy')
    .select([
      'contaminationAlerts.no',
      'contaminationAlerts.kind',
      'contaminationAlerts.raisedAt',
      'contaminationAlerts.freeOn',
      'contaminationAlerts.bearing',
      'contaminationAlerts.words',
      'contaminationAlerts.commentedAt',
      'people.name as commentedBy',
      'studies.slug',
      'studies.title',
      'studies.sample',
      'site.number as siteNumber',
      'other.number',
      'other.name',
      'holder.name as leadOrganization',
      'overlapFindings.sharedStates',
      sql<string[]>`array(select name from sectors
        where code = any (overlap_findings.shared_sectors) order by name)`.as('sectors'),
    ])
}
