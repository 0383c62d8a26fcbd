import type { Permitted } from '#app/domain/access.ts'
import { now, today } from '#app/domain/clock.ts'
import { Refusal } from '#app/domain/outcome.ts'
import { type Opinion, askRefusal, opinionRefusal } from '#app/domain/report/opinions.ts'
import { reportLabel } from '#app/domain/report/period_name.ts'
import { record } from '../events.ts'
import { type Db, type Trx, db } from '../index.ts'
import { isAwayOn, reportsSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { type ReportReader } from './find.ts'
import { takeReport, takeReportAt } from './state.ts'

/** Active colleagues of an officer's agency who may be asked for a second look. */
export async function listSecondReviewers(
  actor: Permitted<'report.review'>,
  within: Db | Trx = db,
) {
  return within
    .selectFrom('memberships')
    .innerJoin('people', 'people.id', 'memberships.personId')
    .where('memberships.organizationId', '=', actor.organizationId)
    .where('memberships.role', '=', 'officer')
    .where('memberships.personId', '<>', actor.personId)
    .where('memberships.endedAt', 'is', null)
    .where('people.disabledAt', 'is', null)
    .select((eb) => [
      'memberships.id',
      'people.name',
      eb
        .selectFrom('delegations')
        .whereRef('delegations.membershipId', '=', 'memberships.id')
        .where(isAwayOn(today()))
        .select('delegations.endsOn')
        .as('awayUntil'),
    ])
    .orderBy('people.name')
    .execute()
}

/** The second looks at a report, the latest version first. They are the agency's own: others get none. */
export async function listOpinions(actor: ReportReader, reportId: number) {
  if (actor.organizationKind !== 'agency') return []
  return opinionsOf(reportId).where('reportOpinions.reportId', 'in', reportsSeenBy(actor)).execute()
}

export function opinionsOf(reportId: number) {
  return db
    .selectFrom('reportOpinions')
    .innerJoin('memberships', 'memberships.id', 'reportOpinions.colleagueMembershipId')
    .innerJoin('people as colleague', 'colleague.id', 'memberships.personId')
    .innerJoin('people as asker', 'asker.id', 'reportOpinions.askedBy')
    .where('reportOpinions.reportId', '=', reportId)
    .select([
      'reportOpinions.versionNo',
      'reportOpinions.colleagueMembershipId',
      'colleague.name as colleague',
      'asker.name as asker',
      'reportOpinions.question',
      'reportOpinions.askedAt',
      'reportOpinions.opinion',
      'reportOpinions.words',
      'reportOpinions.givenAt',
    ])
    .orderBy('reportOpinions.versionNo', 'desc')
    .orderBy('reportOpinions.askedAt')
}

export type SecondLook = Awaited<ReturnType<typeof listOpinions>>[number]

/** Reports a colleague asked an officer to look at, which still wait for an opinion. */
export async function listLooksAsked(actor: Permitted<'report.review'>) {
  const rows = await db
    .selectFrom('reportOpinions')
    .innerJoin('reports', 'reports.id', 'reportOpinions.reportId')
    .innerJoin('awards', 'awards.id', 'reports.awardId')
    .innerJoin('people as asker', 'asker.id', 'reportOpinions.askedBy')
    .where('reportOpinions.colleagueMembershipId', '=', actor.membershipId)
    .where('reportOpinions.opinion', 'is', null)
    .whereRef('reportOpinions.versionNo', '=', 'reports.versionNo')
    .where('reports.agencyState', '=', 'in_review')
    .select([
      'reports.number',
      'reports.periodEnd',
      'reports.frequency as reportFrequency',
      'reports.calendarType as reportCalendar',
      'reports.templateCode',
      'awards.number as awardNumber',
      'awards.name as awardName',
      'asker.name as asker',
    ])
    .orderBy('reportOpinions.askedAt')
    .limit(20)
    .execute()
  return rows.map((row) => ({ ...row, label: reportLabel(row) }))
}

/** Asks a colleague for a look at the version under review. Nothing waits for the answer. */
export async function askOpinion(
  actor: Permitted<'report.review'>,
  key: WriteKey,
  number: string,
  version: number,
  { colleague, question }: { colleague: number; question: string | null },
): Promise<{ number: string } | null> {
  return writeOnce(actor, key, async (trx) => {
    const report = await takeReportAt(trx, actor, number, version)
    if (!report) return null
    const refusal = askRefusal(report.state, actor.personId)
    if (refusal) throw new Refusal({ form: refusal })
    const chosen = (await listSecondReviewers(actor, trx)).find(({ id }) => id === colleague)
    if (!chosen) throw new Refusal({ colleague: 'Choose a colleague of your agency.' })
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('reportOpinions')
      .values({
        reportId: report.id,
        organizationId: report.organizationId,
        versionNo: report.state.versionNo,
        colleagueOrganizationId: actor.organizationId,
        colleagueMembershipId: chosen.id,
        question,
        askedBy: actor.personId,
        askedAt: now(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow()
    if (numInsertedOrUpdatedRows === 0n) {
      throw new Refusal({ colleague: `${chosen.name} is asked already.` })
    }
    await record(trx, actor, {
      kind: 'opinion.asked',
      awardId: report.awardId,
      reportId: report.id,
      after: { colleague: chosen.name, membershipId: chosen.id, version: report.state.versionNo },
      ...(question ? { reason: question } : {}),
    })
    return { number: report.number }
  })
}

/** Says what one would do; only who was asked can, once for each version. */
export async function giveOpinion(
  actor: Permitted<'report.review'>,
  key: WriteKey,
  number: string,
  { opinion, words }: { opinion: Opinion; words: string },
): Promise<{ number: string } | null> {
  return writeOnce(actor, key, async (trx) => {
    const report = await takeReport(trx, actor, number, reportsSeenBy)
    if (!report) return null
    const asked = await trx
      .selectFrom('reportOpinions')
      .where('reportId', '=', report.id)
      .where('colleagueMembershipId', '=', actor.membershipId)
      .select(['versionNo', 'opinion'])
      .orderBy('versionNo', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (!asked) return null
    const refusal = opinionRefusal(report.state, asked)
    if (refusal) throw new Refusal({ form: refusal })
    await trx
      .updateTable('reportOpinions')
      .set({ opinion, words, givenAt: now() })
      .where('reportId', '=', report.id)
      .where('colleagueMembershipId', '=', actor.membershipId)
      .where('versionNo', '=', asked.versionNo)
      .execute()
    await record(trx, actor, {
      kind: 'opinion.given',
      awardId: report.awardId,
      reportId: report.id,
      after: { opinion, version: asked.versionNo },
      reason: words,
    })
    return { number: report.number }
  })
}
