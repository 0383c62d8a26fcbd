import { randomUUID } from 'node:crypto'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '#app/domain/access.ts'
import { now, setClockOffset } from '#app/domain/clock.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { readPeopleQuery } from '#app/domain/people.ts'
import { listAccountEvents, listChainPlaces } from '#db/account_events.ts'
import { findAccount, isResetOpen, resetPassword } from '#db/accounts.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { castActor } from '#db/cast.ts'
import type { Db } from '#db/index.ts'
import { acceptInvitation, findInvitationByToken, openInvitation } from '#db/invitation_links.ts'
import { createInvitation, listInvitations, withdrawInvitation } from '#db/invitations.ts'
import { openReset, requestReset } from '#db/password_resets.ts'
import { changeAccount, changeRole, endMembership, findMembership, listPeople } from '#db/people.ts'
import { absoluteHours, hashToken, idleMinutes, sessionAdapter } from '#db/sessions.ts'
import { allowReset, allowSignIn, forgetFailures, signInLimits } from '#db/sign_in_limits.ts'
import { writeKey } from '#db/write.ts'
import { testDatabase } from '#tests/setup/database.ts'

const admin = 'alex.romero@seti.example.org'
const certifier = 'joan.keller@bluemesa.example.org'
const lead = 'amara.diallo@northfield.example.org'
const preparer = 'luis.herrera@bluemesa.example.org'

let owner: Db

beforeAll(async () => {
  owner = await testDatabase('played')
})

afterEach(() => setClockOffset(0))

const key = (what: unknown = null, name: string = randomUUID()) => writeKey(name, what)
const inviting = (email: CastEmail) => castActor(email, 'person.invite')
const changing = () => castActor(admin, 'person.change')

async function membershipOf(email: CastEmail) {
  const { membershipId } = await castActor(email, 'session.use')
  const found = await findMembership(await changing(), membershipId)
  if (!found) throw new Error(`${email} has no membership`)
  return found
}

async function organizationId(slug: string): Promise<number> {
  const { id } = await owner
    .selectFrom('organizations')
    .where('slug', '=', slug)
    .select('id')
    .executeTakeFirstOrThrow()
  return id
}

async function invite(
  by: CastEmail,
  email: string,
  role: Role,
  given: { organization?: number; study?: number } = {},
) {
  const actor = await inviting(by)
  return createInvitation(actor, key(), {
    email,
    role,
    organizationId: given.organization ?? actor.organizationId,
    studyId: given.study ?? null,
  })
}

/** What the mailed link would hold. */
async function linkOf(id: number): Promise<string> {
  const token = hashToken(randomUUID())
  await openInvitation(id, token)
  return token
}

async function signedIn(email: CastEmail): Promise<string> {
  const actor = await castActor(email, 'session.use')
  const token = randomUUID()
  await sessionAdapter.setSession({
    id: token,
    userId: actor.personId,
    expiresAt: now(),
    attributes: {
      state: { membership: { id: actor.membershipId }, authenticatedAt: now() } as never,
    },
  })
  return token
}

const isSignedIn = async (token: string) =>
  (await sessionAdapter.getSessionAndUser(token))[0] !== null

const minutes = (count: number) => count * 60_000

describe('inviting', () => {
  test('an invitation is taken once and makes the account, its membership and its events', async () => {
    const made = await invite(certifier, 'new.colleague@bluemesa.example.org', 'preparer')
    const token = await linkOf(made?.id ?? 0)
    const newcomer = { name: 'Nia Colby', passwordHash: 'x' }
    const taken = await Promise.all([
      acceptInvitation(token, newcomer, 'test'),
      acceptInvitation(token, newcomer, 'test'),
    ])
    expect(taken.filter(Boolean)).toHaveLength(1)
    const account = await findAccount('new.colleague@bluemesa.example.org')
    expect(account?.name).toBe('Nia Colby')
    const kinds = await owner
      .selectFrom('events')
      .where('subjectPersonId', '=', account?.id ?? 0)
      .select('kind')
      .execute()
    expect(kinds).toEqual([{ kind: 'account.joined' }])
  })

  test('one click sent twice invites once, and the same key with another body is refused', async () => {
    const actor = await inviting(certifier)
    const values = {
      email: 'twice@bluemesa.example.org',
      role: 'viewer' as const,
      organizationId: actor.organizationId,
      studyId: null,
    }
    const name = randomUUID()
    const first = await createInvitation(actor, key(values, name), values)
    expect(await createInvitation(actor, key(values, name), values)).toEqual(first)
    await expect(createInvitation(actor, key('other', name), values)).rejects.toThrow(Refusal)
  })

  test('a second invitation to the same place waits until the first is withdrawn or ran out', async () => {
    const first = await invite(certifier, 'again@bluemesa.example.org', 'viewer')
    await expect(invite(certifier, 'again@bluemesa.example.org', 'viewer')).rejects.toThrow(
      /already waiting/,
    )
    await withdrawInvitation(await inviting(certifier), key(), first?.id ?? 0)
    expect(await invite(certifier, 'again@bluemesa.example.org', 'viewer')).not.toBeNull()
    setClockOffset(minutes(60 * 24 * 8))
    expect(await invite(certifier, 'again@bluemesa.example.org', 'viewer')).not.toBeNull()
  })

  test('a withdrawn, replaced or expired link opens nothing', async () => {
    const made = await invite(certifier, 'closed@bluemesa.example.org', 'viewer')
    const replaced = await linkOf(made?.id ?? 0)
    const token = await linkOf(made?.id ?? 0)
    expect(await findInvitationByToken(replaced)).toBeNull()
    expect(await findInvitationByToken(token)).not.toBeNull()
    setClockOffset(minutes(60 * 24 * 7 + 1))
    expect(await findInvitationByToken(token)).toBeNull()
    setClockOffset(0)
    await withdrawInvitation(await inviting(certifier), key(), made?.id ?? 0)
    expect(await findInvitationByToken(token)).toBeNull()
    await expect(
      withdrawInvitation(await inviting(certifier), key(), made?.id ?? 0),
    ).rejects.toThrow(Conflict)
  })

  test('a certifier reaches no other organization and no other kind of role', async () => {
    const tidewater = await organizationId('tidewater-nursing-partnership')
    expect(
      await invite(certifier, 'x@example.org', 'viewer', { organization: tidewater }),
    ).toBeNull()
    await expect(invite(certifier, 'x@example.org', 'officer')).rejects.toThrow(Refusal)
    const theirs = await invite(admin, 'x@example.org', 'viewer', { organization: tidewater })
    expect(await withdrawInvitation(await inviting(certifier), key(), theirs?.id ?? 0)).toBeNull()
    const seen = await listInvitations(await castActor(certifier, 'person.read'))
    expect(seen.map(({ email }) => email)).not.toContain('x@example.org')
  })

  test('a lead invites into an own study and no other', async () => {
    const { membershipId, organizationId: firm } = await castActor(lead, 'session.use')
    const studies = await owner
      .insertInto('studies')
      .values(
        ['own-study', 'other-study'].map((slug) => ({
          slug,
          title: slug,
          organizationId: firm,
          sample: true,
        })),
      )
      .returning('id')
      .execute()
    const [own = 0, other = 0] = studies.map(({ id }) => id)
    await owner
      .insertInto('studyFirms')
      .values([own, other].map((studyId) => ({ studyId, organizationId: firm, part: 'lead' })))
      .execute()
    await owner
      .insertInto('studyTeam')
      .values({ studyId: own, membershipId, organizationId: firm, startedAt: now() })
      .execute()
    await expect(invite(lead, 'a@northfield.example.org', 'analyst')).rejects.toThrow(Refusal)
    await expect(
      invite(lead, 'a@northfield.example.org', 'analyst', { study: other }),
    ).rejects.toThrow(Refusal)
    const made = await invite(lead, 'a@northfield.example.org', 'analyst', { study: own })
    const newcomer = { name: 'Ada Nowak', passwordHash: 'x' }
    const joined = await acceptInvitation(await linkOf(made?.id ?? 0), newcomer, 'test')
    const people = await listPeople(
      await castActor(lead, 'person.read'),
      readPeopleQuery(new URLSearchParams()),
    )
    expect(people.people.map(({ id }) => id)).toContain(joined?.membershipId)
  })

  test('the address of an account is taken by that account only', async () => {
    const harbor = await organizationId('harbor-trades-collaborative')
    const made = await invite(admin, preparer, 'viewer', { organization: harbor })
    const token = await linkOf(made?.id ?? 0)
    const stranger = await castActor(certifier, 'session.use')
    await expect(acceptInvitation(token, { personId: stranger.personId }, 'test')).rejects.toThrow(
      Refusal,
    )
    await expect(
      acceptInvitation(token, { name: 'Somebody', passwordHash: 'x' }, 'test'),
    ).rejects.toThrow(Refusal)
    const holder = await castActor(preparer, 'session.use')
    expect(await acceptInvitation(token, { personId: holder.personId }, 'test')).toMatchObject({
      personId: holder.personId,
    })
  })
})

describe('changing accounts', () => {
  test('a changed role ends the person’s sessions and stands in the log', async () => {
    const token = await signedIn('mei.tan@bluemesa.example.org')
    const { id, version, personId } = await membershipOf('mei.tan@bluemesa.example.org')
    await changeRole(await changing(), key(), id, version, { role: 'preparer' })
    expect(await isSignedIn(token)).toBe(false)
    const { events } = await listAccountEvents(await castActor(admin, 'log.read'), { personId })
    expect(events[0]).toMatchObject({
      kind: 'account.role_changed',
      before: { role: 'viewer' },
      after: { role: 'preparer' },
    })
  })

  test('whoever acts on an older version is told who was faster', async () => {
    const { id, version } = await membershipOf('omar.haddad@tidewater.example.org')
    await changeRole(await changing(), key(), id, version, { role: 'viewer' })
    await expect(
      changeRole(await changing(), key(), id, version, { role: 'certifier' }),
    ).rejects.toMatchObject({ who: 'Alex Romero' })
  })

  test('a role stays within the kind of its organization', async () => {
    const { id, version } = await membershipOf('walt.pruitt@harbortrades.example.org')
    await expect(
      changeRole(await changing(), key(), id, version, { role: 'officer' }),
    ).rejects.toThrow(Refusal)
  })

  test('a disabled person is signed out, cannot sign in or reset, and comes back when enabled', async () => {
    const email = 'ben.kowalski@northfield.example.org'
    const token = await signedIn(email)
    const person = await membershipOf(email)
    await openReset(person.personId, hashToken('mailed'))
    await changeAccount(await changing(), key(), person.id, person.personVersion, {
      to: 'disabled',
      reason: 'On leave',
    })
    expect(await isSignedIn(token)).toBe(false)
    expect(await findAccount(email)).toBeUndefined()
    expect(await isResetOpen(hashToken('mailed'))).toBe(false)
    expect(await openReset(person.personId, hashToken('later'))).toBeNull()
    const disabled = await membershipOf(email)
    expect(disabled.state).toBe('disabled')
    await changeAccount(await changing(), key(), person.id, disabled.personVersion, {
      to: 'enabled',
      reason: 'Back',
    })
    expect(await findAccount(email)).toBeDefined()
  })

  test('an ended membership ends its sessions and leaves the list of active people', async () => {
    const email = 'ingrid.solberg@prairieline.example.org'
    const token = await signedIn(email)
    const { id, version } = await membershipOf(email)
    await endMembership(await changing(), key(), id, version, { reason: 'Left' })
    expect(await isSignedIn(token)).toBe(false)
    const actor = await castActor(admin, 'person.read')
    const list = (state: string) =>
      listPeople(actor, readPeopleQuery(new URLSearchParams({ q: 'solberg', state })))
    expect((await list('current')).people).toEqual([])
    expect((await list('ended')).people).toMatchObject([{ id, state: 'ended' }])
  })

  test('an administrator changes neither the own account nor the last one left', async () => {
    const self = await membershipOf(admin)
    const actor = await changing()
    const reason = { reason: 'No reason' }
    await expect(
      changeRole(actor, key(), self.id, self.version, { role: 'officer' }),
    ).rejects.toThrow(/your own account/)
    await expect(endMembership(actor, key(), self.id, self.version, reason)).rejects.toThrow(
      /your own account/,
    )
    await expect(
      changeAccount(actor, key(), self.id, self.personVersion, { to: 'disabled', ...reason }),
    ).rejects.toThrow(/your own account/)
  })

  test('two administrators who remove each other at once leave one', async () => {
    const victor = await membershipOf('victor.chu@seti.example.org')
    await changeRole(await changing(), key(), victor.id, victor.version, { role: 'admin' })
    const [one, two] = await Promise.all([membershipOf(admin), membershipOf(victor.email as never)])
    const alex = await changing()
    const other = await castActor('victor.chu@seti.example.org', 'person.change')
    const done = await Promise.allSettled([
      endMembership(alex, key(), two.id, two.version, { reason: 'Race' }),
      endMembership(other, key(), one.id, one.version, { reason: 'Race' }),
    ])
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const left = await owner
      .selectFrom('memberships')
      .where('role', '=', 'admin')
      .where('endedAt', 'is', null)
      .select('id')
      .execute()
    expect(left).toHaveLength(1)
    // The cast has its administrator again for whatever follows.
    await owner
      .updateTable('memberships')
      .set({ endedAt: null })
      .where('id', 'in', [one.id, two.id])
      .execute()
  })

  test('nobody else sees a person or the log', async () => {
    const everyone = readPeopleQuery(new URLSearchParams())
    // Somebody without the right, as if a page had forgotten to ask.
    const officer = (await castActor('dana.whitfield@eda.example.org', 'session.use')) as never
    expect((await listPeople(officer, everyone)).people).toEqual([])
    expect((await listAccountEvents(officer, {})).events).toEqual([])
    expect((await listChainPlaces(officer, null)).places).toEqual([])
    const seen = await listPeople(await castActor(certifier, 'person.read'), everyone)
    expect(new Set(seen.people.map(({ organization }) => organization))).toEqual(
      new Set(['Blue Mesa Workforce Alliance']),
    )
    const foreign = await membershipOf('grace.whitman@tidewater.example.org')
    expect(await findMembership(await castActor(certifier, 'person.read'), foreign.id)).toBeNull()
  })

  test('an administrator learns of other events their place and nothing of their content', async () => {
    const actor = await castActor(admin, 'log.read')
    const { places } = await listChainPlaces(actor, null)
    expect(Object.keys(places[0] ?? {}).sort()).toEqual(['at', 'chain', 'id', 'kind', 'seq'])
    const { events } = await listAccountEvents(actor, {})
    expect(events.every(({ kind }) => kind.startsWith('account.'))).toBe(true)
  })
})

test('the list of people pages forward and back over the same rows', async () => {
  const actor = await castActor(admin, 'person.read')
  const organization = await organizationId('harbor-trades-collaborative')
  for (let number = 0; number < 30; number += 1) {
    const made = await invite(admin, `n${number}@harbortrades.example.org`, 'viewer', {
      organization,
    })
    const name = `Page ${String(number % 7)}`
    await acceptInvitation(await linkOf(made?.id ?? 0), { name, passwordHash: 'x' }, 'test')
  }
  const asked = readPeopleQuery(new URLSearchParams({ q: 'page' }))
  const first = await listPeople(actor, asked)
  const second = await listPeople(actor, { ...asked, after: first.next })
  const back = await listPeople(actor, { ...asked, before: second.previous })
  expect([first.total, first.people.length, second.people.length]).toEqual([30, 25, 5])
  expect([first.previous, second.next]).toEqual([null, null])
  expect(back.people).toEqual(first.people)
  expect(new Set([...first.people, ...second.people].map(({ id }) => id)).size).toBe(30)
})

describe('resetting a password', () => {
  test('a link works once, for half an hour, and ends every session', async () => {
    const { personId } = await castActor(preparer, 'session.use')
    const token = await signedIn(preparer)
    await openReset(personId, hashToken('early'))
    setClockOffset(minutes(31))
    expect(await resetPassword(hashToken('early'), 'new hash', 'test')).toBe(false)
    setClockOffset(0)
    await openReset(personId, hashToken('mailed'))
    expect(await resetPassword(hashToken('early'), 'new hash', 'test')).toBe(false)
    const twice = await Promise.all([
      resetPassword(hashToken('mailed'), 'new hash', 'test'),
      resetPassword(hashToken('mailed'), 'new hash', 'test'),
    ])
    expect(twice.filter(Boolean)).toHaveLength(1)
    expect(await isSignedIn(token)).toBe(false)
    expect((await findAccount(preparer))?.passwordHash).toBe('new hash')
  })

  test('asking queues one job for a known and for an unknown address', async () => {
    const queued = async () => {
      const { count } = await owner
        .withSchema('graphile_worker')
        .selectFrom('jobs' as never)
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      return count
    }
    const before = await queued()
    await requestReset(certifier)
    expect(await queued()).toBe(before + 1)
    await requestReset('nobody@example.org')
    expect(await queued()).toBe(before + 2)
  })
})

describe('limits of signing in', () => {
  test('the eleventh failure of an account is refused, and no other account is', async () => {
    const tries: boolean[] = []
    for (let attempt = 0; attempt < 11; attempt += 1) {
      tries.push(await allowSignIn('a@example.org', '10.0.0.1'))
    }
    expect(tries).toEqual([...Array<boolean>(10).fill(true), false])
    expect(await allowSignIn('b@example.org', '10.0.0.1')).toBe(true)
    expect(await allowSignIn('a@example.org', '10.0.0.2')).toBe(true)
  })

  test('a success forgets the failures before it', async () => {
    for (let attempt = 0; attempt < 25; attempt += 1) {
      expect(await allowSignIn('c@example.org', '10.0.0.3')).toBe(true)
      await forgetFailures('c@example.org', '10.0.0.3')
    }
  })

  test('one address fails a hundred times over all accounts', async () => {
    let allowed = 0
    for (let attempt = 0; attempt < 110; attempt += 1) {
      if (await allowSignIn(`many${attempt}@example.org`, '10.0.0.4')) allowed += 1
    }
    expect(allowed).toBe(signInLimits.perAddress)
    expect(await allowSignIn('many0@example.org', '10.0.0.5')).toBe(true)
  })

  test('links to set a password are limited for any address alike', async () => {
    const answers = async (email: string) => {
      const given: boolean[] = []
      for (let attempt = 0; attempt < 6; attempt += 1) {
        given.push(await allowReset(email, '10.0.0.6'))
      }
      return given
    }
    expect(await answers(certifier)).toEqual(await answers('nobody@example.org'))
  })
})

describe('sessions', () => {
  test('a session ends after 15 minutes without a request', async () => {
    const token = await signedIn(certifier)
    setClockOffset(minutes(idleMinutes - 1))
    expect(await isSignedIn(token)).toBe(true)
    setClockOffset(minutes(2 * idleMinutes - 2))
    expect(await isSignedIn(token)).toBe(true)
    setClockOffset(minutes(3 * idleMinutes))
    expect(await isSignedIn(token)).toBe(false)
  })

  test('a session in use ends after 12 hours', async () => {
    const token = await signedIn(certifier)
    for (let at = 10; at < absoluteHours * 60; at += 10) {
      setClockOffset(minutes(at))
      expect(await isSignedIn(token)).toBe(true)
    }
    setClockOffset(minutes(absoluteHours * 60))
    expect(await isSignedIn(token)).toBe(false)
  })
})
