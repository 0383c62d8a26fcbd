import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Permitted } from '#app/domain/access.ts'
import type { BundleSubject } from '#app/domain/bundle.ts'
import { record } from '../events.ts'
import { db } from '../index.ts'
import {
  awardsSeenBy,
  isAmong,
  modificationsSeenBy,
  reportsExpectedBy,
  reportsSeenBy,
} from '../scope.ts'

/** Who reads reports takes away what they read; each part is asked for through the scopes. */
export type BundleReader = Permitted<'report.read'>

/** What an award's bundle would hold for an actor, and who took one last. Null: no such award. */
export async function findBundle(actor: BundleReader, number: string) {
  const row = await db
    .selectFrom('awards')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .where('awards.number', '=', number)
    .where('awards.id', 'in', awardsSeenBy(actor))
    .select((eb) => [
      'awards.id',
      'awards.number',
      'awards.name',
      'awards.sample',
      'organizations.name as organization',
      jsonArrayFrom(
        eb
          .selectFrom('reports')
          .whereRef('reports.awardId', '=', 'awards.id')
          .where((report) =>
            report.or([
              isAmong(reportsSeenBy(actor), report.ref('reports.id')),
              isAmong(reportsExpectedBy(actor), report.ref('reports.id')),
            ]),
          )
          .select((report) => [
            'reports.id',
            'reports.number',
            'reports.versionNo',
            // What was asked of a due date may be followed before the report may be read.
            isAmong(reportsSeenBy(actor), report.ref('reports.id')).as('isOpen'),
          ])
          .orderBy('reports.periodEnd')
          .orderBy('reports.number'),
      ).as('reports'),
      eb
        .selectFrom('eventChains')
        .where('chain', '=', sql<string>`'award:' || awards.id`)
        .select('seq')
        .as('events'),
    ])
    .executeTakeFirst()
  if (!row) return null
  const versions = row.reports.reduce(
    (sum, { isOpen, versionNo }) => sum + (isOpen ? versionNo : 0),
    0,
  )
  return { ...row, events: row.events ?? 0, versions }
}

export type Bundle = NonNullable<Awaited<ReturnType<typeof findBundle>>>

/** Keeps that the actor takes the bundle away. It holds the award's events up to that one, without it. */
export async function recordBundle(actor: BundleReader, bundle: Bundle): Promise<BundleSubject> {
  const { id: awardId, number: award, reports, versions } = bundle
  const before = await db.transaction().execute(async (trx) => {
    await record(trx, actor, {
      kind: 'award.bundled',
      awardId,
      after: { reports: reports.length, versions },
    })
    return trx
      .selectFrom('eventChains')
      .innerJoin('events', (join) =>
        join
          .onRef('events.chain', '=', 'eventChains.chain')
          .onRef('events.seq', '=', 'eventChains.seq'),
      )
      .where('eventChains.chain', '=', chainOf(awardId))
      .select(['events.seq', 'events.previousHash'])
      .executeTakeFirstOrThrow()
  })
  return {
    award,
    reader: { role: actor.role, organization: actor.organizationName },
    through: { seq: before.seq - 1, hash: before.previousHash?.toString('hex') ?? null },
  }
}

export const chainOf = (awardId: number) => `award:${awardId}`

/** The award itself, as the bundle tells of it. */
export async function readBundledAward(actor: BundleReader, awardId: number) {
  return db
    .selectFrom('awards')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .innerJoin('programs', 'programs.code', 'awards.programCode')
    .where('awards.id', '=', awardId)
    .where('awards.id', 'in', awardsSeenBy(actor))
    .select((eb) => [
      'awards.number',
      'awards.fain',
      'awards.name',
      'awards.sample',
      'organizations.name as organization',
      'organizations.uei',
      'awards.agencyCode as agency',
      'awards.streamCode as stream',
      'programs.name as program',
      'awards.status',
      'awards.announcedOn',
      'awards.periodStart',
      'awards.periodEnd',
      'awards.amount',
      'awards.amountPrecision',
      'awards.matchAmount',
      'awards.sourceUrl',
      jsonArrayFrom(
        eb
          .selectFrom('awardTargets')
          .innerJoin('indicators', 'indicators.code', 'awardTargets.indicatorCode')
          .whereRef('awardTargets.awardId', '=', 'awards.id')
          .select((target) => [
            'indicators.code',
            'indicators.name',
            target.cast<string>('awardTargets.target', 'text').as('target'),
          ])
          .orderBy('indicators.code'),
      ).as('targets'),
      jsonArrayFrom(
        eb
          .selectFrom('awardSchedules')
          .innerJoin('people', 'people.id', 'awardSchedules.changedBy')
          .whereRef('awardSchedules.awardId', '=', 'awards.id')
          .select([
            'startsOn',
            'frequency',
            'offsetDays',
            'rollRule',
            'calendarType',
            'firstPeriodEnd',
            'reason',
            'people.name as changedBy',
            'changedAt',
          ])
          .orderBy('startsOn'),
      ).as('schedules'),
      jsonArrayFrom(
        eb
          .selectFrom('modifications')
          .leftJoin('people as asker', 'asker.id', 'modifications.askedBy')
          .leftJoin('people as recommender', 'recommender.id', 'modifications.recommendedBy')
          .leftJoin('people as decider', 'decider.id', 'modifications.decidedBy')
          .whereRef('modifications.awardId', '=', 'awards.id')
          .where('modifications.id', 'in', modificationsSeenBy(actor))
          .select((modification) => [
            'modifications.no',
            'modifications.kind',
            'modifications.state',
            'modifications.reason',
            modification
              .cast<string | null>('modifications.amountChange', 'text')
              .as('amountChange'),
            'modifications.newPeriodEnd',
            'modifications.position',
            'modifications.oldWords',
            'modifications.newWords',
            jsonArrayFrom(
              modification
                .selectFrom('modificationLines')
                .whereRef('modificationLines.modificationId', '=', 'modifications.id')
                .select((line) => ['category', line.cast<string>('change', 'text').as('change')])
                .orderBy('category'),
            ).as('lines'),
            'asker.name as askedBy',
            'modifications.askedAt',
            'modifications.recommendation',
            'modifications.recommendationWords',
            'recommender.name as recommendedBy',
            'modifications.recommendedAt',
            'modifications.decisionWords',
            'decider.name as decidedBy',
            'modifications.decidedAt',
            modification.cast<string | null>('modifications.oldAmount', 'text').as('oldAmount'),
            'modifications.oldPeriodEnd',
            'modifications.effectiveOn',
          ])
          .orderBy('modifications.no'),
      ).as('modifications'),
      jsonArrayFrom(
        eb
          .selectFrom('awardHolds')
          .innerJoin('people', 'people.id', 'awardHolds.placedBy')
          .leftJoin('people as lifter', 'lifter.id', 'awardHolds.liftedBy')
          .whereRef('awardHolds.awardId', '=', 'awards.id')
          .select([
            'reason',
            'people.name as placedBy',
            'placedAt',
            'lifter.name as liftedBy',
            'liftedAt',
            'liftedReason',
          ])
          .orderBy('awardHolds.id'),
      ).as('holds'),
    ])
    .executeTakeFirstOrThrow()
}
