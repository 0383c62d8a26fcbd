import type { Db, Trx } from '../index.ts'

/** The version that stands of each month, site and block. */
export function standing(on: Db | Trx) {
  return on
    .selectFrom('enrolmentCounts as counts')
    .innerJoin('awards', 'awards.id', 'counts.awardId')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('enrolmentCounts as later')
            .whereRef('later.studyId', '=', 'counts.studyId')
            .whereRef('later.awardId', '=', 'counts.awardId')
            .whereRef('later.month', '=', 'counts.month')
            .whereRef('later.block', '=', 'counts.block')
            .whereRef('later.no', '>', 'counts.no')
            .select('later.no'),
        ),
      ),
    )
}
