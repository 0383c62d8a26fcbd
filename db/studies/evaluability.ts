import type { Permitted } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { type EvaluabilityCriterion, evaluabilityCriteria } from '#app/domain/study/evaluability.ts'
import { record } from '../events.ts'
import { type Db, type Trx, db } from '../index.ts'
import { candidatesSeenBy, studiesSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'

export interface CandidateAddress {
  slug: string
  number: string
}

/** Everything people scored an award as a site of a study, and what they said of it; null: none in sight. */
export async function findJudgements(actor: Permitted<'board.read'>, at: CandidateAddress) {
  const candidate = await find(db, actor, at).executeTakeFirst()
  if (!candidate) return null
  const [scores, comments] = await Promise.all([
    listScores(db, candidate),
    db
      .selectFrom('evaluabilityComments')
      .innerJoin('people', 'people.id', 'evaluabilityComments.writtenBy')
      .where('evaluabilityComments.studyId', '=', candidate.studyId)
      .where('evaluabilityComments.awardId', '=', candidate.awardId)
      .select([
        'evaluabilityComments.id',
        'evaluabilityComments.words',
        'evaluabilityComments.writtenAt',
        'people.name as writtenBy',
      ])
      .orderBy('evaluabilityComments.id', 'desc')
      .limit(100)
      .execute(),
  ])
  return { ...candidate, scores, comments }
}

/** Keeps what changed of the scores; `version` is the number of entries the page showed. */
export async function saveScores(
  actor: Permitted<'board.score'>,
  key: WriteKey,
  at: CandidateAddress,
  version: number,
  given: readonly { criterion: EvaluabilityCriterion; score: number; words: string }[],
) {
  return writeOnce(actor, key, async (trx) => {
    const candidate = await find(trx, actor, at).forUpdate('studies').executeTakeFirst()
    if (!candidate) return null
    const before = await listScores(trx, candidate)
    if (before.length !== version) {
      const [last] = before
      throw new Conflict('Somebody scored this award after you opened the page.', {
        who: last?.scoredBy ?? null,
        at: last?.scoredAt.toISOString() ?? null,
      })
    }
    const changed = given.flatMap((one) => {
      const last = before.find(({ criterion }) => criterion === one.criterion)
      const isSame = last?.score === one.score && last.words === one.words
      return isSame ? [] : [{ ...one, last }]
    })
    if (changed.length === 0) {
      throw new Refusal({ form: 'Change a score or its words first: nothing differs from before.' })
    }
    await trx
      .insertInto('evaluabilityScores')
      .values(
        changed.map(({ last, ...one }) => ({
          ...one,
          studyId: candidate.studyId,
          awardId: candidate.awardId,
          organizationId: candidate.organizationId,
          no: (last?.no ?? 0) + 1,
          scoredBy: actor.personId,
          scoredAt: now(),
        })),
      )
      .execute()
    const inOrder = evaluabilityCriteria.filter((code) =>
      changed.some(({ criterion }) => criterion === code),
    )
    const lines = (scoreOf: (one: (typeof changed)[number]) => number | undefined) =>
      inOrder.flatMap((code) => {
        const one = changed.find(({ criterion }) => criterion === code)
        const score = one && scoreOf(one)
        return score === undefined ? [] : [`${code} ${score}`]
      })
    await record(trx, actor, {
      kind: 'evaluability.scored',
      studyId: candidate.studyId,
      awardId: candidate.awardId,
      before: { scores: lines(({ last }) => last?.score) },
      after: { award: at.number, scores: lines(({ score }) => score) },
    })
    return { changed: changed.length }
  })
}

/** A program officer's word on an award as a site; nothing is scored by it. */
export async function commentOnCandidate(
  actor: Permitted<'board.comment'>,
  key: WriteKey,
  at: CandidateAddress,
  { words }: { words: string },
) {
  return writeOnce(actor, key, async (trx) => {
    const candidate = await find(trx, actor, at).executeTakeFirst()
    if (!candidate) return null
    const { studyId, awardId, organizationId } = candidate
    await trx
      .insertInto('evaluabilityComments')
      .values({
        studyId,
        awardId,
        organizationId,
        words,
        writtenBy: actor.personId,
        writtenAt: now(),
      })
      .execute()
    await record(trx, actor, {
      kind: 'evaluability.commented',
      studyId,
      awardId,
      after: { award: at.number },
      reason: words,
    })
    return { number: at.number }
  })
}

type Reader = Permitted<'board.read'> | Permitted<'board.score'> | Permitted<'board.comment'>

/** A study and an award of its own kind, invented or real, both in sight. */
function find(on: Db | Trx, actor: Reader, { slug, number }: CandidateAddress) {
  return on
    .selectFrom('studies')
    .innerJoin('awards', 'awards.sample', 'studies.sample')
    .where('studies.slug', '=', slug)
    .where('studies.id', 'in', studiesSeenBy(actor))
    .where('studies.sourceUrl', 'is', null)
    .where('awards.number', '=', number)
    .where('awards.id', 'in', candidatesSeenBy(actor))
    .select([
      'studies.id as studyId',
      'studies.slug',
      'studies.title',
      'studies.sample',
      'awards.id as awardId',
      'awards.organizationId',
      'awards.number',
    ])
}

/** Every score, the latest first. */
async function listScores(
  on: Db | Trx,
  { studyId, awardId }: { studyId: number; awardId: number },
) {
  return on
    .selectFrom('evaluabilityScores')
    .innerJoin('people', 'people.id', 'evaluabilityScores.scoredBy')
    .where('evaluabilityScores.studyId', '=', studyId)
    .where('evaluabilityScores.awardId', '=', awardId)
    .select([
      'evaluabilityScores.criterion',
      'evaluabilityScores.no',
      'evaluabilityScores.score',
      'evaluabilityScores.words',
      'evaluabilityScores.scoredAt',
      'people.name as scoredBy',
    ])
    .orderBy('evaluabilityScores.scoredAt', 'desc')
    .orderBy('evaluabilityScores.criterion')
    .orderBy('evaluabilityScores.no', 'desc')
    .execute()
}
