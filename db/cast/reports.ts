import { type Permitted, permitSystem } from '#app/domain/access.ts'
import { now, setClockOffset, today } from '#app/domain/clock.ts'
import { addDays, quarterEnd } from '#app/domain/dates.ts'
import { financialForm } from '#app/domain/report/period_name.ts'
import { openedDaysAhead } from '#app/domain/report/schedule.ts'
import { castActor } from '../cast.ts'
import { keepBytes } from '../file_store.ts'
import { db } from '../index.ts'
import { saveSection } from '../reports/answers.ts'
import { declineReport, handOverReport } from '../reports/authors.ts'
import { certifyNothing, certifyReport } from '../reports/certify.ts'
import { listChecks, tickChecks } from '../reports/checklist.ts'
import { addFile } from '../reports/files.ts'
import { listOffers, takeOver } from '../reports/known.ts'
import { readItems } from '../reports/matter.ts'
import { openReports } from '../reports/open.ts'
import { remindOfReports } from '../reports/remind.ts'
import { acceptReport, pickUpReport, reopenReport, returnReport } from '../reports/review.ts'
import { askOpinion, giveOpinion } from '../reports/opinions.ts'
import { remarkOn } from '../reports/threads.ts'
import { explainWarnings } from '../reports/warnings.ts'
import { type WriteKey, writeKey } from '../write.ts'
import { playPetition } from './petitions.ts'
import { type Act, type Story, storiesOn } from './report_stories.ts'
import type { Answered } from './report_words.ts'
import { castScheduler } from './scheduler.ts'

/** Plays the reports of the sample awards on their days, by the same functions as the pages: accepted,
 *  declined and signed after all, returned, waiting, in review, begun, overdue, extended, not required,
 *  and nothing to report. */
export async function playReports(): Promise<void> {
  const offset = now().getTime() - Date.now()
  const stage = { today: today(), last: 0, steps: 0 }
  const acts = storiesOn(stage.today)
    .flatMap((story) => story.acts.map((act) => ({ story, act })))
    .sort((one, other) => (one.act.on < other.act.on ? -1 : one.act.on > other.act.on ? 1 : 0))
  const scheduled = [
    ...openingsUntil(stage.today).map((day) => ({ day, run: openOn })),
    ...remindersUntil(stage.today).map((day) => ({ day, run: remindOn })),
  ].sort((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0))
  try {
    for (const { story, act } of acts) {
      while (scheduled[0] && scheduled[0].day <= act.on) await runNext(stage, scheduled)
      await perform(stage, story, act)
    }
    while (scheduled[0]) await runNext(stage, scheduled)
  } finally {
    setClockOffset(offset)
  }
}

/** The days on which the schedule opened the sample's periods, oldest first. */
function openingsUntil(day: string): string[] {
  const ends = [quarterEnd(day)]
  for (let back = 0; back < 4; back += 1) ends.push(quarterEnd(addDays(ends.at(-1) ?? day, -93)))
  return ends
    .map((end) => addDays(end, -openedDaysAhead))
    .filter((opening) => opening <= day)
    .sort()
}

/** Every few days of the last weeks is enough: a day that was missed is made up for. */
function remindersUntil(day: string): string[] {
  return [40, 33, 26, 19, 12, 5, 1].map((ago) => addDays(day, -ago))
}

type Run = (stage: Stage, day: string) => Promise<void>

async function runNext(stage: Stage, scheduled: { day: string; run: Run }[]): Promise<void> {
  const next = scheduled.shift()
  await next?.run(stage, next.day)
}

async function remindOn(stage: Stage, day: string): Promise<void> {
  liveOn(stage, day)
  await remindOfReports(permitSystem(castScheduler, 'report.remind'), day)
}

async function openOn(stage: Stage, day: string): Promise<void> {
  liveOn(stage, day)
  await openReports(permitSystem(castScheduler, 'report.open'), day)
}

interface Stage {
  today: string
  /** When the last step was, in milliseconds. */
  last: number
  steps: number
}

async function perform(stage: Stage, story: Story, act: Act): Promise<void> {
  liveOn(stage, act.on)
  const report = await reportOf(story.award, act.period, act.form)
  stage.steps += 1
  const name = `cast-report-${stage.steps}`
  const key = writeKey(name, name)
  const { number, version } = report
  switch (act.act) {
    case 'request':
    case 'recommend':
    case 'decide':
      return playPetition(act, number, key)
    case 'fill':
      return fill(story, report, act, name)
    case 'take': {
      const preparer = await castActor(story.preparer[0], 'report.write', story.preparer[1])
      const items = await readItems(report, report.programCode)
      const offers = await listOffers(preparer, number, items)
      const chosen = offers.filter(({ itemCode }) => act.items.includes(itemCode))
      await takeOver(preparer, key, number, act.section, { chosen, seen: 0 })
      return
    }
    case 'attach': {
      const preparer = await castActor(story.preparer[0], 'report.write', story.preparer[1])
      const bytes = Buffer.from(act.file.text)
      const sha256 = await keepBytes(bytes)
      const file = { name: act.file.name, kind: 'csv', size: bytes.length, sha256 } as const
      await addFile(preparer, key, number, 'D_SUPPORT', file)
      return
    }
    case 'hand_over': {
      const preparer = await castActor(story.preparer[0], 'report.write', story.preparer[1])
      await handOverReport(preparer, key, number, version)
      return
    }
    case 'decline': {
      const certifier = await castActor(story.certifier[0], 'report.certify', story.certifier[1])
      await declineReport(certifier, key, number, version, { reason: act.words })
      return
    }
    case 'sign':
    case 'nothing': {
      const certifier = await castActor(story.certifier[0], 'report.certify', story.certifier[1])
      const signature = { name: certifier.name, title: story.title }
      const submit = act.act === 'sign' ? certifyReport : certifyNothing
      await submit(certifier, key, number, version, signature)
      return
    }
    case 'ask':
    case 'answer':
      return say(story, number, act, key)
    case 'pick_up':
      await pickUpReport(
        await castActor(story.officer, 'report.review'),
        key,
        number,
        version,
        'pick_up',
      )
      return
    case 'second_look':
      return lookTwice(story, report, act, name)
    case 'tick':
      return tick(story, report, act.codes, key)
    case 'accept':
      await tick(story, report, null, writeKey(`${name}-ticks`, name))
      await acceptReport(await castActor(story.officer, 'report.review'), key, number, version, {
        note: act.note ?? null,
        why: null,
      })
      return
    case 'reopen': {
      const grants = await castActor(act.by, 'report.reopen')
      const { sections, words: reason } = act
      await reopenReport(grants, key, number, version, { sections, reason })
      return
    }
    case 'return': {
      const sections = act.sections.map(([section, reason, words]) => ({ section, reason, words }))
      await returnReport(
        await castActor(story.officer, 'report.review'),
        key,
        number,
        version,
        sections,
      )
    }
  }
}

/** Ticks items of the review's checklist; null: all of them. */
async function tick(
  story: Story,
  { id, number, version }: Awaited<ReturnType<typeof reportOf>>,
  codes: readonly string[] | null,
  key: WriteKey,
): Promise<void> {
  const officer = await castActor(story.officer, 'report.review')
  const items = await listChecks(officer, id)
  await tickChecks(officer, key, number, version, codes ?? items.map(({ code }) => code))
}

/** A colleague is asked for a second look and gives it. */
async function lookTwice(
  story: Story,
  { number, version }: Awaited<ReturnType<typeof reportOf>>,
  { colleague, question, opinion, words }: Extract<Act, { act: 'second_look' }>,
  name: string,
): Promise<void> {
  const officer = await castActor(story.officer, 'report.review')
  const asked = await castActor(colleague, 'report.review')
  const given = { colleague: asked.membershipId, question }
  await askOpinion(officer, writeKey(`${name}-ask`, name), number, version, given)
  await giveOpinion(asked, writeKey(`${name}-give`, name), number, { opinion, words })
}

async function say(
  story: Story,
  number: string,
  { act, item, words }: Extract<Act, { act: 'ask' | 'answer' }>,
  key: WriteKey,
): Promise<void> {
  const actor =
    act === 'ask'
      ? await castActor(story.officer, 'report.discuss')
      : await castActor(story.preparer[0], 'report.discuss', story.preparer[1])
  const last = await db
    .selectFrom('reportRemarks')
    .innerJoin('reports', 'reports.id', 'reportRemarks.reportId')
    .where('reports.number', '=', number)
    .where('itemCode', '=', item)
    .select(({ fn }) => fn.max('reportRemarks.id').as('id'))
    .executeTakeFirst()
  const kind = act === 'ask' ? 'question' : 'answer'
  await remarkOn(actor, key, number, item, { kind, words, seen: last?.id ?? 0 })
}

/** Each step a little after the one before, on its day, and never ahead of the real clock. */
function liveOn(stage: Stage, day: string): void {
  const real = Date.now()
  const wanted = day === stage.today ? real : Date.parse(`${day}T14:00:00Z`)
  stage.last = Math.min(Math.max(wanted, stage.last + 20 * 60_000), real)
  setClockOffset(stage.last - real)
}

async function reportOf(award: string, period: number, form?: 'financial') {
  return db
    .selectFrom('reports')
    .innerJoin('awards', 'awards.id', 'reports.awardId')
    .where('awards.number', '=', award)
    .where('reports.templateCode', form ? '=' : '<>', financialForm)
    .select([
      'reports.id',
      'reports.number',
      'reports.version',
      'reports.templateCode',
      'reports.templateVersion',
      'awards.programCode',
    ])
    .orderBy('reports.periodEnd')
    .offset(period)
    .limit(1)
    .executeTakeFirstOrThrow()
}

async function fill(
  story: Story,
  report: Awaited<ReturnType<typeof reportOf>>,
  { answers, upTo = Infinity }: Extract<Act, { act: 'fill' }>,
  name: string,
): Promise<void> {
  const preparer = await castActor(story.preparer[0], 'report.write', story.preparer[1])
  const items = await readItems(report, report.programCode)
  for (const section of new Set(items.map(({ sectionOrder }) => sectionOrder))) {
    if (section > upTo) continue
    const changes = items
      .filter(({ sectionOrder }) => sectionOrder === section)
      .flatMap(({ itemCode }) => [
        { itemCode, part: 'value' as const, value: answers[itemCode] ?? null },
        { itemCode, part: 'explanation' as const, value: answers[`why_${itemCode}`] ?? null },
      ])
      .filter(({ value }) => value !== null)
    if (changes.length === 0) continue
    const key = `${name}-${section}`
    await saveSection(preparer, writeKey(key, key), report.number, section, {
      changes,
      seen: 0,
      isAutomatic: false,
    })
  }
  await explain(preparer, report.number, answers, name)
}

/** The lines for what stands out in the figures on this day, by the numbers of the rules. */
async function explain(
  preparer: Permitted<'report.write'>,
  number: string,
  answers: Answered,
  name: string,
): Promise<void> {
  const lines = Object.entries(answers)
    .filter(([code]) => /^why_[A-Z]+-/.test(code))
    .map(([code, line]) => [code.slice('why_'.length), line] as const)
  if (lines.length === 0) return
  const key = writeKey(`${name}-explain`, name)
  await explainWarnings(preparer, key, number, { words: Object.fromEntries(lines), seen: 0 })
}
