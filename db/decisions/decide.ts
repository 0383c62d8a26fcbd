import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Permitted } from '#app/domain/access.ts'
import { now, today } from '#app/domain/clock.ts'
import {
  type DecisionKind,
  type Subject,
  decisionKindLabels,
  decisionSubjectLabels,
} from '#app/domain/decisions.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { canonicalJson } from '#app/domain/report/canonical.ts'
import { record } from '../events.ts'
import type { Trx } from '../index.ts'
import { decisionsCommentedBy, decisionsSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { evidenceAbout } from './evidence.ts'
import { type Columns, columnsOf, subjectOf } from './subject.ts'

interface Said {
  kind: DecisionKind
  words: string
  reason: string | null
}

/** Begins a decision as a draft. Where it takes the place of another, both are about the same. Null: there is
 *  nothing of the sort to decide about. */
export async function draftDecision(
  actor: Permitted<'decision.make'>,
  key: WriteKey,
  { subject, supersedes, ...said }: Said & { subject: Subject; supersedes: number | null },
): Promise<number | null> {
  return writeOnce(actor, key, async (trx) => {
    const evidence = await evidenceAbout(actor, subject)
    if (!evidence) return null
    checkReason(supersedes, said.reason)
    const columns = await columnsOf(trx, subject)
    if (supersedes !== null) await requireStanding(trx, supersedes, columns)
    const { id } = await trx
      .insertInto('decisions')
      .values((eb) => ({
        ...columns,
        ...said,
        organizationId: actor.organizationId,
        sample: eb
          .selectFrom('organizations')
          .where('organizations.id', '=', actor.organizationId)
          .select('organizations.sample'),
        state: 'draft',
        about: subject.kind,
        supersedes,
        draftedBy: actor.personId,
        draftedAt: now(),
      }))
      .returning('id')
      .executeTakeFirstOrThrow()
    await record(trx, actor, {
      kind: 'decision.drafted',
      after: { decision: id, ...toldOf(said, evidence.about) },
    })
    return id
  })
}

/** Changes the words of a draft. Null: there is no such draft. */
export async function editDecision(
  actor: Permitted<'decision.make'>,
  key: WriteKey,
  at: { no: number; version: number },
  said: Said,
): Promise<number | null> {
  return writeOnce(actor, key, async (trx) => {
    const draft = await takeDraft(trx, actor, at)
    if (!draft) return null
    checkReason(draft.supersedes, said.reason)
    await trx
      .updateTable('decisions')
      .set((eb) => ({ ...said, version: eb('version', '+', 1) }))
      .where('id', '=', draft.id)
      .execute()
    await record(trx, actor, {
      kind: 'decision.edited',
      before: { decision: draft.id, decided: decisionKindLabels[draft.kind], words: draft.words },
      after: { decision: draft.id, decided: decisionKindLabels[said.kind], words: said.words },
    })
    return draft.id
  })
}

/** Publishes a draft: what is known today is sealed beside it, and it never changes again. */
export async function publishDecision(
  actor: Permitted<'decision.make'>,
  key: WriteKey,
  at: { no: number; version: number },
): Promise<number | null> {
  return writeOnce(actor, key, async (trx) => {
    const draft = await takeDraft(trx, actor, at)
    if (!draft) return null
    const subject = await subjectOf(trx, draft.id)
    if (draft.supersedes !== null) await requireStanding(trx, draft.supersedes, draft)
    const evidence = await evidenceAbout(actor, subject)
    if (!evidence) return null
    const sealed = canonicalJson(evidence)
    const evidenceSha256 = createHash('sha256').update(sealed).digest('hex')
    await trx
      .updateTable('decisions')
      .set((eb) => ({
        state: 'published',
        decidedBy: actor.personId,
        decidedOn: today(),
        publishedAt: now(),
        evidence: sealed,
        evidenceSha256,
        version: eb('version', '+', 1),
      }))
      .where('id', '=', draft.id)
      .execute()
    await record(trx, actor, {
      kind: 'decision.published',
      ...chainOf(draft),
      after: {
        decision: draft.id,
        ...toldOf(draft, evidence.about),
        ...(draft.supersedes !== null && { inThePlaceOf: draft.supersedes }),
        evidenceSha256,
      },
      ...(draft.reason && { reason: draft.reason }),
    })
    return draft.id
  })
}

/** Lets the grantee of an award read a published decision about it. */
export async function shareDecision(
  actor: Permitted<'decision.make'>,
  key: WriteKey,
  no: number,
): Promise<number | null> {
  return writeOnce(actor, key, async (trx) => {
    const decision = await trx
      .selectFrom('decisions')
      .where('decisions.id', '=', no)
      .where('decisions.id', 'in', decisionsSeenBy(actor))
      .where('state', '=', 'published')
      .where('awardId', 'is not', null)
      .select(['id', 'kind', 'words', 'awardId', 'studyId'])
      .executeTakeFirst()
    if (!decision) return null
    const shared = await trx
      .insertInto('decisionShares')
      .values({ decisionId: no, sharedBy: actor.personId, sharedAt: now() })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (shared.numInsertedOrUpdatedRows === 0n) {
      throw new Conflict('This decision is shared with its grantee already.', await lastOf(trx, no))
    }
    await record(trx, actor, {
      kind: 'decision.shared',
      ...chainOf(decision),
      after: { decision: no, decided: decisionKindLabels[decision.kind] },
      reason: decision.words,
    })
    return no
  })
}

/** Says something to a published decision about what is one's own. Null: there is none. */
export async function commentOnDecision(
  actor: Permitted<'decision.comment'>,
  key: WriteKey,
  no: number,
  { words }: { words: string },
): Promise<number | null> {
  return writeOnce(actor, key, async (trx) => {
    const decision = await trx
      .selectFrom('decisions')
      .where('decisions.id', '=', no)
      .where('decisions.id', 'in', decisionsCommentedBy(actor))
      .select(['awardId', 'studyId'])
      .executeTakeFirst()
    if (!decision) return null
    await trx
      .insertInto('decisionComments')
      .values({
        decisionId: no,
        organizationId: actor.organizationId,
        membershipId: actor.membershipId,
        words,
        writtenBy: actor.personId,
        writtenAt: now(),
      })
      .execute()
    await record(trx, actor, {
      kind: 'decision.commented',
      ...chainOf(decision),
      after: { decision: no },
      reason: words,
    })
    return no
  })
}

/** The award's or the study's chain, else that of the deciding office. */
function chainOf({ awardId, studyId }: { awardId: number | null; studyId: number | null }) {
  return { ...(awardId !== null && { awardId }), ...(studyId !== null && { studyId }) }
}

function toldOf(
  { kind, words }: Pick<Said, 'kind' | 'words'>,
  about: { kind: Subject['kind']; name: string },
) {
  return {
    decided: decisionKindLabels[kind],
    about: `${decisionSubjectLabels[about.kind]} ${about.name}`,
    words,
  }
}

function checkReason(supersedes: number | null, reason: string | null): void {
  if (supersedes !== null && reason === null) {
    throw new Refusal({ reason: 'Enter why it takes the place of the other.' })
  }
  if (supersedes === null && reason !== null) {
    throw new Refusal({ reason: 'Leave this empty: the decision takes the place of no other.' })
  }
}

async function takeDraft(
  trx: Trx,
  actor: Permitted<'decision.make'>,
  { no, version }: { no: number; version: number },
) {
  const draft = await trx
    .selectFrom('decisions')
    .where('decisions.id', '=', no)
    .where('decisions.id', 'in', decisionsSeenBy(actor))
    .selectAll('decisions')
    .forUpdate()
    .executeTakeFirst()
  if (!draft) return null
  if (draft.state === 'published') {
    throw new Conflict(
      'This decision is published already, and stays as it is.',
      await lastOf(trx, no),
    )
  }
  if (draft.version !== version) {
    throw new Conflict('This draft was changed after you opened the page.', await lastOf(trx, no))
  }
  return draft
}

/** Who last did something to a decision, and when. */
async function lastOf(trx: Trx, no: number) {
  const last = await trx
    .selectFrom('events')
    .leftJoin('people', 'people.id', 'events.personId')
    .where('events.chain', 'in', chainsOf(trx, no))
    .where('events.kind', 'like', 'decision.%')
    .where(sql`events.after ->> 'decision'`, '=', String(no))
    .select(['people.name as who', 'events.at'])
    .orderBy('events.id', 'desc')
    .executeTakeFirst()
  return { who: last?.who ?? null, at: last?.at.toISOString() ?? null }
}

/** The chains that tell of a decision: its office's, and its award's or study's. */
function chainsOf(trx: Trx, no: number) {
  return trx
    .selectFrom('decisions')
    .where('decisions.id', '=', no)
    .select(
      sql<string>`unnest(array['organization:' || organization_id, 'award:' || award_id,
        'study:' || study_id])`.as('chain'),
    )
}

/** Only what is published, about the same, and not yet taken the place of can be. */
async function requireStanding(trx: Trx, no: number, about: Columns): Promise<void> {
  const before = await trx
    .selectFrom('decisions')
    .where('id', '=', no)
    .where('state', '=', 'published')
    .select(['streamCode', 'programCode', 'modelCode', 'awardId', 'studyId'])
    .forUpdate()
    .executeTakeFirst()
  const names = ['streamCode', 'programCode', 'modelCode', 'awardId', 'studyId'] as const
  if (!before || names.some((name) => before[name] !== about[name])) {
    throw new Refusal({ form: 'Choose a published decision about the same.' })
  }
  const later = await trx
    .selectFrom('decisions')
    .where('supersedes', '=', no)
    .where('state', '=', 'published')
    .select('id')
    .executeTakeFirst()
  if (later) {
    throw new Conflict(
      'Another decision has taken the place of that one already.',
      await lastOf(trx, later.id),
    )
  }
}
