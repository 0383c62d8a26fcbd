import type { Permitted } from '#app/domain/access.ts'
import { type Held, lapsesOn } from '#app/domain/study/lapses.ts'
import { type Db, type Trx, db } from '../index.ts'
import { awardsSeenBy, studiesSeenBy } from '../scope.ts'
import { agreements } from './agreements.ts'
import { latestRecord } from './record.ts'

/** What lapsed of a study whose enrolment is open, on a day: of the study itself, and of the sites in sight. */
export async function listLapses(
  actor: Permitted<'study.read'> | Permitted<'plan.read'> | Permitted<'board.read'>,
  studyId: number,
  day: string,
) {
  const study = await db
    .selectFrom('studies')
    .where('id', '=', studyId)
    .where('id', 'in', studiesSeenBy(actor))
    .where('enrolmentOpenedOn', 'is not', null)
    .select('id')
    .executeTakeFirst()
  if (!study) return []
  const lapses = lapsesOn(await heldOf(db, studyId), day)
  const stopped = lapses.flatMap(({ awardId }) => awardId ?? [])
  const sites =
    stopped.length === 0
      ? []
      : await db
          .selectFrom('awards')
          .where('id', 'in', stopped)
          .where('id', 'in', awardsSeenBy(actor))
          .select(['id', 'number'])
          .execute()
  return lapses.flatMap(({ kind, awardId, lastDay }) => {
    const site = sites.find(({ id }) => id === awardId)?.number ?? null
    return awardId !== null && site === null ? [] : [{ kind, lastDay, site }]
  })
}

/** What a study rests on, for whoever writes its counts. */
export async function heldOf(on: Db | Trx, studyId: number): Promise<Held> {
  const record = await latestRecord(on, studyId)
  const rows = await agreements(on).where('studyAgreements.studyId', '=', studyId).execute()
  return {
    needsClearance: record?.needsClearance !== false,
    agreements: rows.map(({ renewedById, ...one }) => ({
      ...one,
      isRenewed: renewedById !== null,
    })),
  }
}
