import { sql } from 'kysely'
import type { Permitted } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { Refusal } from '#app/domain/outcome.ts'
import { type AssignmentCheck, checkProblems } from '#app/domain/study/assignment_checks.ts'
import { record } from '../events.ts'
import { type Db, type Trx, db } from '../index.ts'
import { studiesSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { siteChoices } from './agreements.ts'
import { lockStudy, overtaken } from './plan.ts'
import { standing } from './standing_counts.ts'

/** The last look through the assignments of each site of a study. Who broke the embargo is what happened arm by
 *  arm, which is `openArms`. */
export async function listAssignmentChecks(actor: Permitted<'plan.read'>, studyId: number) {
  return lastChecks(db)
    .innerJoin('awards', 'awards.id', 'checks.awardId')
    .innerJoin('people', 'people.id', 'checks.checkedBy')
    .where('checks.studyId', '=', studyId)
    .where('checks.studyId', 'in', studiesSeenBy(actor))
    .select([
      'checks.no',
      'awards.number',
      sql<string>`coalesce(awards.name, awards.number)`.as('site'),
      'checks.lookedAt',
      'checks.overrides',
      'checks.orderViolations',
      'checks.duplicates',
      'checks.embargoMonths',
      'checks.words',
      'people.name as checkedBy',
      'checks.checkedAt',
    ])
    .orderBy('awards.number')
    .execute()
}

export type ListedCheck = Awaited<ReturnType<typeof listAssignmentChecks>>[number]

export function lastChecks(on: Db | Trx) {
  return on
    .selectFrom('assignmentChecks as checks')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('assignmentChecks as later')
            .whereRef('later.studyId', '=', 'checks.studyId')
            .whereRef('later.awardId', '=', 'checks.awardId')
            .whereRef('later.no', '>', 'checks.no')
            .select('later.no'),
        ),
      ),
    )
}

/** Keeps what the team found when it looked through the assignments of a site. `version` is the number of the
 *  study's last look that the page knew, 0 before any. */
export async function checkAssignments(
  actor: Permitted<'study.write'>,
  key: WriteKey,
  slug: string,
  version: number,
  { awardId, words, ...check }: AssignmentCheck & { awardId: number; words: string | null },
) {
  return writeOnce(actor, key, async (trx) => {
    const study = await lockStudy(trx, actor, slug)
    if (!study) return null
    const { no } = await trx
      .selectFrom('assignmentChecks')
      .where('studyId', '=', study.id)
      .select((eb) => eb.fn.coalesce(eb.fn.max('no'), eb.lit(0)).as('no'))
      .executeTakeFirstOrThrow()
    if (no !== version) {
      throw await overtaken(trx, 'Assignments were looked at since this page was made.', {
        studyId: study.id,
      })
    }
    const site = (await siteChoices(trx, study.id).execute()).find((one) => one.awardId === awardId)
    if (!site) throw new Refusal({ awardId: 'Choose the site from the list.' })
    const assigned = await standing(trx)
      .where('counts.studyId', '=', study.id)
      .where('counts.awardId', '=', awardId)
      .select([
        sql<number>`coalesce(sum(counts.program), 0)::int`.as('program'),
        sql<number>`coalesce(sum(counts.control), 0)::int`.as('control'),
      ])
      .executeTakeFirstOrThrow()
    const problems = checkProblems(check, assigned)
    if (Object.keys(problems).length > 0) throw new Refusal(problems)
    const { embargoCrossovers, ...told } = check
    await trx
      .insertInto('assignmentChecks')
      .values({
        ...told,
        embargoCrossovers: told.embargoMonths === null ? null : (embargoCrossovers ?? 0),
        words,
        studyId: study.id,
        awardId,
        no: no + 1,
        checkedBy: actor.personId,
        checkedAt: now(),
      })
      .execute()
    // Who broke the embargo stays out of it: the whole agency reads this history.
    await record(trx, actor, {
      kind: 'assignments.checked',
      studyId: study.id,
      after: { site: site.number, ...told },
    })
    return { no: no + 1 }
  })
}
