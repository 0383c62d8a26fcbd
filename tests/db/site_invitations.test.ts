import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { noticeHref } from '#app/components/notice_words.ts'
import { today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import { Conflict } from '#app/domain/outcome.ts'
import { siteStatuses } from '#app/domain/study/site_invitations.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { listEvents } from '#db/history.ts'
import { listNotices } from '#db/inbox.ts'
import { type Db, db } from '#db/index.ts'
import { findStudy } from '#db/studies/find.ts'
import {
  answerSiteInvitation,
  inviteSite,
  withdrawSiteInvitation,
} from '#db/studies/invite_site.ts'
import {
  findSiteInvitation,
  listSiteInvitations,
  listSiteInvitationsOnDesk,
} from '#db/studies/site_invitations.ts'
import { listSites } from '#db/studies/sites.ts'
import { writeKey } from '#db/write.ts'
import { testDatabase } from '../setup/database.ts'
import { ladders, sseep } from '../setup/studies.ts'

const amara = 'amara.diallo@northfield.example.org'
const ben = 'ben.kowalski@northfield.example.org'
const ruth = 'ruth.lindqvist@evaluation.example.org'
const helen = 'helen.marsh@seti.example.org'
const grace = 'grace.whitman@tidewater.example.org'
const omar = 'omar.haddad@tidewater.example.org'
const ingrid = 'ingrid.solberg@prairieline.example.org'
const walt = 'walt.pruitt@harbortrades.example.org'

const key = (what: unknown = null, of: string = randomUUID()) => writeKey(of, what)
const answerBy = addDays(today(), 14)
const form = { number: 'SAMPLE-GJC-02', words: 'Eight people a month.', answerBy }

let owner: Db
let studyId = 0

beforeAll(async () => {
  owner = await testDatabase('played')
  studyId = (await findStudy(await castActor(amara, 'study.read'), ladders))?.id ?? 0
})

const sender = (email: CastEmail) => castActor(email, 'site_invitation.send')
const certifier = (email: CastEmail) => castActor(email, 'site_invitation.answer')

async function seenBy(email: CastEmail, id: number) {
  return findSiteInvitation(await castActor(email, 'site_invitation.read'), ladders, id)
}

async function onDesk(email: CastEmail): Promise<string[]> {
  const actor = await castActor(email, 'session.use')
  const rows = await listSiteInvitationsOnDesk(actor, today())
  return rows.map(({ number }) => number)
}

async function toldTo(email: CastEmail, kind: string) {
  const actor = await castActor(email, 'session.use')
  const { notices } = await listNotices(actor, { unread: false, after: null })
  return notices.filter((notice) => notice.kind === kind)
}

/** The invitation of the cast that waits for Tidewater. */
async function waiting() {
  const { id, version } = await db
    .selectFrom('siteInvitations')
    .innerJoin('awards', 'awards.id', 'siteInvitations.awardId')
    .where('awards.number', '=', 'SAMPLE-NEG-01')
    .where('siteInvitations.state', '=', 'sent')
    .select(['siteInvitations.id', 'siteInvitations.version'])
    .executeTakeFirstOrThrow()
  return { slug: ladders, id, version }
}

test('an invitation waits for its grantee and its sender, and is nobody else’s', async () => {
  const { id } = await waiting()
  for (const email of [grace, omar, amara] as const) {
    expect(await onDesk(email)).toEqual(['SAMPLE-NEG-01'])
    expect(await seenBy(email, id)).toMatchObject({ state: 'sent', firm: expect.any(String) })
  }
  for (const email of [ben, helen, ruth, walt] as const) expect(await onDesk(email)).toEqual([])
  expect(await seenBy(walt, id)).toBeNull()
  await expect(castActor(ben, 'site_invitation.read')).rejects.toThrow('does not hold')
  const [told] = await toldTo(grace, 'site_invited')
  expect(told && noticeHref(told)).toBe(`/studies/${ladders}/sites/invitations/${id}`)
  expect(await findStudy(await castActor(grace, 'study.read'), ladders)).toBeNull()
})

test.each([
  ['an unknown number', { number: 'sample-gjc-02' }, 'number'],
  ['what is a site already', { number: 'SAMPLE-WIOA-01' }, 'number'],
  ['what is invited already', { number: 'SAMPLE-NEG-01' }, 'number'],
  ['a day that is over', { answerBy: today() }, 'answerBy.day'],
  ['a day in a year', { answerBy: addDays(today(), 365) }, 'answerBy.day'],
])('refuses %s at its field', async (_what, wrong, field) => {
  const tried = inviteSite(await sender(amara), key(), ladders, { ...form, ...wrong })
  await expect(tried).rejects.toMatchObject({ errors: { [field]: expect.any(String) } })
})

test('an invented study invites nobody real, and a study from sources nobody at all', async () => {
  const real = await db
    .selectFrom('awards')
    .where('sample', '=', false)
    .where('status', 'in', siteStatuses)
    .select('number')
    .executeTakeFirstOrThrow()
  const tried = inviteSite(await sender(ruth), key(), ladders, {
    ...form,
    number: real.number,
  })
  await expect(tried).rejects.toMatchObject({
    errors: { number: expect.stringContaining('nobody real') },
  })
  expect(await inviteSite(await sender(ruth), key(), sseep, form)).toBeNull()
  expect(await inviteSite(await sender(amara), key(), sseep, form)).toBeNull()
})

test('accepting makes the award a site once, and the grantee then sees the study', async () => {
  const lead = await sender(amara)
  const sent = key()
  const invited = await inviteSite(lead, sent, ladders, form)
  expect(await inviteSite(lead, sent, ladders, form)).toEqual(invited)
  const at = { slug: ladders, id: invited?.id ?? 0, version: 1 }
  const yes = { answer: 'accepted', words: null } as const
  expect(await answerSiteInvitation(await certifier(grace), key(), at, yes)).toBeNull()
  expect(await findStudy(await castActor(ingrid, 'study.read'), ladders)).toBeNull()

  const answered = key()
  const official = await certifier(ingrid)
  const done = await answerSiteInvitation(official, answered, at, yes)
  expect(done).toEqual({ id: at.id, answer: 'accepted' })
  expect(await answerSiteInvitation(official, answered, at, yes)).toEqual(done)
  const again = answerSiteInvitation(official, key(), at, yes)
  await expect(again).rejects.toMatchObject({ what: expect.any(String), who: 'Ingrid Solberg' })

  const reader = await castActor(ingrid, 'study.read')
  expect(await findStudy(reader, ladders)).toMatchObject({ slug: ladders })
  const sites = await listSites(await castActor(amara, 'study.read'), studyId)
  expect(sites.find(({ number }) => number === form.number)).toMatchObject({ joinedOn: today() })
  const { events } = await listEvents(await castActor(ingrid, 'event.read'), { studyId })
  expect(events.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining([
      'site_invitation.sent',
      'site_invitation.accepted',
      'study.site_joined',
    ]),
  )
  for (const email of [amara, ben, ruth] as const) {
    expect(await toldTo(email, 'site_accepted')).toHaveLength(1)
  }
  await expect(inviteSite(lead, key(), ladders, form)).rejects.toMatchObject({
    errors: { number: expect.stringContaining('site of the study already') },
  })
})

test('what lapsed cannot be answered, gives way to another, and a refusal tells why', async () => {
  const lapsed = await waiting()
  await owner
    .updateTable('siteInvitations')
    .set({ answerBy: addDays(today(), -1) })
    .where('id', '=', lapsed.id)
    .execute()
  expect(await onDesk(grace)).toEqual([])
  const official = await certifier(grace)
  const no = { answer: 'declined', words: 'No aides apply here.' } as const
  await expect(answerSiteInvitation(official, key(), lapsed, no)).rejects.toBeInstanceOf(Conflict)

  await inviteSite(await sender(ruth), key(), ladders, { ...form, number: 'SAMPLE-NEG-01' })
  expect(await seenBy(amara, lapsed.id)).toMatchObject({ state: 'withdrawn' })
  const anew = await waiting()
  await answerSiteInvitation(official, key(), anew, no)
  expect(await seenBy(amara, anew.id)).toMatchObject({
    state: 'declined',
    endWords: no.words,
    enderName: 'Grace Whitman',
  })
  expect(await toldTo(amara, 'site_declined')).toHaveLength(1)
  expect(await findStudy(await castActor(grace, 'study.read'), ladders)).toBeNull()
  const listed = await listSiteInvitations(await castActor(ruth, 'site_invitation.read'), studyId)
  expect(listed.map(({ state }) => state)).toEqual(['declined', 'withdrawn'])
})

test('an award the lead sees nothing of is named on its invitation and hidden otherwise', async () => {
  const number = 'SAMPLE-BPIJG-01'
  const invited = await inviteSite(await sender(amara), key(), ladders, { ...form, number })
  const at = { slug: ladders, id: invited?.id ?? 0, version: 1 }
  expect(await seenBy(amara, at.id)).toMatchObject({ number })
  const kindsOf = async (email: CastEmail) => {
    const { events } = await listEvents(await castActor(email, 'event.read'), { studyId })
    return events.map(({ kind }) => kind)
  }
  expect(await kindsOf(helen)).not.toContain('site_invitation.sent')
  expect(await kindsOf(amara)).toContain('site_invitation.sent')
  const words = 'The second site fills faster than we thought.'
  await withdrawSiteInvitation(await sender(ruth), key(), at, { words })
  const late = answerSiteInvitation(await certifier(walt), key(), at, {
    answer: 'accepted',
    words: null,
  })
  await expect(late).rejects.toMatchObject({ who: 'Ruth Lindqvist' })
  expect(await toldTo(walt, 'site_invitation_withdrawn')).toHaveLength(1)
})
