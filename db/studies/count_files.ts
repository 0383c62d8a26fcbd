import type { Permitted } from '#app/domain/access.ts'
import { now, today } from '#app/domain/clock.ts'
import { Refusal } from '#app/domain/outcome.ts'
import {
  type CountRow,
  type CountSubject,
  countClashes,
  countRowProblems,
  isSameCounts,
  placeOf,
} from '#app/domain/study/count_sheet.ts'
import { stopsCounting } from '#app/domain/study/lapses.ts'
import { wholeSite } from '#app/domain/study/monthly_counts.ts'
import { record } from '../events.ts'
import { type Db, type Trx, db } from '../index.ts'
import { studiesSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { siteChoices } from './agreements.ts'
import { heldOf } from './lapses.ts'
import { isLocked } from './lock.ts'
import { lockStudy, overtaken } from './plan.ts'
import { reconcile } from './reconcile.ts'
import { standing } from './standing_counts.ts'

/** What a file of counts is read against; null: no study in sight whose enrolment is open. */
export async function findCountSubject(actor: Permitted<'study.write'>, slug: string) {
  const study = await db
    .selectFrom('studies')
    .where('slug', '=', slug)
    .where('id', 'in', studiesSeenBy(actor))
    .select(['id', 'enrolmentOpenedOn'])
    .executeTakeFirst()
  if (!study?.enrolmentOpenedOn) return null
  return subjectOf(db, study.id, study.enrolmentOpenedOn)
}

/** Saves what a file counts, whole or not at all; rows that say what is counted already change nothing. `no` of
 *  each row is the version its preview stood beside, 0 before any. */
export async function saveCountFile(
  actor: Permitted<'study.write'>,
  key: WriteKey,
  slug: string,
  file: { name: string; rows: readonly (CountRow & { no: number })[] },
) {
  return writeOnce(actor, key, async (trx) => {
    const study = await lockStudy(trx, actor, slug)
    if (!study) return null
    const { enrolmentOpenedOn } = await trx
      .selectFrom('studies')
      .where('id', '=', study.id)
      .select('enrolmentOpenedOn')
      .executeTakeFirstOrThrow()
    if (enrolmentOpenedOn === null) {
      throw new Refusal({ form: 'Enrolment is not open yet, so nobody can be counted.' })
    }
    const subject = await subjectOf(trx, study.id, enrolmentOpenedOn)
    if (file.rows.some((row) => (subject.standing.get(placeOf(row))?.no ?? 0) !== row.no)) {
      throw await overtaken(trx, 'Somebody counted one of these months since the file was read.', {
        studyId: study.id,
      })
    }
    const problems = file.rows.flatMap((row) => Object.values(countRowProblems(row, subject)))
    if (problems.length > 0 || countClashes(file.rows).size > 0) {
      const first = problems[0] ?? 'It counts a month twice.'
      throw new Refusal({ file: `The file cannot be stored as it is. ${first}` })
    }
    const changed = file.rows.filter((row) => {
      const before = subject.standing.get(placeOf(row))
      return !before || !isSameCounts(before.counts, row.counts)
    })
    if (changed.length === 0) {
      throw new Refusal({ file: 'This file changes nothing, so nothing is saved.' })
    }
    const at = now()
    await trx
      .insertInto('enrolmentCounts')
      .values(
        changed.map(({ counts, no, ...row }) => ({
          ...row,
          ...counts,
          studyId: study.id,
          no: no + 1,
          savedBy: actor.personId,
          savedAt: at,
        })),
      )
      .execute()
    // Arms stay out of it: the whole agency reads this history.
    const corrected = changed.filter(({ no }) => no > 0).length
    await record(trx, actor, {
      kind: 'enrolment.file_saved',
      studyId: study.id,
      after: {
        file: file.name,
        counted: changed.length - corrected,
        corrected,
        rows: changed.map((row) => rowWords(row, subject)),
      },
    })
    await reconcile(trx, actor, study.id)
    return { counted: changed.length - corrected, corrected }
  })
}

function rowWords({ awardId, month, block, counts }: CountRow, { sites }: CountSubject): string {
  const site = sites.find((one) => one.awardId === awardId)?.number ?? ''
  const where = block === wholeSite ? '' : `, ${block}`
  return `${site} ${month.slice(0, 7)}${where}: ${counts.program + counts.control} assigned`
}

async function subjectOf(on: Db | Trx, studyId: number, openedOn: string): Promise<CountSubject> {
  const [sites, rows, locked, held] = await Promise.all([
    siteChoices(on, studyId).execute(),
    standing(on).where('counts.studyId', '=', studyId).selectAll('counts').execute(),
    isLocked(on, studyId),
    heldOf(on, studyId),
  ])
  return {
    sites: sites.map(({ awardId, number }) => ({ awardId, number })),
    openedOn,
    day: today(),
    isLocked: locked,
    standing: new Map(rows.map((row) => [placeOf(row), { no: row.no, counts: row }])),
    stopped: (awardId, month, counts) => stopsCounting(held, { awardId, month, counts }),
  }
}
