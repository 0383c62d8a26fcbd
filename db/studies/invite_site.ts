import type { Actor, Permitted } from '#app/domain/access.ts'
import { formatShortDate } from '#app/domain/calendar.ts'
import { now, today } from '#app/domain/clock.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import {
  type SiteInvitationMove,
  answerByRefusal,
  siteInvitationMoves,
  siteMoveRefusal,
  siteStatuses,
} from '#app/domain/study/site_invitations.ts'
import { record } from '../events.ts'
import type { Trx } from '../index.ts'
import { awardsInvitedBy, siteInvitationsSeenBy, studiesSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'

/** Invites an award, named by its number, as a site of a study. Of one study and one award only one
 *  invitation waits at a time; one that lapsed gives way. Null: no study to send from. */
export async function inviteSite(
  actor: Permitted<'site_invitation.send'>,
  key: WriteKey,
  slug: string,
  { number, words, answerBy }: { number: string; words: string; answerBy: string },
) {
  return writeOnce(actor, key, async (trx) => {
    const study = await trx
      .selectFrom('studies')
      .where('slug', '=', slug)
      .where('id', 'in', studiesSeenBy(actor))
      .where('sourceUrl', 'is', null)
      .select(['id', 'sample'])
      .forUpdate()
      .executeTakeFirst()
    if (!study) return null
    const wrongDay = answerByRefusal(answerBy, today())
    if (wrongDay) throw new Refusal({ 'answerBy.day': wrongDay })
    const award = await takeAward(trx, actor, number, study)
    await clearLapsed(trx, actor, study.id, award.id)
    const { id } = await trx
      .insertInto('siteInvitations')
      .values({
        organizationId: award.organizationId,
        studyId: study.id,
        awardId: award.id,
        state: 'sent',
        words,
        answerBy,
        sentBy: actor.personId,
        sentAt: now(),
        endWords: null,
        endedBy: null,
        endedAt: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await record(trx, actor, {
      kind: 'site_invitation.sent',
      studyId: study.id,
      awardId: award.id,
      after: { invitationId: id, answerBy },
      reason: words,
    })
    return { id }
  })
}

/** The grantee's answer. Accepting makes the award a site at once. */
export async function answerSiteInvitation(
  actor: Permitted<'site_invitation.answer'>,
  key: WriteKey,
  at: { slug: string; id: number; version: number },
  { answer, words }: { answer: 'accepted' | 'declined'; words: string | null },
) {
  const move = answer === 'accepted' ? 'accept' : 'decline'
  return endInvitation(actor, key, at, move, words, async (trx, invitation) => {
    if (answer === 'declined') return
    if (!siteStatuses.includes(invitation.awardStatus)) {
      throw new Refusal({ answer: 'Choose to decline: the award has ended or is suspended.' })
    }
    const { studyId, awardId } = invitation
    const joinedOn = today()
    await trx.insertInto('studySites').values({ studyId, awardId, joinedOn }).execute()
    await record(trx, actor, { kind: 'study.site_joined', studyId, awardId, after: { joinedOn } })
  })
}

/** The study takes back what was not answered, with the reason. */
export async function withdrawSiteInvitation(
  actor: Permitted<'site_invitation.send'>,
  key: WriteKey,
  at: { slug: string; id: number; version: number },
  { words }: { words: string },
) {
  return endInvitation(actor, key, at, 'withdraw', words)
}

type Taken = NonNullable<Awaited<ReturnType<typeof takeInvitation>>>

async function endInvitation(
  actor: Actor,
  key: WriteKey,
  at: { slug: string; id: number; version: number },
  move: SiteInvitationMove,
  words: string | null,
  alongside?: (trx: Trx, invitation: Taken) => Promise<void>,
) {
  return writeOnce(actor, key, async (trx) => {
    const invitation = await takeInvitation(trx, actor, at)
    if (!invitation) return null
    const closed = siteMoveRefusal(move, invitation, today())
    if (closed !== null || invitation.version !== at.version) {
      throw new Conflict(closed ?? 'This invitation is no longer as the page you used showed it.', {
        who: await nameOf(trx, invitation.endedBy),
        at: invitation.endedAt?.toISOString() ?? null,
      })
    }
    const { to } = siteInvitationMoves[move]
    await end(trx, actor, invitation.id, to, words)
    await record(trx, actor, {
      kind: `site_invitation.${to}`,
      studyId: invitation.studyId,
      awardId: invitation.awardId,
      after: { invitationId: invitation.id },
      ...(words ? { reason: words } : {}),
    })
    await alongside?.(trx, invitation)
    return { id: invitation.id, answer: to }
  })
}

/** An invitation the actor sees, under the lock of its study and its own. */
async function takeInvitation(trx: Trx, actor: Actor, { slug, id }: { slug: string; id: number }) {
  return trx
    .selectFrom('siteInvitations')
    .innerJoin('studies', 'studies.id', 'siteInvitations.studyId')
    .innerJoin('awards', 'awards.id', 'siteInvitations.awardId')
    .where('studies.slug', '=', slug)
    .where('siteInvitations.id', '=', id)
    .where('siteInvitations.id', 'in', siteInvitationsSeenBy(actor))
    .select([
      'siteInvitations.id',
      'siteInvitations.studyId',
      'siteInvitations.awardId',
      'siteInvitations.state',
      'siteInvitations.answerBy',
      'siteInvitations.endedBy',
      'siteInvitations.endedAt',
      'siteInvitations.version',
      'awards.status as awardStatus',
    ])
    .forUpdate(['siteInvitations', 'studies'])
    .executeTakeFirst()
}

/** The award a number names, if it can be invited; each reason why not stands at the field. */
async function takeAward(
  trx: Trx,
  actor: Actor,
  number: string,
  study: { id: number; sample: boolean },
) {
  const refuse = (sentence: string) => new Refusal({ number: sentence })
  const award = await trx
    .selectFrom('awards')
    .where('number', '=', number)
    .where('id', 'in', awardsInvitedBy(actor))
    .select((eb) => [
      'id',
      'organizationId',
      'sample',
      eb
        .exists(
          eb
            .selectFrom('studySites')
            .whereRef('studySites.awardId', '=', 'awards.id')
            .where('studySites.studyId', '=', study.id)
            .select('studySites.awardId'),
        )
        .as('isSite'),
      eb
        .exists(
          eb
            .selectFrom('memberships')
            .whereRef('memberships.organizationId', '=', 'awards.organizationId')
            .where('memberships.role', '=', 'certifier')
            .where('memberships.endedAt', 'is', null)
            .select('memberships.id'),
        )
        .as('canAnswer'),
    ])
    .executeTakeFirst()
  if (!award)
    throw refuse(
      'Enter the number of an award under way or about to begin, exactly as the award has it.',
    )
  if (award.sample !== study.sample) {
    throw refuse(
      study.sample
        ? 'Enter the number of a sample award: an invented study invites nobody real.'
        : 'Enter the number of an award from the sources: a sample award cannot join a real study.',
    )
  }
  if (award.isSite) throw refuse('Enter another number: this award is a site of the study already.')
  if (!award.canAnswer) {
    throw refuse(
      'Enter another number, or have an administrator invite a certifying official first: nobody at this award can answer yet.',
    )
  }
  return award
}

/** Makes room for another invitation of the same award: what lapsed ends, what waits refuses. */
async function clearLapsed(
  trx: Trx,
  actor: Actor,
  studyId: number,
  awardId: number,
): Promise<void> {
  const open = await trx
    .selectFrom('siteInvitations')
    .where('studyId', '=', studyId)
    .where('awardId', '=', awardId)
    .where('state', '=', 'sent')
    .select(['id', 'answerBy'])
    .executeTakeFirst()
  if (!open) return
  if (open.answerBy >= today()) {
    throw new Refusal({
      number: `Enter another number: this award is invited already and may answer until ${formatShortDate(open.answerBy)}.`,
    })
  }
  const reason = 'It lapsed without an answer, and the award is invited anew.'
  await end(trx, actor, open.id, 'withdrawn', reason)
  await record(trx, actor, {
    kind: 'site_invitation.withdrawn',
    studyId,
    awardId,
    after: { invitationId: open.id, invitedAnew: true },
    reason,
  })
}

async function end(
  trx: Trx,
  actor: Actor,
  id: number,
  state: 'accepted' | 'declined' | 'withdrawn',
  endWords: string | null,
): Promise<void> {
  await trx
    .updateTable('siteInvitations')
    .set((eb) => ({
      state,
      endWords,
      endedBy: actor.personId,
      endedAt: now(),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute()
}

async function nameOf(trx: Trx, personId: number | null): Promise<string | null> {
  const person = await trx
    .selectFrom('people')
    .where('id', '=', personId)
    .select('name')
    .executeTakeFirst()
  return person?.name ?? null
}
