import { sql } from 'kysely'
import type { Actor, Permitted } from '#app/domain/access.ts'
import { now, today } from '#app/domain/clock.ts'
import { Refusal } from '#app/domain/outcome.ts'
import {
  type MonthlyCounts,
  armFields,
  countFields,
  countProblems,
  wholeSite,
} from '#app/domain/study/monthly_counts.ts'
import { stopsCounting } from '#app/domain/study/lapses.ts'
import { type Opening, openingChecks } from '#app/domain/study/opening.ts'
import { record } from '../events.ts'
import { type Db, type Trx, db } from '../index.ts'
import { armsSeenBy, studiesSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { agreements, siteChoices } from './agreements.ts'
import { lastChecks } from './assignment_checks.ts'
import { heldOf } from './lapses.ts'
import { mustHaveReason } from './lock.ts'
import { lockStudy, overtaken } from './plan.ts'
import { reconcile } from './reconcile.ts'
import { latestRecord } from './record.ts'
import { standing } from './standing_counts.ts'

/** Counts of a study as they stand, by month, site and block: recruitment and assignment only. What
 *  happened after assignment, arm by arm, is `openArms`. */
export async function listCounts(actor: Permitted<'plan.read'>, studyId: number) {
  return standing(db)
    .where('counts.studyId', '=', studyId)
    .where('counts.studyId', 'in', studiesSeenBy(actor))
    .select([
      'counts.month',
      'counts.block',
      'counts.no',
      'counts.awardId',
      'counts.reached',
      'counts.assessed',
      'counts.ineligible',
      'counts.failedScreen',
      'counts.declinedConsent',
      'counts.other',
      'counts.program',
      'counts.control',
      'awards.number',
      sql<string>`coalesce(awards.name, awards.number)`.as('site'),
    ])
    .orderBy('counts.month')
    .orderBy('awards.number')
    .orderBy('counts.block')
    .execute()
}

export type CountsRow = Awaited<ReturnType<typeof listCounts>>[number]

/** What one site counted in a month and block, whole, for the team that corrects it. What happened arm by arm
 *  is in it, so that each look is an event. */
export async function findCounts(
  actor: Permitted<'arms.read'>,
  slug: string,
  at: { awardId: number; month: string; block: string },
) {
  if (actor.organizationKind !== 'evaluator') return null
  return db.transaction().execute(async (trx) => {
    const row = await standing(trx)
      .innerJoin('studies', 'studies.id', 'counts.studyId')
      .where('studies.slug', '=', slug)
      .where('counts.studyId', 'in', studiesSeenBy(actor))
      .where('counts.awardId', '=', at.awardId)
      .where('counts.month', '=', at.month)
      .where('counts.block', '=', at.block)
      .selectAll('counts')
      .select('awards.number')
      .executeTakeFirst()
    if (!row) return null
    await record(trx, actor, {
      kind: 'arms.viewed',
      studyId: row.studyId,
      after: { site: row.number, month: at.month.slice(0, 7) },
    })
    return row
  })
}

/** What happened after assignment, arm by arm and site by site, to the study's own team, and after the
 *  database lock to those the scope names. Each look is an event. */
export async function openArms(actor: Permitted<'arms.read'>, slug: string) {
  return db.transaction().execute(async (trx) => {
    const study = await trx
      .selectFrom('studies')
      .where('slug', '=', slug)
      .where('id', 'in', armsSeenBy(actor))
      .select(['id', 'slug', 'title', 'sample'])
      .executeTakeFirst()
    if (!study) return null
    const sites = await standing(trx)
      .where('counts.studyId', '=', study.id)
      .groupBy(['awards.number', 'awards.name'])
      .select((eb) => [
        'awards.number',
        sql<string>`coalesce(awards.name, awards.number)`.as('site'),
        ...(['program', 'control', ...armFields] as const).map((field) =>
          eb.fn.sum<number>(`counts.${field}`).as(field),
        ),
      ])
      .orderBy('awards.number')
      .execute()
    const embargoes = await lastChecks(trx)
      .innerJoin('awards', 'awards.id', 'checks.awardId')
      .where('checks.studyId', '=', study.id)
      .where('checks.embargoMonths', 'is not', null)
      .select(['awards.number', 'checks.embargoMonths', 'checks.embargoCrossovers'])
      .execute()
    await record(trx, actor, { kind: 'arms.viewed', studyId: study.id })
    return { study, sites, embargoes }
  })
}

/** What stands and what is missing before enrolment may open. */
export async function findOpening(actor: Permitted<'plan.read'>, slug: string) {
  const study = await db
    .selectFrom('studies')
    .where('slug', '=', slug)
    .where('id', 'in', studiesSeenBy(actor))
    .select(['id', 'slug', 'title', 'sample', 'version', 'enrolmentOpenedOn'])
    .executeTakeFirst()
  if (!study) return null
  const checks = openingChecks(await openingOf(db, study.id), today())
  return { ...study, checks }
}

/** Opens enrolment once nothing is missing. `version` is the study's. */
export async function openEnrolment(
  actor: Permitted<'enrolment.open'>,
  key: WriteKey,
  slug: string,
  version: number,
) {
  return writeOnce(actor, key, async (trx) => {
    const study = await lockStudy(trx, actor, slug)
    if (!study) return null
    const { enrolmentOpenedOn } = await trx
      .selectFrom('studies')
      .where('id', '=', study.id)
      .select('enrolmentOpenedOn')
      .executeTakeFirstOrThrow()
    if (enrolmentOpenedOn !== null || study.version !== version) {
      const what = enrolmentOpenedOn
        ? 'Enrolment is open already.'
        : 'This study changed since this page was made.'
      throw await overtaken(trx, what, { studyId: study.id })
    }
    const checks = openingChecks(await openingOf(trx, study.id), today())
    const missing = checks.flatMap((check) => check.missing ?? [])
    if (missing.length > 0) throw new Refusal({ form: missing.join(' ') })
    await trx
      .updateTable('studies')
      .set((eb) => ({ enrolmentOpenedOn: today(), version: eb('version', '+', 1) }))
      .where('id', '=', study.id)
      .execute()
    await record(trx, actor, {
      kind: 'enrolment.opened',
      studyId: study.id,
      after: { openedOn: today(), checks: checks.map(({ what }) => what) },
    })
    return { openedOn: today() }
  })
}

/** Saves what a site counted in a month and block; a correction is a version with its reason. `version` is
 *  that of the counts the page showed, 0 before any. Nothing is saved that does not add up. */
export async function saveCounts(
  actor: Permitted<'study.write'>,
  key: WriteKey,
  slug: string,
  version: number,
  form: MonthlyCounts & {
    awardId: number
    month: string
    block: string | null
    reason: string | null
  },
) {
  return writeOnce(actor, key, async (trx) => {
    const study = await lockStudy(trx, actor, slug)
    if (!study) return null
    const { awardId, month, reason } = form
    const block = form.block ?? wholeSite
    const opened = await trx
      .selectFrom('studies')
      .where('id', '=', study.id)
      .select('enrolmentOpenedOn')
      .executeTakeFirstOrThrow()
    if (opened.enrolmentOpenedOn === null) {
      throw new Refusal({ form: 'Enrolment is not open yet, so nobody can be counted.' })
    }
    if (month > today()) throw new Refusal({ month: 'Choose a month that has begun.' })
    if (month < `${opened.enrolmentOpenedOn.slice(0, 7)}-01`) {
      throw new Refusal({ month: 'Choose a month from the opening of enrolment on.' })
    }
    const sites = await siteChoices(trx, study.id).execute()
    const site = sites.find((one) => one.awardId === awardId)
    if (!site) throw new Refusal({ awardId: 'Choose the site from the list.' })
    const problems = countProblems(form)
    if (Object.keys(problems).length > 0) throw new Refusal(problems)
    const stop = stopsCounting(await heldOf(trx, study.id), { awardId, month, counts: form })
    if (stop !== null) throw new Refusal({ month: stop })
    await mustHaveReason(trx, study.id, reason)
    const last = await standing(trx)
      .where('counts.studyId', '=', study.id)
      .where('counts.awardId', '=', awardId)
      .where('counts.month', '=', month)
      .where('counts.block', '=', block)
      .selectAll('counts')
      .executeTakeFirst()
    if ((last?.no ?? 0) !== version) {
      const what = last
        ? 'This month was counted already at this site. Open it from the table to correct it.'
        : 'These counts changed since this page was made.'
      throw await overtaken(trx, what, { studyId: study.id })
    }
    if (last && countFields.every((field) => last[field] === form[field])) {
      throw new Refusal({ form: 'Nothing differs from what is counted, so nothing is saved.' })
    }
    if (last && reason === null) {
      throw new Refusal({ reason: 'Enter the reason for the correction; both versions are kept.' })
    }
    const { reason: _reason, block: _block, ...counts } = form
    await trx
      .insertInto('enrolmentCounts')
      .values({
        ...counts,
        block,
        studyId: study.id,
        no: version + 1,
        reason,
        savedBy: actor.personId,
        savedAt: now(),
      })
      .execute()
    // Arms stay out of it: the whole agency reads this history.
    await record(trx, actor, {
      kind: last ? 'enrolment.corrected' : 'enrolment.counted',
      studyId: study.id,
      ...(last ? { before: { assigned: last.program + last.control } } : {}),
      after: {
        site: site.number,
        month: month.slice(0, 7),
        ...(block === wholeSite ? {} : { block }),
        assigned: form.program + form.control,
      },
      ...(reason === null ? {} : { reason }),
    })
    await reconcile(trx, actor, study.id)
    return { no: version + 1 }
  })
}

/** The same by arm, for counts that rest on who was assigned. */
export async function assignedByArm(trx: Trx, _actor: Actor, studyId: number) {
  const { program, control } = await standing(trx)
    .where('counts.studyId', '=', studyId)
    .select([
      sql<number>`coalesce(sum(counts.program), 0)`.as('program'),
      sql<number>`coalesce(sum(counts.control), 0)`.as('control'),
    ])
    .executeTakeFirstOrThrow()
  return { program: Number(program), control: Number(control) }
}

async function openingOf(on: Db | Trx, studyId: number): Promise<Opening> {
  const record = await latestRecord(on, studyId)
  const held = await agreements(on).where('studyAgreements.studyId', '=', studyId).execute()
  const sites = await siteChoices(on, studyId).execute()
  const stages = await on
    .selectFrom('studyStages')
    .where('studyId', '=', studyId)
    .select(['stage', 'state'])
    .execute()
  const { registrations } = await on
    .selectFrom('studyRegistrations')
    .where('studyId', '=', studyId)
    .select((eb) => eb.fn.countAll<number>().as('registrations'))
    .executeTakeFirstOrThrow()
  return {
    record: record ?? null,
    registrations,
    agreements: held.map(({ renewedById, ...one }) => ({
      ...one,
      isRenewed: renewedById !== null,
    })),
    sites: sites.map(({ awardId, name }) => ({ awardId, name })),
    stages,
  }
}
