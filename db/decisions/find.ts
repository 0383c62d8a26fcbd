import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { type Actor, type Permitted, may } from '#app/domain/access.ts'
import { type DecisionFilters, type Evidence, compareEvidence } from '#app/domain/decisions.ts'
import { db } from '../index.ts'
import { decisionsCommentedBy, decisionsSeenBy, isAmong } from '../scope.ts'
import { evidenceAbout } from './evidence.ts'

export const decisionsShown = 200

/** The decisions an actor reads, drafts first, then the latest; the newest of very many. */
export async function listDecisions(
  actor: Permitted<'decision.read'>,
  { kind, about, subject }: DecisionFilters,
) {
  return decisions(actor)
    .$if(kind !== null, (query) => query.where('decisions.kind', '=', kind ?? 'fund'))
    .$if(about !== null, (query) => query.where('decisions.about', '=', about ?? 'award'))
    .$if(subject !== null, (query) => query.where(subjectCode, '=', subject?.code ?? ''))
    .orderBy('decisions.state')
    .orderBy('decisions.publishedAt', (order) => order.desc().nullsLast())
    .orderBy('decisions.id', 'desc')
    .limit(decisionsShown)
    .execute()
}

/** Drafts that wait for who may make them decisions, the longest waiting first. */
export async function listDraftsOnDesk(actor: Permitted<'session.use'>) {
  if (!may(actor.role, 'decision.make')) return []
  return decisions(actor)
    .where('decisions.state', '=', 'draft')
    .orderBy('decisions.draftedAt')
    .orderBy('decisions.id')
    .limit(60)
    .execute()
}

export type ListedDecision = Awaited<ReturnType<typeof listDecisions>>[number]

/** One decision with what was said of it, and what was known then beside what is known today; null: none that
 *  the actor reads. */
export async function findDecision(actor: Permitted<'decision.read'>, no: number) {
  const decision = await decisions(actor)
    .where('decisions.id', '=', no)
    .select((eb) => [
      'decisions.evidence',
      'decisions.reason',
      jsonArrayFrom(
        eb
          .selectFrom('decisionComments')
          .innerJoin('people as writer', 'writer.id', 'decisionComments.writtenBy')
          .innerJoin('memberships', 'memberships.id', 'decisionComments.membershipId')
          .whereRef('decisionComments.decisionId', '=', 'decisions.id')
          // What the agency says among itself.
          .where(eb.lit(actor.organizationKind === 'agency'))
          .select([
            'decisionComments.id',
            'decisionComments.words',
            'decisionComments.writtenAt',
            'writer.name as who',
            'memberships.role',
          ])
          .orderBy('decisionComments.id'),
      ).as('comments'),
      isAmong(decisionsCommentedBy(actor), eb.ref('decisions.id')).as('isOwnToComment'),
    ])
    .executeTakeFirst()
  if (!decision) return null
  const { evidence, ...shown } = decision
  const then = evidence === null ? null : (JSON.parse(evidence) as Evidence)
  const now = await evidenceAbout(actor, { kind: decision.about, code: decision.code })
  return {
    ...shown,
    now,
    sections: then && now ? compareEvidence(then, now) : null,
  }
}

export type Decision = NonNullable<Awaited<ReturnType<typeof findDecision>>>

/** The bytes that were sealed when a decision was published; null while it is none. */
export async function findSealedEvidence(actor: Permitted<'decision.read'>, no: number) {
  const row = await db
    .selectFrom('decisions')
    .where('decisions.id', '=', no)
    .where('decisions.id', 'in', decisionsSeenBy(actor))
    .select('decisions.evidence')
    .executeTakeFirst()
  return row?.evidence ?? null
}

/** The code, number or slug of what a decision is about. */
const subjectCode = sql<string>`coalesce(decisions.stream_code, decisions.program_code,
  decisions.model_code, awards.number, studies.slug)`

function decisions(actor: Actor) {
  return db
    .selectFrom('decisions')
    .innerJoin('people as drafter', 'drafter.id', 'decisions.draftedBy')
    .leftJoin('people as decider', 'decider.id', 'decisions.decidedBy')
    .leftJoin('streams', 'streams.code', 'decisions.streamCode')
    .leftJoin('programs', 'programs.code', 'decisions.programCode')
    .leftJoin('models', 'models.code', 'decisions.modelCode')
    .leftJoin('awards', 'awards.id', 'decisions.awardId')
    .leftJoin('organizations', 'organizations.id', 'awards.organizationId')
    .leftJoin('studies', 'studies.id', 'decisions.studyId')
    .leftJoin('decisionShares', 'decisionShares.decisionId', 'decisions.id')
    .leftJoin('decisions as later', (join) =>
      join.onRef('later.supersedes', '=', 'decisions.id').on('later.state', '=', 'published'),
    )
    .where('decisions.id', 'in', decisionsSeenBy(actor))
    .select([
      'decisions.id as no',
      'decisions.kind',
      'decisions.state',
      'decisions.about',
      subjectCode.as('code'),
      sql<string>`coalesce(streams.name, programs.name, models.name, awards.name, organizations.name,
        studies.title)`.as('name'),
      'decisions.sample',
      'decisions.words',
      'decisions.supersedes',
      'decisions.draftedAt',
      'decisions.decidedOn',
      'decisions.publishedAt',
      'decisions.evidenceSha256',
      'decisions.version',
      'drafter.name as drafter',
      'decider.name as decider',
      'decisionShares.sharedAt',
      'later.id as supersededBy',
    ])
}
