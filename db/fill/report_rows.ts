import { createHash } from 'node:crypto'
import { addDays } from '#app/domain/dates.ts'
import { isFigure } from '#app/domain/report/display.ts'
import { stepDaysOf } from '#app/domain/report/clocks.ts'
import { remindersOn } from '#app/domain/report/reminders.ts'
import { openedDaysAhead } from '#app/domain/report/schedule.ts'
import {
  type TemplateItem,
  isAnswered,
  isPrepared,
  sectionsToFill,
} from '#app/domain/report/template.ts'
import { dayIn } from '#app/domain/clock.ts'
import { answersOf, sealedText } from './answers.ts'
import { copyText } from './copy_text.ts'
import { drawsOf } from './ground.ts'
import type { FilledAward, Period } from './new_reports.ts'
import { type Rows, type Table, columns, emptyRows } from './report_columns.ts'
import { tell } from './report_events.ts'
import { type Act, type Part, storyOf } from './stories.ts'
import { returnWords } from './words.ts'

/** What is made at a time: awards with the number of their first report, and the forms they report on. */
export interface Batch {
  seed: number
  day: string
  awards: readonly FilledAward[]
  firstId: number
  forms: Readonly<Record<string, readonly TemplateItem[]>>
}

/** Rows ready for COPY, by table. */
export type MadeRows = { [T in Table]: Uint8Array<ArrayBuffer> }

/** Makes the reports of a batch of awards as the app's own rules would: each with its acts, the versions
 *  they sealed, the figures that were accepted and the answers of what is still being written. */
export function makeReports({ seed, day, awards, firstId, forms: items }: Batch): MadeRows {
  const forms = new Map(Object.entries(items).map(([key, given]) => [key, formOf(given)]))
  const made = emptyRows()
  let id = firstId
  for (const award of awards) {
    const form = forms.get(formKey(award))
    if (!form) throw new Error(`There is no form ${formKey(award)}.`)
    for (const period of award.periods) {
      makeReport(made, { seed, day }, award, period, form, id)
      id += 1
    }
  }
  const encoder = new TextEncoder()
  const tables = Object.keys(columns) as Table[]
  return Object.fromEntries(
    tables.map((table) => [table, encoder.encode(copyText(columns[table], made[table]))]),
  ) as MadeRows
}

export const formKey = ({ template, programCode }: FilledAward) => `${template} ${programCode}`

/** A form with what is asked of it again and again. */
interface Form {
  items: readonly TemplateItem[]
  figures: readonly TemplateItem[]
  sections: readonly number[]
}

function formOf(items: readonly TemplateItem[]): Form {
  return {
    items,
    figures: items.filter(isFigure).filter(({ valueType }) => valueType !== 'text'),
    sections: sectionsToFill(items).map(({ order }) => order),
  }
}

function makeReport(
  made: Rows,
  { seed, day }: Pick<Batch, 'seed' | 'day'>,
  award: FilledAward,
  period: Period,
  { items, figures: asked, sections }: Form,
  id: number,
): void {
  const draw = drawsOf(seed, award.n * 128 + period.q + 16)
  const now = new Date(`${day}T11:00:00Z`)
  const openedOn = addDays(period.ends, -openedDaysAhead)
  const { acts, state } = storyOf(draw, { ...period, openedOn, sections }, peopleOf(award), now)
  const about = { reportId: id, organizationId: award.organizationId }
  const quarter = period.q - award.firstQ + 1
  const answers = answersOf(draw, items, award.template, { ...award, quarter })
  const versions = new Map<number, string>()
  for (const act of acts) {
    if (act.after.versionNo > act.before.versionNo) {
      const { no, sha256 } = seal(made, award, period, items, act, answers, about)
      versions.set(no, sha256)
    }
    if (act.kind === 'report.returned') sendBack(made, award, act, about, draw)
  }
  const accepted = state.acceptedVersionNo
  const figures = asked.flatMap(({ itemCode }) => {
    const value = answers[itemCode]
    return isAnswered(value) ? [{ indicatorCode: itemCode, value }] : []
  })
  if (accepted !== null) {
    for (const figure of figures) {
      const at = { awardId: award.id, versionNo: accepted, periodEnd: period.ends }
      made.acceptedFigures.push({ ...about, ...at, ...figure })
    }
  }
  if (state.author !== 'not_started' && state.agency !== 'accepted' && !state.endedAs) {
    write(made, award, items, acts, answers, about, draw)
  }
  tell(made, award, acts, versions, figures.length, id)
  const moves = acts
    .filter(({ kind }) => kind !== 'report.opened')
    .map(({ kind, at }) => ({ kind, on: dayIn(at) }))
  if (moves.length > 0) {
    const { days, step, since } = stepDaysOf(moves, period.ends)
    const of = { awardId: award.id, periodEnd: period.ends }
    made.reportClocks.push({ ...about, ...of, ...days, step, sinceOn: since })
  }
  const dates = { workingDueOn: period.working, statutoryDueOn: period.statutory }
  if (state.agency !== 'accepted' && !state.endedAs) {
    const movedOn = moves.at(-1)?.on ?? day
    const open = { ...state, ...dates, extendedDueOn: null, movedOn, taken: [] }
    // What was due for a reminder by the day has had it.
    for (const { step, countedFrom } of remindersOn(open, day)) {
      made.reportReminders.push({ ...about, step, countedFrom, onDay: day })
    }
  }
  const isReviewed = state.reviewerId !== null
  made.reports.push({
    id,
    number: `${award.number}-${period.ends}`,
    organizationId: award.organizationId,
    awardId: award.id,
    templateCode: award.template,
    templateVersion: award.version,
    periodStart: period.starts,
    periodEnd: period.ends,
    ...dates,
    frequency: 'quarterly',
    calendarType: award.calendar,
    authorState: state.author,
    agencyState: state.agency,
    endedAs: state.endedAs,
    versionNo: state.versionNo,
    acceptedVersionNo: accepted,
    reviewerMembershipId: isReviewed ? award.officerMembership : null,
    version: 1 + moves.length,
  })
}

function peopleOf(award: FilledAward): Record<Part, number | null> {
  return {
    scheduler: null,
    preparer: award.preparer,
    certifier: award.certifier,
    officer: award.officer,
    grants_officer: award.grants,
  }
}

interface About {
  reportId: number
  organizationId: number
}

type GivenAnswers = Readonly<Record<string, string | null>>

function seal(
  made: Rows,
  award: FilledAward,
  period: Period,
  items: readonly TemplateItem[],
  act: Act,
  answers: GivenAnswers,
  about: About,
): { no: number; sha256: string } {
  const no = act.after.versionNo
  const isNothing = act.kind === 'report.nothing_submitted'
  // What came back was written shorter the first time.
  const isFirst = no === 1 && isAnswered(answers['N_CHALLENGES'])
  const said = isFirst ? { ...answers, N_CHALLENGES: 'Nothing to add to last quarter.' } : answers
  const content = sealedText({
    report: {
      number: `${award.number}-${period.ends}`,
      version: no,
      periodStart: period.starts,
      periodEnd: period.ends,
    },
    award: {
      number: award.number,
      program: award.programCode,
      organization: award.organization,
    },
    template: { code: award.template, version: award.version, sha256: award.sha256 },
    items,
    answers: isNothing ? null : said,
    preparer: award.preparerName,
    certifier: award.certifierName,
    at: act.at,
  })
  const sha256 = createHash('sha256').update(content).digest('hex')
  made.reportVersions.push({
    ...about,
    no,
    content,
    sha256,
    preparedBy: isNothing ? '{}' : `{${award.preparer}}`,
    handedOverBy: isNothing ? null : award.preparer,
    certifiedBy: award.certifier,
    signedName: award.certifierName,
    signedTitle: 'Director',
    solePerson: award.preparer === award.certifier,
    nothingToReport: isNothing,
    submittedAt: act.at.toISOString(),
  })
  return { no, sha256 }
}

function sendBack(
  made: Rows,
  award: FilledAward,
  act: Act,
  about: About,
  draw: () => number,
): void {
  for (const sectionOrder of act.sections) {
    made.reportReturns.push({
      ...about,
      versionNo: act.before.versionNo,
      sectionOrder,
      reasonCode: draw() < 0.5 ? 'figure_unclear' : 'answer_incomplete',
      words: returnWords[Math.floor(draw() * returnWords.length)],
      returnedBy: award.officer,
      returnedAt: act.at.toISOString(),
    })
  }
}

/** The answers of a report that is still being written or reviewed; of a first draft only some. */
function write(
  made: Rows,
  award: FilledAward,
  items: readonly TemplateItem[],
  acts: readonly Act[],
  answers: GivenAnswers,
  about: About,
  draw: () => number,
): void {
  const last = acts.at(-1)
  const share = last?.kind === 'report.started' ? draw() : 1
  const changedAt = acts.find(({ kind }) => kind === 'report.started')?.at ?? last?.at
  for (const { itemCode } of items.filter(isPrepared)) {
    const value = answers[itemCode]
    if (!isAnswered(value) || draw() > share) continue
    made.reportAnswers.push({
      ...about,
      itemCode,
      value,
      changedBy: award.preparer,
      changedAt: changedAt?.toISOString(),
    })
  }
}
