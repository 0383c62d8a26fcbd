import type { Task } from 'graphile-worker'
import * as z from 'zod/mini'
import { permit, permitSystem } from '#app/domain/access.ts'
import { readAwardList } from '#app/domain/award_address.ts'
import { dayIn, now } from '#app/domain/clock.ts'
import { digestCutoff } from '#app/domain/digest.ts'
import { isDigestDay } from '#app/domain/view_digest.ts'
import { digestRhythms } from '#app/domain/view_mail_words.ts'
import { readActing } from '#db/acting.ts'
import {
  enqueueViewDigests,
  findToldView,
  markViewsTold,
  readDueViews,
  readViewMoves,
} from '#db/view_digests.ts'
import { allowedList } from '../award_list.server.ts'
import { sendMail } from './mail.server.ts'
import { type ToldView, viewLetter } from './view_letter.server.ts'

const mailer = { kind: 'system', name: 'mailer', requestId: 'send_view_digests' } as const
const permitted = () => permitSystem(mailer, 'notice.send')
const dueOn = (day: string) => digestRhythms.filter((every) => isDigestDay(every, day))

/** On a working day, from eight in the morning on, queues a letter for everybody who hears of a view that day. */
export async function sendViewDigests(): Promise<void> {
  const until = digestCutoff(now())
  if (!until) return
  const day = dayIn(until)
  await enqueueViewDigests(permitted(), { day, until, rhythms: dueOn(day) })
}

const payload = z.object({ personId: z.number(), until: z.number() })

/** Mails one person what moved in the chosen views, or nothing where nothing did. Killed between sending and
 *  keeping that it was sent, it sends a message under the same id again, which is no second one. */
export const sendViewDigest: Task = async (given) => {
  const { personId, until } = payload.parse(given)
  const day = dayIn(new Date(until))
  const due = await readDueViews(permitted(), personId, { day, rhythms: dueOn(day) })
  const views = await Promise.all(due.map(readView))
  const told = views.flatMap((view) => view ?? [])
  const email = told[0]?.email
  const worthTelling = told.filter(isWorthTelling)
  if (email && worthTelling.length > 0) {
    await sendMail(viewLetter(email, { personId, day, views: worthTelling }))
  }
  await markViewsTold(
    permitted(),
    day,
    due.map((one, at) => ({ ...one, awards: views[at]?.now ?? null })),
  )
}

const isWorthTelling = ({ every, entered, left }: ToldView) =>
  every === 'monday' || entered.count + left.count > 0

/** A view as its reader may see it today; null for whoever may not any more. */
async function readView({ membershipId, viewId }: { membershipId: number; viewId: number }) {
  const acting = await readActing(membershipId, 'mailer')
  const reader = acting && permit(acting, 'award.read')
  const view = reader && (await findToldView(reader, viewId))
  if (!view) return null
  const list = allowedList(reader, readAwardList(new URLSearchParams(view.query)))
  const { awards, ...told } = view
  return { email: reader.email, ...told, ...(await readViewMoves(reader, list, awards)) }
}
