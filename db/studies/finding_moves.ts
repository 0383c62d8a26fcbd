import { sql } from 'kysely'
import type { Actor, Permitted } from '#app/domain/access.ts'
import { now, today } from '#app/domain/clock.ts'
import {
  type OwnFinding,
  type OwnFindingMove,
  ownFindingProblems,
  ownFindingRefusal,
} from '#app/domain/evidence/own_finding.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { record } from '../events.ts'
import { type Trx } from '../index.ts'
import { studyFindingsSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { ratingGround } from './finding_ground.ts'
import { publishFinding } from './finding_publish.ts'
import { isLocked } from './lock.ts'
import { lockStudy } from './plan.ts'
import { latestRecord } from './record.ts'
import { sealTested } from './tested.ts'

export type FindingForm = OwnFinding & {
  model: string | null
  hasControls: boolean
  sourceDetail: string
}

/** Drafts a finding of a study, or changes one that is not handed over; `no` is null for a new one. */
export async function saveFinding(
  actor: Permitted<'finding.write'>,
  key: WriteKey,
  at: { slug: string; no: number | null; version: number },
  form: FindingForm,
) {
  return writeOnce(actor, key, async (trx) => {
    const study = await lockStudy(trx, actor, at.slug)
    if (!study) return null
    const taken = at.no === null ? null : await take(trx, actor, at.slug, at.no)
    if (at.no !== null && !taken) return null
    if (taken) mustBeOpen(taken, 'edit', at.version)
    const plan = await latestRecord(trx, study.id)
    if (!plan) {
      throw new Refusal({
        form: 'Save the record of the study first: a finding rests on its design.',
      })
    }
    if (form.model !== null) await mustBeModel(trx, form.model)
    const problems = ownFindingProblems(form, {
      design: plan.design,
      primary: plan.outcomes.filter(({ rank }) => rank === 'primary').map(({ name }) => name),
      isLocked: await isLocked(trx, study.id),
      year: Number(today().slice(0, 4)),
    })
    if (Object.keys(problems).length > 0) throw new Refusal(problems)
    const values = {
      ...form,
      design: plan.design,
      ...(await ratingGround(trx, study.id, form.outcomeMeasure)),
      state: 'draft' as const,
    }
    const no = taken?.no ?? (await nextNo(trx, study.id))
    if (taken) {
      await trx
        .updateTable('studyFindings')
        .set((eb) => ({ ...values, version: eb('version', '+', 1) }))
        .where('id', '=', taken.id)
        .execute()
    } else {
      await trx
        .insertInto('studyFindings')
        .values({ ...values, studyId: study.id, no, draftedBy: actor.personId, draftedAt: now() })
        .execute()
    }
    await record(trx, actor, {
      kind: taken ? 'finding.edited' : 'finding.drafted',
      studyId: study.id,
      after: { finding: no },
    })
    return { no }
  })
}

/** Hands a draft over to the evaluation officers. */
export async function submitFinding(
  actor: Permitted<'finding.write'>,
  key: WriteKey,
  at: { slug: string; no: number; version: number },
) {
  return move(actor, key, at, 'submit', {
    submittedBy: actor.personId,
    submittedAt: now(),
    state: 'submitted',
  })
}

/** Lets the sites read a finding that waits, so that their grantees may answer. */
export async function shareFinding(
  actor: Permitted<'finding.decide'>,
  key: WriteKey,
  at: { slug: string; no: number; version: number },
) {
  return move(actor, key, at, 'share', { sharedAt: now() })
}

/** Approves a finding, with what was actually tested sealed beside it, so that the library holds one of a real
 *  study; or returns it. Never by who wrote it. */
export async function decideFinding(
  actor: Permitted<'finding.decide'>,
  key: WriteKey,
  at: { slug: string; no: number; version: number },
  { decision, words }: { decision: 'approve' | 'return'; words: string },
) {
  return move(
    actor,
    key,
    at,
    decision,
    {
      state: decision === 'approve' ? 'approved' : 'returned',
      decisionWords: words,
      decidedBy: actor.personId,
      decidedAt: now(),
    },
    words,
  )
}

/** What the grantee of a site says to a finding that was shared with it; once an organization. */
export async function respondToFinding(
  actor: Permitted<'finding.respond'>,
  key: WriteKey,
  at: { slug: string; no: number },
  { words }: { words: string },
) {
  return writeOnce(actor, key, async (trx) => {
    const finding = await take(trx, actor, at.slug, at.no)
    if (!finding) return null
    if (finding.state !== 'submitted') {
      throw new Conflict('This finding is decided. A response was possible while it waited.', {
        who: null,
        at: finding.decidedAt?.toISOString() ?? null,
      })
    }
    const own = await trx
      .selectFrom('studyFindingResponses')
      .innerJoin('people', 'people.id', 'studyFindingResponses.writtenBy')
      .where('studyId', '=', finding.studyId)
      .where('no', '=', finding.no)
      .where('studyFindingResponses.organizationId', '=', actor.organizationId)
      .select(['people.name', 'writtenAt'])
      .executeTakeFirst()
    if (own) {
      throw new Conflict('Your organization has responded to this finding already.', {
        who: own.name,
        at: own.writtenAt.toISOString(),
      })
    }
    await trx
      .insertInto('studyFindingResponses')
      .values({
        studyId: finding.studyId,
        no: finding.no,
        organizationId: actor.organizationId,
        words,
        writtenBy: actor.personId,
        writtenAt: now(),
      })
      .execute()
    await record(trx, actor, {
      kind: 'finding.responded',
      studyId: finding.studyId,
      after: { finding: finding.no, organization: actor.organizationName },
      reason: words,
    })
    return { no: finding.no }
  })
}

type Taken = NonNullable<Awaited<ReturnType<typeof take>>>

const happened = {
  edit: 'finding.edited',
  submit: 'finding.submitted',
  share: 'finding.shared',
  return: 'finding.returned',
  approve: 'finding.approved',
} satisfies Record<OwnFindingMove, string>

async function move(
  actor: Actor,
  key: WriteKey,
  at: { slug: string; no: number; version: number },
  made: OwnFindingMove,
  values: {
    state?: 'submitted' | 'returned' | 'approved'
    submittedBy?: number
    submittedAt?: Date
    sharedAt?: Date
    decisionWords?: string
    decidedBy?: number
    decidedAt?: Date
  },
  reason?: string,
) {
  return writeOnce(actor, key, async (trx) => {
    const finding = await take(trx, actor, at.slug, at.no)
    if (!finding) return null
    mustBeOpen(finding, made, at.version)
    const isDecision = made === 'approve' || made === 'return'
    if (isDecision && [finding.draftedBy, finding.submittedBy].includes(actor.personId)) {
      throw new Refusal({
        form: 'Somebody else decides: you wrote this finding or handed it over.',
      })
    }
    const libraryCode =
      made === 'approve' && !finding.sample ? await publishFinding(trx, finding) : null
    const seal = made === 'approve' ? await sealTested(trx, finding.studyId) : null
    await trx
      .updateTable('studyFindings')
      .set((eb) => ({
        ...values,
        ...(libraryCode ? { libraryCode } : {}),
        ...seal,
        version: eb('version', '+', 1),
      }))
      .where('id', '=', finding.id)
      .execute()
    await record(trx, actor, {
      kind: happened[made],
      studyId: finding.studyId,
      after: {
        finding: finding.no,
        ...(libraryCode ? { library: libraryCode } : {}),
        ...(seal ? { testedSha256: seal.testedSha256 } : {}),
      },
      ...(reason ? { reason } : {}),
    })
    return { no: finding.no, libraryCode }
  })
}

async function take(trx: Trx, actor: Actor, slug: string, no: number) {
  return trx
    .selectFrom('studyFindings')
    .innerJoin('studies', 'studies.id', 'studyFindings.studyId')
    .where('studies.slug', '=', slug)
    .where('studyFindings.no', '=', no)
    .where('studyFindings.id', 'in', studyFindingsSeenBy(actor))
    .selectAll('studyFindings')
    .select(['studies.slug', 'studies.title', 'studies.sample'])
    .forUpdate(['studies', 'studyFindings'])
    .executeTakeFirst()
}

function mustBeOpen(finding: Taken, made: OwnFindingMove, version: number): void {
  const refusal = ownFindingRefusal(made, finding.state)
  if (refusal === null && finding.version === version) return
  throw new Conflict(refusal ?? 'This finding changed after you opened the page.', {
    who: null,
    at: (finding.decidedAt ?? finding.submittedAt ?? finding.draftedAt).toISOString(),
  })
}

async function mustBeModel(trx: Trx, code: string): Promise<void> {
  const model = await trx
    .selectFrom('models')
    .where('code', '=', code)
    .where('kind', '<>', 'group')
    .select('code')
    .executeTakeFirst()
  if (!model) throw new Refusal({ model: 'Choose the model that was tested from the list.' })
}

async function nextNo(trx: Trx, studyId: number): Promise<number> {
  const { no } = await trx
    .selectFrom('studyFindings')
    .where('studyId', '=', studyId)
    .select(sql<number>`coalesce(max(no), 0) + 1`.as('no'))
    .executeTakeFirstOrThrow()
  return no
}
