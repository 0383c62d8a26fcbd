import { sql } from 'kysely'
import type { Actor, Permitted } from '#app/domain/access.ts'
import { now, today } from '#app/domain/clock.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import type { FileKind } from '#app/domain/report/files.ts'
import {
  type DeliverableKind,
  type DeliverableMove,
  deliverableMoves,
  deliverableRefusal,
  handInProblem,
  stateAfterDraft,
} from '#app/domain/study/deliverables.ts'
import { record } from '../events.ts'
import { type Trx, db } from '../index.ts'
import { deliverablesSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { lockStudy } from './plan.ts'

export interface DeliverablePlace {
  slug: string
  no: number
  version: number
}

/** Plans something that a study hands in. Null: no study in sight. */
export async function planDeliverable(
  actor: Permitted<'deliverable.plan'>,
  key: WriteKey,
  slug: string,
  form: { kind: DeliverableKind; title: string; dueOn: string },
) {
  return writeOnce(actor, key, async (trx) => {
    const study = await lockStudy(trx, actor, slug)
    if (!study) return null
    const { sourceUrl } = await trx
      .selectFrom('studies')
      .where('id', '=', study.id)
      .select('sourceUrl')
      .executeTakeFirstOrThrow()
    if (sourceUrl !== null) {
      throw new Refusal({ form: 'This study is a record from public sources; nothing is planned.' })
    }
    if (form.dueOn < today()) {
      throw new Refusal({ 'dueOn.year': 'Enter a day that has not passed.' })
    }
    const { no } = await trx
      .selectFrom('studyDeliverables')
      .where('studyId', '=', study.id)
      .select(sql<number>`coalesce(max(no), 0)::int + 1`.as('no'))
      .executeTakeFirstOrThrow()
    await trx
      .insertInto('studyDeliverables')
      .values({
        ...form,
        studyId: study.id,
        no,
        state: 'planned',
        plannedBy: actor.personId,
        plannedAt: now(),
      })
      .execute()
    await record(trx, actor, {
      kind: 'deliverable.planned',
      studyId: study.id,
      after: { deliverable: no, title: form.title, dueOn: form.dueOn },
    })
    return { no }
  })
}

/** A draft whose bytes are already kept under their hash. */
export interface KeptDraft {
  name: string
  kind: FileKind
  size: number
  sha256: string
  words: string | null
}

/** Adds a draft as the next version; earlier ones stay as they are. */
export async function addDraft(
  actor: Permitted<'draft.write'>,
  key: WriteKey,
  at: { slug: string; no: number },
  draft: KeptDraft,
) {
  return writeOnce(actor, key, async (trx) => {
    const taken = await takeDeliverable(trx, actor, at)
    if (!taken) return null
    mustBeOpen(taken, 'draft')
    const before = await trx
      .selectFrom('deliverableDrafts')
      .where('deliverableId', '=', taken.id)
      .select(['no', 'sha256'])
      .orderBy('no', 'desc')
      .execute()
    const same = before.find(({ sha256 }) => sha256 === draft.sha256)
    if (same) throw new Refusal({ file: `This file is here already, as draft ${same.no}.` })
    const no = (before[0]?.no ?? 0) + 1
    if (no > 1 && draft.words === null) {
      throw new Refusal({ words: `Enter what changed since draft ${no - 1}.` })
    }
    await trx
      .insertInto('deliverableDrafts')
      .values({
        ...draft,
        deliverableId: taken.id,
        no,
        addedBy: actor.personId,
        addedAt: now(),
      })
      .execute()
    await move(trx, taken.id, { state: stateAfterDraft(taken.state), decisionWords: null })
    await record(trx, actor, {
      kind: 'deliverable.drafted',
      studyId: taken.studyId,
      after: { deliverable: at.no, draft: no, file: draft.name, sha256: draft.sha256 },
    })
    return { no: at.no, draft: no }
  })
}

/** Keeps that somebody took a draft away. */
export async function recordDraftRead(
  actor: Permitted<'draft.read'>,
  { studyId, no, draft }: { studyId: number; no: number; draft: number },
): Promise<void> {
  await db.transaction().execute((trx) =>
    record(trx, actor, {
      kind: 'deliverable.draft_read',
      studyId,
      after: { deliverable: no, draft },
    }),
  )
}

/** Hands the newest draft in, once its reviewers are answered. */
export async function submitDeliverable(
  actor: Permitted<'draft.answer'>,
  key: WriteKey,
  at: DeliverablePlace,
) {
  return writeOnce(actor, key, async (trx) => {
    const taken = await takeDeliverable(trx, actor, at)
    if (!taken) return null
    mustBeOpen(taken, 'submit', at.version)
    const problem = handInProblem(taken.kind, await reviewedSoFar(trx, taken.id))
    if (problem) throw new Refusal({ form: problem })
    await move(trx, taken.id, {
      state: deliverableMoves.submit.to,
      submittedBy: actor.personId,
      submittedAt: now(),
      decisionWords: null,
      decidedBy: null,
      decidedAt: null,
    })
    await record(trx, actor, {
      kind: 'deliverable.submitted',
      studyId: taken.studyId,
      after: { deliverable: at.no, title: taken.title },
    })
    return { no: at.no }
  })
}

/** Accepts what was handed in, or returns it; never by who handed it in. */
export async function decideDeliverable(
  actor: Permitted<'deliverable.decide'>,
  key: WriteKey,
  at: DeliverablePlace,
  { decision, words }: { decision: 'accept' | 'return'; words: string },
) {
  return writeOnce(actor, key, async (trx) => {
    const taken = await takeDeliverable(trx, actor, at)
    if (!taken) return null
    mustBeOpen(taken, decision, at.version)
    if (taken.submittedBy === actor.personId) {
      throw new Refusal({ form: 'Somebody else decides: you handed this in.' })
    }
    await move(trx, taken.id, {
      state: deliverableMoves[decision].to,
      decisionWords: words,
      decidedBy: actor.personId,
      decidedAt: now(),
    })
    await record(trx, actor, {
      kind: decision === 'accept' ? 'deliverable.accepted' : 'deliverable.returned',
      studyId: taken.studyId,
      after: { deliverable: at.no, title: taken.title },
      reason: words,
    })
    return { no: at.no }
  })
}

/** Records what the check under Section 508 found. */
export async function checkDeliverable(
  actor: Permitted<'deliverable.decide'>,
  key: WriteKey,
  at: DeliverablePlace,
  { words }: { words: string },
) {
  return writeOnce(actor, key, async (trx) => {
    const taken = await takeDeliverable(trx, actor, at)
    if (!taken) return null
    mustBeOpen(taken, 'check', at.version)
    await move(trx, taken.id, {
      state: deliverableMoves.check.to,
      checkWords: words,
      checkedBy: actor.personId,
      checkedAt: now(),
    })
    await record(trx, actor, {
      kind: 'deliverable.checked',
      studyId: taken.studyId,
      after: { deliverable: at.no, title: taken.title },
      reason: words,
    })
    return { no: at.no }
  })
}

/** Says where anybody reads it from now on. */
export async function releaseDeliverable(
  actor: Permitted<'deliverable.decide'>,
  key: WriteKey,
  at: DeliverablePlace,
  { publicUrl }: { publicUrl: string },
) {
  return writeOnce(actor, key, async (trx) => {
    const taken = await takeDeliverable(trx, actor, at)
    if (!taken) return null
    mustBeOpen(taken, 'release', at.version)
    await move(trx, taken.id, {
      state: deliverableMoves.release.to,
      publicUrl,
      releasedBy: actor.personId,
      releasedAt: now(),
    })
    await record(trx, actor, {
      kind: 'deliverable.released',
      studyId: taken.studyId,
      after: { deliverable: at.no, title: taken.title, publicUrl },
    })
    return { no: at.no }
  })
}

/** A deliverable that the actor sees, held until the end of the transaction. */
export async function takeDeliverable(trx: Trx, actor: Actor, at: { slug: string; no: number }) {
  return trx
    .selectFrom('studyDeliverables')
    .innerJoin('studies', 'studies.id', 'studyDeliverables.studyId')
    .where('studies.slug', '=', at.slug)
    .where('studyDeliverables.no', '=', at.no)
    .where('studyDeliverables.id', 'in', deliverablesSeenBy(actor))
    .selectAll('studyDeliverables')
    .forUpdate('studyDeliverables')
    .executeTakeFirst()
}

export type TakenDeliverable = NonNullable<Awaited<ReturnType<typeof takeDeliverable>>>

/** `version` where the page showed what is decided about. */
export function mustBeOpen(
  taken: TakenDeliverable,
  wanted: DeliverableMove,
  version: number = taken.version,
): void {
  const refusal = deliverableRefusal(wanted, taken.state)
  if (refusal === null && taken.version === version) return
  const last = taken.releasedAt ?? taken.checkedAt ?? taken.decidedAt ?? taken.submittedAt
  throw new Conflict(refusal ?? 'This deliverable changed after you opened the page.', {
    who: null,
    at: last?.toISOString() ?? null,
  })
}

export async function move(
  trx: Trx,
  id: number,
  values: Partial<Omit<TakenDeliverable, 'id' | 'version'>>,
): Promise<void> {
  await trx
    .updateTable('studyDeliverables')
    .set((eb) => ({ ...values, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

async function reviewedSoFar(trx: Trx, id: number) {
  return trx
    .selectFrom('studyDeliverables')
    .where('id', '=', id)
    .select([
      sql<number>`(select count(*)::int from deliverable_reviews
        where deliverable_id = ${id} and done_at is not null)`.as('reviewsDone'),
      sql<number>`(select count(*)::int from deliverable_comments
        where deliverable_id = ${id} and answer is null)`.as('unanswered'),
      sql<number>`(select count(*)::int from deliverable_comments
        where deliverable_id = ${id} and answer = 'agreed' and draft_no =
          (select max(no) from deliverable_drafts where deliverable_id = ${id}))`.as('owed'),
    ])
    .executeTakeFirstOrThrow()
}
