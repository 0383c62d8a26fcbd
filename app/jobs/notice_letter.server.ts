import { noticeLine } from '#app/domain/notices.ts'
import type { Notice } from '#db/inbox.ts'
import { env } from '../env.server.ts'
import * as paths from '../paths.ts'
import type { Letter } from './mail.server.ts'

type Told = Pick<Notice, 'id' | 'kind' | 'reportNumber' | 'awardNumber'>

/** Tells that something happened and what to do: no figures, no names of people or files, only the
 *  number of the report or award and the way there. */
export function noticeLetter(email: string, notice: Told): Letter {
  const { ask, says } = noticeLine(notice.kind)
  return {
    key: `notice-${notice.id}`,
    to: email,
    subject: `SETI Tracker: ${says}`,
    text: [line(notice), ask, here(paths.notice(notice.id)), footer()].join('\n\n'),
  }
}

const longest = 40

/** Everything new of a day in one letter. */
export function digestLetter(
  email: string,
  { membershipId, day, notices }: { membershipId: number; day: string; notices: Told[] },
): Letter {
  const shown = notices.slice(0, longest)
  const rest = notices.length - shown.length
  return {
    key: `digest-${membershipId}-${day}`,
    to: email,
    subject:
      notices.length === 1
        ? 'SETI Tracker: one thing is new'
        : `SETI Tracker: ${notices.length} things are new`,
    text: [
      ...shown.map((notice) => `${line(notice)}\n${here(paths.notice(notice.id))}`),
      ...(rest > 0 ? [`And ${rest} more.`] : []),
      `All of it: ${here(paths.inbox())}`,
      footer(),
    ].join('\n\n'),
  }
}

function line({ kind, reportNumber, awardNumber }: Told): string {
  const { says } = noticeLine(kind)
  if (reportNumber) return `${says}: report ${reportNumber}.`
  return awardNumber ? `${says}: award ${awardNumber}.` : `${says}.`
}

function footer(): string {
  return `You choose what comes by mail at ${here(paths.accountNotices())}`
}

function here(path: string): string {
  return env().origin + path
}
