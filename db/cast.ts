import { type Actor, type Right, type Permitted, permit, permitSystem } from '#app/domain/access.ts'
import { now, setClockOffset, today } from '#app/domain/clock.ts'
import { actingColumns } from './acting.ts'
import { placeHold } from './awards/retention.ts'
import { playAbsences } from './cast/away.ts'
import { type CastAward, castAwards } from './cast/awards.ts'
import { playBalance } from './cast/balance.ts'
import { playBoard } from './cast/board.ts'
import { playDeliverables } from './cast/deliverables.ts'
import { playEnrolling } from './cast/enrolling.ts'
import { playEvidence } from './cast/evidence.ts'
import { playDecisions } from './cast/decisions.ts'
import { playFunds } from './cast/funds.ts'
import { playPartners } from './cast/partners.ts'
import { castOrganizations, castPeople } from './cast/people.ts'
import { playHandOver } from './cast/hand_over.ts'
import { playImports } from './cast/imports.ts'
import { playOverlap } from './cast/overlap.ts'
import { playFidelity } from './cast/fidelity.ts'
import { playFinished } from './cast/finished.ts'
import { playAgenda } from './cast/agenda.ts'
import { playOutcomes } from './cast/outcomes.ts'
import { playRatings } from './cast/ratings.ts'
import { playFindings } from './cast/findings.ts'
import { playModifications } from './cast/modifications.ts'
import { playOtherStages } from './cast/other_stages.ts'
import { playOversight } from './cast/oversight.ts'
import { playPractice } from './cast/practice.ts'
import { playReports } from './cast/reports.ts'
import { castScheduler } from './cast/scheduler.ts'
import { playStudies } from './cast/studies.ts'
import { playViews } from './cast/views.ts'
import { record } from './events.ts'
import { type Trx, db } from './index.ts'
import { remindOfAgreements } from './studies/agreement_reminders.ts'
import { writeKey } from './write.ts'

/** Plays the sample cast once: invented organizations, people and awards, then what they did.
 *  Answers false where the cast is already there. `passwordHash` serves every account. A play that
 *  was interrupted goes on where it stopped: every act carries its own key. */
export async function playCast(passwordHash: string): Promise<boolean> {
  if (await hasHappened('cast.played')) return false
  if (!(await hasHappened('cast.entered'))) await enterCast(passwordHash)
  await playAbsences()
  await playReports()
  await placeSampleHold()
  await playStudies()
  await playEnrolling()
  await playOtherStages()
  await playFinished()
  await playBoard()
  await playBalance()
  await playFindings()
  await playDeliverables()
  await remindOfAgreements(permitSystem(castScheduler, 'agreement.remind'), today())
  await playModifications()
  await playOversight()
  // Before the officer named its model, which is what the director did not know.
  await playDecisions()
  await playEvidence()
  await playFunds()
  await playViews()
  await playPartners()
  await playFidelity()
  await playPractice()
  await playOutcomes()
  await playRatings()
  await playAgenda()
  await playImports()
  await playOverlap()
  await playHandOver()
  await settleInboxes()
  await db.transaction().execute((trx) => record(trx, loader, { kind: 'cast.played' }))
  return true
}

/** What was told weeks ago has been read, and the mail about it went out long ago. */
async function settleInboxes(): Promise<void> {
  const recently = new Date(now().getTime() - 14 * 86_400_000)
  await db
    .updateTable('notices')
    .set((eb) => ({ mailedAt: eb.ref('at') }))
    .where('mailedAt', 'is', null)
    .where('mail', '<>', 'none')
    .execute()
  await db
    .updateTable('notices')
    .set((eb) => ({ readAt: eb.ref('at') }))
    .where('readAt', 'is', null)
    .where('at', '<', recently)
    .execute()
}

async function hasHappened(kind: string): Promise<boolean> {
  const event = await db
    .selectFrom('events')
    .where('chain', '=', 'system')
    .where('kind', '=', kind)
    .select('id')
    .executeTakeFirst()
  return event !== undefined
}

/** Enters everybody well before their awards begin, so that what they do comes after. */
async function enterCast(passwordHash: string): Promise<void> {
  const offset = now().getTime() - Date.now()
  const awards = castAwards(today())
  setClockOffset(offset - 430 * 86_400_000)
  try {
    await db.transaction().execute(async (trx) => {
      await enterOrganizations(trx)
      await enterPeople(trx, passwordHash)
      await enterAwards(trx, awards)
      await record(trx, loader, { kind: 'cast.entered' })
    })
  } finally {
    setClockOffset(offset)
  }
}

/** The records of one award are asked for by an inspector general. */
async function placeSampleHold(): Promise<void> {
  const grants = await castActor('priya.raman@eda.example.org', 'award.hold')
  const reason =
    'The inspector general asked for all records of this award, letter of the same day.'
  const offset = now().getTime() - Date.now()
  setClockOffset(offset - 25 * 86_400_000)
  try {
    await placeHold(grants, writeKey('cast hold', reason), 'SAMPLE-GJC-02', 1, { reason })
  } finally {
    setClockOffset(offset)
  }
}

/** Somebody of the cast as an actor with a right, in the first membership or the one named. */
export async function castActor<R extends Right>(
  email: string,
  right: R,
  organization?: string,
): Promise<Permitted<R>> {
  const row = await db
    .selectFrom('people')
    .innerJoin('memberships', 'memberships.personId', 'people.id')
    .innerJoin('organizations', 'organizations.id', 'memberships.organizationId')
    .where('people.email', '=', email)
    .where('memberships.endedAt', 'is', null)
    .$if(organization !== undefined, (query) =>
      query.where('organizations.slug', '=', organization ?? ''),
    )
    .select(actingColumns)
    .orderBy('memberships.id')
    .executeTakeFirstOrThrow()
  const actor = { kind: 'person', requestId: 'cast', ...row } as Actor
  const permitted = permit(actor, right)
  if (!permitted) throw new Error(`${email} does not hold ${right}`)
  return permitted
}

const loader = { kind: 'system', name: 'loader', requestId: 'cast' } as const

async function enterOrganizations(trx: Trx): Promise<void> {
  for (const kind of ['agency', 'grantee', 'evaluator'] as const) {
    await trx
      .insertInto('organizations')
      .values(castOrganizations[kind].map((one) => ({ ...one, kind, sample: true })))
      .execute()
  }
}

async function enterPeople(trx: Trx, passwordHash: string): Promise<void> {
  const at = now()
  for (const person of castPeople) {
    const { id } = await trx
      .insertInto('people')
      .values({ name: person.name, email: person.email, passwordHash, createdAt: at })
      .returning('id')
      .executeTakeFirstOrThrow()
    for (const [slug, role] of person.memberships) {
      await trx
        .insertInto('memberships')
        .columns(['organizationId', 'organizationKind', 'personId', 'role', 'startedAt'])
        .expression((eb) =>
          eb
            .selectFrom('organizations')
            .where('slug', '=', slug)
            .select([
              'id',
              'kind',
              eb.val(id).as('person'),
              eb.val(role).as('role'),
              eb.val(at).as('at'),
            ]),
        )
        .execute()
    }
    await record(trx, loader, { kind: 'account.entered', subjectPersonId: id })
  }
}

async function enterAwards(trx: Trx, awards: readonly CastAward[]): Promise<void> {
  for (const listed of awards) {
    const { grantee, officer, states, sectors, partners, targets, amount, periodEnd, ...award } =
      listed
    const organization = await trx
      .selectFrom('organizations')
      .where('slug', '=', grantee)
      .select('id')
      .executeTakeFirstOrThrow()
    const { id: awardId } = await trx
      .insertInto('awards')
      .values({
        ...award,
        awardedAmount: amount,
        awardedPeriodEnd: periodEnd,
        organizationId: organization.id,
        sample: true,
        amountPrecision: 'exact',
        announcedOn: award.periodStart,
        reportFrequency: 'quarterly',
        reportCalendar: award.reportCalendar ?? 'calendar_year',
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await trx
      .insertInto('awardSectors')
      .values(sectors.map((sectorCode) => ({ awardId, sectorCode })))
      .execute()
    await trx
      .insertInto('awardStates')
      .values(states.map((usps) => ({ awardId, usps })))
      .execute()
    await trx
      .insertInto('awardPartners')
      .values(partners.map((name, index) => ({ awardId, position: index + 1, name })))
      .execute()
    await trx
      .insertInto('awardTargets')
      .values(
        Object.entries(targets).map(([indicatorCode, target]) => ({
          awardId,
          indicatorCode,
          target,
        })),
      )
      .execute()
    await record(trx, loader, { kind: 'award.entered', awardId, after: { number: award.number } })
    if (officer) await assign(trx, awardId, officer)
  }
}

async function assign(trx: Trx, awardId: number, officer: string): Promise<void> {
  const membership = await trx
    .selectFrom('memberships')
    .innerJoin('people', 'people.id', 'memberships.personId')
    .where('people.email', '=', officer)
    .select(['memberships.id', 'memberships.organizationId', 'people.name'])
    .executeTakeFirstOrThrow()
  await trx
    .insertInto('caseloads')
    .values({
      awardId,
      membershipId: membership.id,
      organizationId: membership.organizationId,
      startedAt: now(),
    })
    .execute()
  await record(trx, loader, {
    kind: 'award.assigned',
    awardId,
    after: { membershipId: membership.id, officer: membership.name },
  })
}
