import type { Permitted } from '#app/domain/access.ts'
import { db } from './index.ts'

/** The pairs of indicators that were judged against each other across streams: all, or those of one. */
export async function listCrosswalk(_actor: Permitted<'session.use'>, code: string | null = null) {
  return db
    .selectFrom('crosswalk')
    .innerJoin('indicators as one', 'one.code', 'crosswalk.fromIndicator')
    .innerJoin('indicators as other', 'other.code', 'crosswalk.toIndicator')
    .$if(code !== null, (query) =>
      query.where((eb) =>
        eb.or([
          eb('crosswalk.fromIndicator', '=', code ?? ''),
          eb('crosswalk.toIndicator', '=', code ?? ''),
        ]),
      ),
    )
    .select([
      'one.code',
      'one.name',
      'one.stream',
      'other.code as otherCode',
      'other.name as otherName',
      'other.stream as otherStream',
      'crosswalk.comparability',
      'crosswalk.reason',
    ])
    .orderBy('one.stream')
    .orderBy('one.position')
    .orderBy('other.stream')
    .orderBy('other.position')
    .execute()
}

export type CrosswalkRow = Awaited<ReturnType<typeof listCrosswalk>>[number]
