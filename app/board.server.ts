import type { Permitted } from '#app/domain/access.ts'
import { today } from '#app/domain/clock.ts'
import { type BoardFilters, siteAskOf } from '#app/domain/study/board.ts'
import {
  type SiteAsk,
  expectedPeople,
  isFromRecords,
  evaluabilityCriteria,
  reasonsOf,
  scoresOf,
  standingOfSite,
} from '#app/domain/study/evaluability.ts'
import { found } from '#app/responses.ts'
import { type Candidate, findBoardStudy } from '#db/studies/board.ts'

/** The study an address of the board names, and what it asks of a site; without one, what is usual. */
export async function boardAsked(actor: Permitted<'board.read'>, filters: BoardFilters) {
  const study = filters.study === null ? null : found(await findBoardStudy(actor, filters.study))
  return { study, origin: filters.origin, ask: siteAskOf(study, filters, today()) }
}

export type Asked = Awaited<ReturnType<typeof boardAsked>>

/** An award with its points and what they come to, as the pages show it. */
export function weighed({ judged, ...candidate }: Candidate, ask: SiteAsk) {
  const scores = scoresOf(candidate, judged, ask)
  return {
    ...candidate,
    scores,
    expected: expectedPeople(candidate),
    fromRecords: evaluabilityCriteria.filter((code) => isFromRecords(code, candidate)),
    reasons: reasonsOf(scores),
    ...standingOfSite(scores),
  }
}

export type Weighed = ReturnType<typeof weighed>
