import type { Actor, Permitted } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import type { Component } from '#app/domain/evidence/library.ts'
import {
  type Certainty,
  type PracticeMove,
  practiceMoves,
  practiceProblems,
  practiceRefusal,
} from '#app/domain/evidence/practice.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { record } from '../events.ts'
import type { Trx } from '../index.ts'
import { practiceNotesSeenBy, reportsSeenBy, studyFindingsSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'

export interface PracticeForm {
  title: string
  done: string
  forWhom: string
  seen: string
  certainty: Certainty
  sectors: string[]
  components: Component[]
  model: string | null
  /** Codes of the library. */
  findings: string[]
  /** The id of an approved finding of a study. */
  studyFinding: string | null
  /** Numbers of accepted reports. */
  report: string[]
}

/** Drafts a note, or changes the own one; `id` is null for a new one. What it rests on has to be approved or
 *  accepted, and in sight of who writes. */
export async function saveNote(
  actor: Permitted<'practice.draft'>,
  key: WriteKey,
  at: { id: number | null; version: number },
  form: PracticeForm,
) {
  return writeOnce(actor, key, async (trx) => {
    const taken = at.id === null ? null : await take(trx, actor, at.id)
    if (at.id !== null && taken?.draftedBy !== actor.personId) return null
    if (taken) mustBeOpen(taken, 'edit', at.version)
    const { findings, studyFinding, report, ...values } = form
    await mustBeKnown(trx, form)
    const cited = await readCited(trx, actor, { findings, studyFinding, report })
    const problems = practiceProblems(form.certainty, cited)
    if (Object.keys(problems).length > 0) throw new Refusal(problems)
    const row = { ...values, sample: cited.sample, state: practiceMoves.edit.to }
    const id = taken
      ? taken.id
      : (
          await trx
            .insertInto('practiceNotes')
            .values({ ...row, draftedBy: actor.personId, draftedAt: now() })
            .returning('id')
            .executeTakeFirstOrThrow()
        ).id
    if (taken) {
      await move(trx, id, row)
      await trx.deleteFrom('practiceCitations').where('noteId', '=', id).execute()
    }
    await trx
      .insertInto('practiceCitations')
      .values(cited.rows.map((one, index) => ({ ...one, noteId: id, position: index + 1 })))
      .execute()
    await record(trx, actor, {
      kind: taken ? 'practice.edited' : 'practice.drafted',
      after: { note: id, about: form.title },
    })
    return { id }
  })
}

/** Hands the own draft over to who approves it. */
export async function submitNote(
  actor: Permitted<'practice.draft'>,
  key: WriteKey,
  at: { id: number; version: number },
) {
  return writeOnce(actor, key, async (trx) => {
    const taken = await take(trx, actor, at.id)
    if (taken?.draftedBy !== actor.personId) return null
    mustBeOpen(taken, 'submit', at.version)
    await move(trx, at.id, { state: practiceMoves.submit.to, submittedAt: now() })
    await record(trx, actor, {
      kind: 'practice.submitted',
      after: { note: at.id, about: taken.title },
    })
    return { id: at.id }
  })
}

/** Approves a note or returns it; never by who drafted it. */
export async function decideNote(
  actor: Permitted<'practice.approve'>,
  key: WriteKey,
  at: { id: number; version: number },
  { decision, words }: { decision: 'approve' | 'return'; words: string },
) {
  return writeOnce(actor, key, async (trx) => {
    const taken = await take(trx, actor, at.id)
    if (!taken) return null
    mustBeOpen(taken, decision, at.version)
    if (taken.draftedBy === actor.personId) {
      throw new Refusal({ form: 'Somebody else decides: you drafted this note.' })
    }
    if (decision === 'approve') await mustStillHold(trx, at.id)
    await move(trx, at.id, {
      state: practiceMoves[decision].to,
      decisionWords: words,
      decidedBy: actor.personId,
      decidedAt: now(),
    })
    const drafter = await trx
      .selectFrom('memberships')
      .where('personId', '=', taken.draftedBy)
      .where('role', 'in', ['officer', 'evaluation_officer', 'lead', 'analyst'])
      .where('endedAt', 'is', null)
      .select('id')
      .orderBy('id')
      .executeTakeFirst()
    await record(trx, actor, {
      kind: decision === 'approve' ? 'practice.approved' : 'practice.returned',
      after: { note: at.id, about: taken.title, ...(drafter && { membershipId: drafter.id }) },
      reason: words,
    })
    return { id: at.id }
  })
}

type Taken = NonNullable<Awaited<ReturnType<typeof take>>>

async function take(trx: Trx, actor: Actor, id: number) {
  return trx
    .selectFrom('practiceNotes')
    .where('id', '=', id)
    .where('id', 'in', practiceNotesSeenBy(actor))
    .selectAll()
    .forUpdate()
    .executeTakeFirst()
}

function mustBeOpen(taken: Taken, wanted: PracticeMove, version: number): void {
  const refusal = practiceRefusal(wanted, taken.state)
  if (refusal === null && taken.version === version) return
  throw new Conflict(refusal ?? 'This note changed after you opened the page.', {
    who: null,
    at: (taken.decidedAt ?? taken.submittedAt ?? taken.draftedAt).toISOString(),
  })
}

async function move(
  trx: Trx,
  id: number,
  values: Partial<Omit<Taken, 'id' | 'version'>>,
): Promise<void> {
  await trx
    .updateTable('practiceNotes')
    .set((eb) => ({ ...values, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

async function mustBeKnown(trx: Trx, { sectors, model }: PracticeForm): Promise<void> {
  const known = await trx
    .selectFrom('sectors')
    .where('code', 'in', [...sectors, ''])
    .select('code')
    .execute()
  if (known.length < sectors.length) {
    throw new Refusal({ sectors: 'Choose sectors of the list.' })
  }
  if (model === null) return
  const found = await trx
    .selectFrom('models')
    .where('code', '=', model)
    .where('kind', '<>', 'group')
    .select('code')
    .executeTakeFirst()
  if (!found) throw new Refusal({ model: 'Choose a model of the list.' })
}

type Citation = Record<'findingCode', string | null> &
  Record<'studyFindingId' | 'reportId', number | null>

const nothing = { findingCode: null, studyFindingId: null, reportId: null }

/** What a note rests on, each looked up within the actor's sight; a refusal names what is not there. */
async function readCited(
  trx: Trx,
  actor: Actor,
  { findings, studyFinding, report }: Pick<PracticeForm, 'findings' | 'studyFinding' | 'report'>,
) {
  const library = await trx
    .selectFrom('findings')
    .where('code', 'in', [...findings, ''])
    .select(['code', 'kind'])
    .execute()
  const lacking = findings.find((code) => !library.some((one) => one.code === code))
  if (lacking) {
    throw new Refusal({ findings: `Enter codes of the library: ${lacking.slice(0, 20)} is none.` })
  }
  const own =
    studyFinding === null
      ? undefined
      : await trx
          .selectFrom('studyFindings')
          .innerJoin('studies', 'studies.id', 'studyFindings.studyId')
          .where(
            'studyFindings.id',
            '=',
            /^\d{1,15}$/.test(studyFinding) ? Number(studyFinding) : 0,
          )
          .where('studyFindings.id', 'in', studyFindingsSeenBy(actor))
          .where('studyFindings.state', '=', 'approved')
          .select(['studyFindings.id', 'studyFindings.kind', 'studies.sample'])
          .executeTakeFirst()
  if (studyFinding !== null && !own) {
    throw new Refusal({ studyFinding: 'Choose an approved finding of the list.' })
  }
  const reports = await trx
    .selectFrom('reports')
    .innerJoin('awards', 'awards.id', 'reports.awardId')
    .where('reports.number', 'in', [...report, ''])
    .where('reports.id', 'in', reportsSeenBy(actor))
    .where('reports.acceptedVersionNo', 'is not', null)
    .select(['reports.id', 'reports.number', 'awards.sample'])
    .execute()
  const unread = report.find((number) => !reports.some((one) => one.number === number))
  if (unread) {
    throw new Refusal({
      report: `Enter numbers of accepted reports that you read: ${unread.slice(0, 40)} is none.`,
    })
  }
  const kinds = [...library.map(({ kind }) => kind), ...(own ? [own.kind] : [])]
  const rows: Citation[] = [
    ...library.map(({ code }) => ({ ...nothing, findingCode: code })),
    ...(own ? [{ ...nothing, studyFindingId: own.id }] : []),
    ...reports.map(({ id }) => ({ ...nothing, reportId: id })),
  ]
  return {
    rows,
    findings: kinds.length,
    effects: kinds.filter((kind) => kind === 'effect').length,
    reports: reports.length,
    sample: [...reports, ...(own ? [own] : [])].some(({ sample }) => sample),
  }
}

/** A report that was accepted may have been reopened since. */
async function mustStillHold(trx: Trx, id: number): Promise<void> {
  const reopened = await trx
    .selectFrom('practiceCitations')
    .innerJoin('reports', 'reports.id', 'practiceCitations.reportId')
    .where('noteId', '=', id)
    .where('reports.agencyState', '<>', 'accepted')
    .select('reports.number')
    .executeTakeFirst()
  if (!reopened) return
  throw new Refusal({
    decision: `Return it, or wait: report ${reopened.number} is being corrected.`,
  })
}
