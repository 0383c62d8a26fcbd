import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { passwordProblem } from '#app/password.server.ts'
import { withRequest } from '#app/request.server.ts'
import * as forgotPassword from '#app/routes/account/forgot_password.tsx'
import * as invitationPage from '#app/routes/account/invitation.tsx'
import * as resetPassword from '#app/routes/account/reset_password.tsx'
import * as settings from '#app/routes/account/settings.tsx'
import * as signIn from '#app/routes/account/sign_in.tsx'
import * as welcome from '#app/routes/account/welcome.tsx'
import * as account from '#app/routes/people/account.tsx'
import * as history from '#app/routes/people/history.tsx'
import * as membership from '#app/routes/people/membership.tsx'
import * as newInvitation from '#app/routes/people/new_invitation.tsx'
import * as people from '#app/routes/people/people.tsx'
import { type CastEmail, castPassword } from '#db/cast/people.ts'
import { castActor } from '#db/cast.ts'
import type { Db } from '#db/index.ts'
import { openInvitation } from '#db/invitation_links.ts'
import { openReset } from '#db/password_resets.ts'
import { hashToken } from '#db/sessions.ts'
import { requestAs, thrownBy } from '#tests/setup/as.ts'
import { testDatabase } from '#tests/setup/database.ts'

const admin = 'alex.romero@seti.example.org'
const certifier = 'joan.keller@bluemesa.example.org'
const preparer = 'luis.herrera@bluemesa.example.org'
const auditor = 'naomi.brandt@oig.example.org'
const password = 'seven quiet herons wade'

let owner: Db

beforeAll(async () => {
  owner = await testDatabase('played')
})

const get = (path: string, cookie = '') =>
  new Request(new URL(path, 'http://localhost:3000'), { headers: cookie ? { cookie } : {} })

const post = (path: string, form: Record<string, string>) =>
  new Request(new URL(path, 'http://localhost:3000'), {
    method: 'POST',
    body: new URLSearchParams({ idempotencyKey: randomUUID(), ...form }),
  })

const given = (request: Request, params: Record<string, string> = {}) => ({
  request,
  params,
  context: {},
})

/** As a request of its own, from an internet address whose limits no other test meets. */
const from = <T>(address: string, work: () => Promise<T>): Promise<T> =>
  withRequest({ id: randomUUID(), address, nonce: '' }, work)

const errorsOf = (reply: unknown) =>
  (reply as { data: { errors: Record<string, string> } }).data.errors

async function membershipOf(email: CastEmail): Promise<string> {
  return String((await castActor(email, 'session.use')).membershipId)
}

describe('signing in', () => {
  const attempt = (email: string, typed: string) =>
    from('10.1.0.1', () => signIn.action(given(post('/sign-in', { email, password: typed }))))

  test('the eleventh failure is refused even with the right password; other accounts are not', async () => {
    for (let failure = 0; failure < 10; failure += 1) {
      expect(errorsOf(await attempt(preparer, 'not it'))['password']).toMatch(/not right/)
    }
    expect(errorsOf(await attempt(preparer, castPassword))['password']).toMatch(/Too many/)
    expect(await thrownBy(() => attempt(certifier, castPassword))).toMatchObject({
      status: 302,
      location: '/today',
    })
  })

  test('an unknown address and a wrong password get the same answer', async () => {
    expect(errorsOf(await attempt('nobody@example.org', 'x'))).toEqual(
      errorsOf(await attempt(certifier, 'x')),
    )
  })
})

describe('a forgotten password', () => {
  test('the page after asking is the same for a known and an unknown address', async () => {
    const ask = (email: string) =>
      from('10.1.0.3', () => forgotPassword.action(given(post('/forgot-password', { email }))))
    for (const email of [certifier, 'nobody@example.org']) {
      expect(await ask(email)).toMatchObject({ data: { sentTo: email, minutes: 30 } })
    }
  })

  test('an open link sets a good password once and shows a closed page afterwards', async () => {
    const { personId } = await castActor(certifier, 'session.use')
    await openReset(personId, hashToken('mailed'))
    const path = '/reset-password/mailed'
    const params = { token: 'mailed' }
    const set = (typed: string, again = typed) =>
      resetPassword.action(given(post(path, { password: typed, passwordAgain: again }), params))
    expect(errorsOf(await set('too short'))['password']).toMatch(/at least 15/)
    expect(errorsOf(await set(password, 'another'))['passwordAgain']).toMatch(/same password/)
    expect((await thrownBy(() => set(password))).location).toBe('/sign-in?notice=password-set')
    expect((await thrownBy(() => set(password))).location).toBe(path)
    const page = await resetPassword.loader(given(get(path), params))
    expect([page.data.isOpen, page.init?.status]).toEqual([false, 404])
  })
})

describe('passwords', () => {
  test.each([
    ['fourteen chars', /at least 15/],
    ['x'.repeat(257), /at most 256/],
    ['passwordpassword', /stolen/],
  ])('%s is refused', (typed, sentence) => {
    expect(passwordProblem(typed)).toMatch(sentence)
  })

  test.each(['seven quiet herons', '🦩'.repeat(15), `${'x'.repeat(240)}!`])(
    '%s may be chosen',
    (typed) => {
      expect(passwordProblem(typed)).toBeNull()
    },
  )

  test('changing it needs the current one and ends every other session', async () => {
    const elsewhere = await requestAs(auditor, '/account')
    const change = (currentPassword: string) =>
      from('10.1.0.5', async () => {
        const form = { currentPassword, password, passwordAgain: password }
        return settings.action(given(await requestAs(auditor, '/account', { form })))
      })
    expect(errorsOf(await change('not it'))['currentPassword']).toMatch(/not your current/)
    expect((await thrownBy(() => change(castPassword))).location).toBe(
      '/account?notice=password-changed',
    )
    const answer = await from('10.1.0.6', () => thrownBy(() => settings.loader(given(elsewhere))))
    expect(answer.location).toMatch(/^\/sign-in/)
  })
})

describe('invitations', () => {
  async function invite(form: Record<string, string>): Promise<string> {
    const { location } = await thrownBy(async () =>
      newInvitation.action(given(await requestAs(certifier, '/people/invitations/new', { form }))),
    )
    const id = Number(new URL(location ?? '', 'http://localhost').searchParams.get('invited'))
    const token = randomUUID()
    await openInvitation(id, hashToken(token))
    return token
  }

  test('somebody new gives a name and a password, is signed in and told what they can do', async () => {
    const token = await invite({ email: 'first@bluemesa.example.org', role: 'preparer' })
    const path = `/invitations/${token}`
    const open = await invitationPage.loader(given(get(path), { token }))
    expect(open.data.open).toMatchObject({ taker: 'newcomer', role: 'Preparer' })
    const accept = (form: Record<string, string>) =>
      invitationPage.action(given(post(path, form), { token }))
    const typed = { name: 'Noor Aziz', password, passwordAgain: password }
    expect(errorsOf(await accept({ ...typed, name: ' ' }))['name']).toBe('Enter your name.')
    const answer = await accept(typed).catch((thrown: unknown) => thrown)
    if (!(answer instanceof Response)) throw new Error('Nobody was signed in')
    expect(answer.headers.get('location')).toBe('/welcome')
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
    expect(await welcome.loader(given(get('/welcome', cookie)))).toMatchObject({
      name: 'Noor Aziz',
      role: 'Preparer',
    })
    expect((await thrownBy(() => accept(typed))).location).toBe(path)
  })

  test('the holder of an account accepts signed in; anybody else is asked to sign in', async () => {
    const holder = 'omar.haddad@tidewater.example.org'
    const token = await invite({ email: holder, role: 'viewer' })
    const path = `/invitations/${token}`
    const see = async (email: CastEmail) =>
      (await invitationPage.loader(given(await requestAs(email, path), { token }))).data.open?.taker
    const accept = (email: CastEmail) =>
      thrownBy(async () =>
        invitationPage.action(given(await requestAs(email, path, { form: {} }), { token })),
      )
    expect([await see(holder), await see(preparer)]).toEqual(['holder', 'stranger'])
    expect((await accept(preparer)).location).toBe(path)
    expect((await accept(holder)).location).toBe('/welcome')
  })

  test('a link nobody sent answers 404 and says nothing of anybody', async () => {
    const page = await invitationPage.loader(given(get('/invitations/x'), { token: 'x' }))
    expect([page.data, page.init?.status]).toEqual([{ open: null }, 404])
  })

  test('a certifier is offered the own organization and its roles alone', async () => {
    const page = await newInvitation.loader(
      given(await requestAs(certifier, '/people/invitations/new?organization=1')),
    )
    expect([page.organizations, page.organization?.name]).toEqual([
      [],
      'Blue Mesa Workforce Alliance',
    ])
    expect(page.organization?.roles.map(({ value }) => value)).toEqual([
      'certifier',
      'preparer',
      'viewer',
    ])
  })
})

describe('people', () => {
  test.each(['role=king', 'state=x', 'after=%00', 'before=1.%F0', 'q=%25%27%5C', 'invited=1e99'])(
    'a list asked for with %s answers',
    async (query) => {
      const page = await people.loader(given(await requestAs(admin, `/people?${query}`)))
      expect(Array.isArray(page.people)).toBe(true)
    },
  )

  test('an auditor reads everyone and the log, and changes nothing', async () => {
    const page = await people.loader(given(await requestAs(auditor, '/people')))
    expect([page.mayInvite, page.mayReadLog]).toEqual([false, true])
    const id = await membershipOf(preparer)
    const one = await membership.loader(given(await requestAs(auditor, `/people/${id}`), { id }))
    expect(one.mayChange).toBe(false)
    const log = await history.loader(given(await requestAs(auditor, '/people/history')))
    expect(log.events?.length).toBeGreaterThan(0)
    const form = { to: 'disabled', reason: 'x', version: '1' }
    const refused = await thrownBy(async () =>
      account.action(given(await requestAs(auditor, `/people/${id}/account`, { form }), { id })),
    )
    expect(refused.status).toBe(403)
  })

  test('a missing, a foreign and a nonsensical membership answer alike', async () => {
    const foreign = await membershipOf('grace.whitman@tidewater.example.org')
    for (const id of [foreign, '999999', 'x', '1e3', '-1', '9'.repeat(30)]) {
      const answer = await thrownBy(async () =>
        membership.loader(given(await requestAs(certifier, `/people/${id}`), { id })),
      )
      expect(answer).toMatchObject({ status: 404, data: { outcome: 'missing' } })
    }
  })

  test('disabling asks for a reason, happens once, and tells the second who was first', async () => {
    const id = await membershipOf('mei.tan@bluemesa.example.org')
    const disable = async (reason: string) => {
      const form = { to: 'disabled', reason, version: '1' }
      return account.action(
        given(await requestAs(admin, `/people/${id}/account`, { form }), { id }),
      )
    }
    expect(errorsOf(await disable(''))['reason']).toBe('Enter a reason.')
    expect((await thrownBy(() => disable('Left'))).location).toBe(`/people/${id}?notice=disabled`)
    expect(await thrownBy(() => disable('Left'))).toMatchObject({
      status: 409,
      data: { who: 'Alex Romero' },
    })
    const { count } = await owner
      .selectFrom('events')
      .where('kind', '=', 'account.disabled')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    expect(count).toBe(1)
  })
})
