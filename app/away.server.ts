import { redirect } from '@remix-run/node'
import { type Permitted, roleLabels } from '#app/domain/access.ts'
import { buttonForm } from '#app/domain/account.ts'
import { rolesWithDesk } from '#app/domain/away.ts'
import { awayForm } from '#app/domain/away_forms.ts'
import { endAway, findRelieved, listAbsences, listStandIns, setAway } from '#db/delegations.ts'
import { readForm } from './form.server.ts'
import { attempt, found, refused } from './responses.ts'

/** What the page of an absence shows, one's own or that of somebody one may set it for. */
export async function awayPage(actor: Permitted<'session.use'>, membershipId: number) {
  const { id, name, role, organization } = found(await findRelieved(actor, membershipId))
  const colleagues = await listStandIns(actor, id)
  return {
    id,
    name,
    role: roleLabels[role].toLowerCase(),
    organization,
    hasDesk: rolesWithDesk.includes(role),
    absences: (await listAbsences(actor, id)).map(({ isNow, ...absence }) => ({
      ...absence,
      isNow: Boolean(isNow),
    })),
    colleagues: colleagues.map((one) => ({
      value: String(one.id),
      label: one.name,
      hint: roleLabels[one.role],
    })),
  }
}

export type AwayPageData = Awaited<ReturnType<typeof awayPage>>

/** Sets an absence, or ends the one that the address names, and leads back to the page. */
export async function awayAction(
  actor: Permitted<'session.use'>,
  request: Request,
  membershipId: number,
  back: (query: { done: string }) => string,
) {
  const end = new URL(request.url).searchParams.get('end')
  if (end !== null) {
    const form = await readForm(request, buttonForm)
    if (!form.ok) return refused(form)
    const id = /^\d{1,15}$/.test(end) ? Number(end) : 0
    const done = await attempt(form, () => endAway(actor, form.key, membershipId, id))
    if (!done.ok) return done.reply
    found(done.result)
    throw redirect(back({ done: 'ended' }))
  }
  const form = await readForm(request, awayForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () => setAway(actor, form.key, membershipId, form.data))
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(back({ done: 'set' }))
}
