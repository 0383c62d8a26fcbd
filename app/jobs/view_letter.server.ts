import { formatDate } from '#app/domain/calendar.ts'
import { formatCount } from '#app/domain/count.ts'
import type { DigestRhythm } from '#app/domain/view_mail_words.ts'
import { env } from '../env.server.ts'
import * as paths from '../paths.ts'
import type { Letter } from './mail.server.ts'

interface Moved {
  count: number
  numbers: string[]
}

export interface ToldView {
  name: string
  query: string
  every: DigestRhythm
  toldOn: string
  now: number[]
  entered: Moved
  left: Moved
}

/** What entered and left the views that a person chose: the name that was given to each, how many awards it
 *  holds, and the numbers of those that moved; no name of an award, no dollar. */
export function viewLetter(
  email: string,
  { personId, day, views }: { personId: number; day: string; views: ToldView[] },
): Letter {
  return {
    key: `views-${personId}-${day}`,
    to: email,
    subject: 'SETI Tracker: what moved in your views of the awards',
    text: [
      ...views.map(paragraph),
      `You choose which views come by mail at ${here(paths.awardViews())}`,
    ].join('\n\n'),
  }
}

function paragraph({ name, query, toldOn, now, entered, left }: ToldView): string {
  const isSame = entered.count + left.count === 0
  return [
    `${name}: ${counted(now.length)} now.`,
    ...(isSame ? [`Nothing entered or left it since ${formatDate(toldOn)}.`] : []),
    ...moved(`Entered since ${formatDate(toldOn)}`, entered),
    ...moved(`Left since ${formatDate(toldOn)}`, left),
    `The view: ${here(`${paths.awards()}?${query}`)}`,
  ].join('\n')
}

function moved(what: string, { count, numbers }: Moved): string[] {
  if (count === 0) return []
  const rest = count - numbers.length
  return [
    `${what}: ${counted(count)}.`,
    ...numbers.map((number) => `- ${number} ${here(paths.award(number))}`),
    ...(rest > 0 ? [`- and ${formatCount(rest)} more`] : []),
  ]
}

const counted = (count: number) => (count === 1 ? '1 award' : `${formatCount(count)} awards`)

function here(path: string): string {
  return env().origin + path
}
