import type { Actor, Permitted } from '#app/domain/access.ts'
import { dayIn, now, today } from '#app/domain/clock.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { dueOnOf } from '#app/domain/report/due.ts'
import type { Asked, Decided } from '#app/domain/report/petition_forms.ts'
import {
  type PetitionKind,
  type Recommendation,
  askRefusal,
  closedRefusal,
  decisionRefusal,
  extendedDateRefusal,
} from '#app/domain/report/petitions.ts'
import { hasOfficer } from '../awards/take.ts'
import { record } from '../events.ts'
import { type Trx } from '../index.ts'
import { reportsExpectedBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { type TakenReport, moveReport, takeReport } from './state.ts'

type Done = { number: string } | null

/** Asks for more time or to do without a report. One petition is open at a time for each report. */
export async function askPetition(
  actor: Permitted<'extension.ask'>,
  key: WriteKey,
  number: string,
  kind: PetitionKind,
  asked: Asked,
): Promise<Done> {
  return writeOnce(actor, key, async (trx) => {
    const report = await takeReport(trx, actor, number, reportsExpectedBy)
    if (!report) return null
    const waitsFor = (await hasOfficer(trx, report.awardId)) ? 'the recommendation' : 'the decision'
    await open(trx, actor, report, kind, asked)
    await tell(trx, actor, report, `${kind}.asked`, {
      after: { ...(asked.wantedOn ? { wantedOn: asked.wantedOn } : {}), waitsFor },
      reason: asked.reason,
    })
    return { number }
  })
}

/** Recommends for or against what is asked; of a report that nobody asked about, to do without it. */
export async function recommendPetition(
  actor: Permitted<'extension.recommend'>,
  key: WriteKey,
  number: string,
  kind: PetitionKind,
  version: number,
  { recommendation, words }: { recommendation: Recommendation; words: string },
): Promise<Done> {
  return writeOnce(actor, key, async (trx) => {
    const report = await takeReport(trx, actor, number, reportsExpectedBy)
    if (!report) return null
    if (kind === 'waiver' && version === 0) {
      if (recommendation !== 'for') throw new Conflict('Nobody asked to do without this report.')
      await open(trx, actor, report, kind, { wantedOn: null, reason: words })
    } else {
      const petition = await takePetition(trx, report, kind, version)
      if (petition.recommendation) throw await overtakenPetition(trx, report, kind)
    }
    await trx
      .updateTable('reportPetitions')
      .set((eb) => ({
        recommendation,
        recommendationWords: words,
        recommendedBy: actor.personId,
        recommendedAt: now(),
        version: eb('version', '+', 1),
      }))
      .where('reportId', '=', report.id)
      .where('outcome', 'is', null)
      .execute()
    await tell(trx, actor, report, `${kind}.recommended`, {
      after: { recommendation },
      reason: words,
    })
    return { number }
  })
}

/** Grants what is asked, an extension to this or another date, or refuses it. */
export async function decidePetition(
  actor: Permitted<'extension.decide'>,
  key: WriteKey,
  number: string,
  kind: PetitionKind,
  version: number,
  { decision, grantedOn, words }: Decided,
): Promise<Done> {
  return writeOnce(actor, key, async (trx) => {
    const report = await takeReport(trx, actor, number, reportsExpectedBy)
    if (!report) return null
    const petition = await takePetition(trx, report, kind, version)
    const refusal = decisionRefusal(
      { ...petition, askedOn: dayIn(petition.askedAt) },
      { personId: actor.personId, hasOfficer: await hasOfficer(trx, report.awardId), day: today() },
    )
    if (refusal) throw new Refusal({ form: refusal })
    const wrong = grantedOn && extendedDateRefusal(grantedOn, report)
    if (wrong) throw new Refusal({ 'grantedOn.month': wrong })
    await trx
      .updateTable('reportPetitions')
      .set((eb) => ({
        outcome: decision,
        grantedOn,
        decisionWords: words,
        decidedBy: actor.personId,
        decidedAt: now(),
        version: eb('version', '+', 1),
      }))
      .where('id', '=', petition.id)
      .execute()
    if (decision === 'granted' && kind === 'waiver') {
      await moveReport(trx, actor, report, 'excuse', { reason: words })
      return { number }
    }
    if (grantedOn) {
      await trx
        .updateTable('reports')
        .set({ extendedDueOn: grantedOn })
        .where('id', '=', report.id)
        .execute()
    }
    await tell(trx, actor, report, `${kind}.${decision}`, {
      ...(grantedOn ? { before: { dueOn: dueOnOf(report) }, after: { dueOn: grantedOn } } : {}),
      reason: words,
    })
    return { number }
  })
}

/** Takes a request back before it is decided. */
export async function withdrawPetition(
  actor: Permitted<'extension.ask'>,
  key: WriteKey,
  number: string,
  kind: PetitionKind,
  version: number,
): Promise<Done> {
  return writeOnce(actor, key, async (trx) => {
    const report = await takeReport(trx, actor, number, reportsExpectedBy)
    if (!report) return null
    const petition = await takePetition(trx, report, kind, version)
    await trx
      .updateTable('reportPetitions')
      .set((eb) => ({
        outcome: 'withdrawn',
        decidedBy: actor.personId,
        decidedAt: now(),
        version: eb('version', '+', 1),
      }))
      .where('id', '=', petition.id)
      .execute()
    await tell(trx, actor, report, `${kind}.withdrawn`, {})
    return { number }
  })
}

async function open(
  trx: Trx,
  actor: Actor,
  report: TakenReport,
  kind: PetitionKind,
  { wantedOn, reason }: Asked,
): Promise<void> {
  const petition = await openPetition(trx, report)
  const closed = askRefusal(
    kind,
    { ...report, ...report.state, petition: petition?.kind ?? null },
    today(),
  )
  if (closed) throw new Conflict(closed, await lastDone(trx, report))
  const wrong = wantedOn && extendedDateRefusal(wantedOn, report)
  if (wrong) throw new Refusal({ 'wantedOn.month': wrong })
  await trx
    .insertInto('reportPetitions')
    .values({
      organizationId: report.organizationId,
      reportId: report.id,
      kind,
      reason,
      wantedOn,
      previousDueOn: dueOnOf(report),
      askedBy: actor.personId,
      askedAt: now(),
    })
    .execute()
}

/** The open petition as the page showed it; whatever happened to it since answers 409. */
async function takePetition(trx: Trx, report: TakenReport, kind: PetitionKind, version: number) {
  const closed = closedRefusal(report.state)
  if (closed) throw new Conflict(closed, await lastDone(trx, report))
  const petition = await openPetition(trx, report)
  if (petition?.kind !== kind || petition.version !== version) {
    throw await overtakenPetition(trx, report, kind)
  }
  return petition
}

async function openPetition(trx: Trx, report: TakenReport) {
  return trx
    .selectFrom('reportPetitions')
    .where('reportId', '=', report.id)
    .where('outcome', 'is', null)
    .select(['id', 'kind', 'version', 'askedBy', 'askedAt', 'recommendation', 'recommendedBy'])
    .executeTakeFirst()
}

async function overtakenPetition(trx: Trx, report: TakenReport, kind: PetitionKind) {
  const name = kind === 'extension' ? 'The extension' : 'The waiver'
  return new Conflict(
    `${name} is no longer as the page you used showed it, so what you asked for was not done.`,
    await lastDone(trx, report),
  )
}

/** Who was last to do something about the report or its due date. */
async function lastDone(trx: Trx, report: TakenReport) {
  const event = await trx
    .selectFrom('events')
    .leftJoin('people', 'people.id', 'events.personId')
    .where('events.reportId', '=', report.id)
    .where('events.kind', 'not like', 'reminder.%')
    .where('events.kind', '<>', 'report.saved')
    .select(['people.name as who', 'events.at'])
    .orderBy('events.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return { who: event?.who ?? null, at: event?.at.toISOString() ?? null }
}

async function tell(
  trx: Trx,
  actor: Actor,
  report: TakenReport,
  kind: string,
  told: {
    before?: Record<string, unknown>
    after?: Record<string, unknown>
    reason?: string
  },
): Promise<void> {
  await record(trx, actor, { kind, awardId: report.awardId, reportId: report.id, ...told })
}
