import { permitSystem } from '#app/domain/access.ts'
import { now, setClockOffset, today } from '#app/domain/clock.ts'
import { addDays, daysBetween, quarterEnd } from '#app/domain/dates.ts'
import type { Opinion } from '#app/domain/report/opinions.ts'
import type { ReturnReason } from '#app/domain/report/returns.ts'
import { openedDaysAhead } from '#app/domain/report/schedule.ts'
import { castActor } from '../cast.ts'
import { keepBytes } from '../file_store.ts'
import { db } from '../index.ts'
import { saveSection } from '../reports/answers.ts'
import { declineReport, handOverReport } from '../reports/authors.ts'
import { certifyNothing, certifyReport } from '../reports/certify.ts'
import { listChecks, tickChecks } from '../reports/checklist.ts'
import { addFile } from '../reports/files.ts'
import { readItems } from '../reports/matter.ts'
import { openReports } from '../reports/open.ts'
import { remindOfReports } from '../reports/remind.ts'
import { acceptReport, pickUpReport, returnReport } from '../reports/review.ts'
import { askOpinion, giveOpinion } from '../reports/opinions.ts'
import { remarkOn } from '../reports/threads.ts'
import { type WriteKey, writeKey } from '../write.ts'
import type { CastEmail } from './people.ts'
import { type PetitionAct, askedFor, excused, extended, playPetition } from './petitions.ts'
import {
  goodJobsFigures,
  nursingFigures,
  portFigures,
  prairieFigures,
  solarFigures,
} from './report_figures.ts'
import { type Answered, exitSurvey, wordsOf } from './report_words.ts'

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
  const scheduler = { kind: 'system', name: 'scheduler', requestId: 'cast' } as const
  await remindOfReports(permitSystem(scheduler, 'report.remind'), day)
}

async function openOn(stage: Stage, day: string): Promise<void> {
  liveOn(stage, day)
  const scheduler = { kind: 'system', name: 'scheduler', requestId: 'cast' } as const
  await openReports(permitSystem(scheduler, 'report.open'), day)
}

type Person = readonly [email: CastEmail, organization: string]

interface Story {
  award: string
  preparer: Person
  certifier: Person
  title: string
  officer: CastEmail
  acts: Act[]
}

/** A period of the award, from its first. */
type Turn = 0 | 1 | 2 | 3

/** What was done to the report of a period, on a day. */
type Act = { period: Turn; on: string } & (
  | PetitionAct
  | { act: 'fill'; answers: Answered; upTo?: number }
  | { act: 'hand_over' | 'sign' | 'nothing' | 'pick_up' }
  | { act: 'attach'; file: { name: string; text: string } }
  | { act: 'tick'; codes: string[] }
  | {
      act: 'second_look'
      colleague: CastEmail
      question: string
      opinion: Opinion
      words: string
    }
  | { act: 'accept'; note?: string }
  | { act: 'decline'; words: string }
  | { act: 'ask' | 'answer'; item: string; words: string }
  | { act: 'return'; sections: [section: number, reason: ReturnReason, words: string][] }
)

interface Stage {
  today: string
  /** When the last step was, in milliseconds. */
  last: number
  steps: number
}

function storiesOn(day: string): Story[] {
  const third = quarterEnd(addDays(quarterEnd(day), -93))
  const second = quarterEnd(addDays(third, -93))
  const first = quarterEnd(addDays(second, -93))
  const before = quarterEnd(addDays(first, -93))
  const since = daysBetween(third, day)
  /** A day some days ago, but after the third period ended. */
  const ago = (days: number) => addDays(day, -Math.min(days, Math.max(since - 1, 0)))
  const luis = ['luis.herrera@bluemesa.example.org', 'blue-mesa-workforce-alliance'] as const
  const joan = ['joan.keller@bluemesa.example.org', 'blue-mesa-workforce-alliance'] as const
  const ingrid = ['ingrid.solberg@prairieline.example.org', 'prairie-line-training-center'] as const
  const omar = 'omar.haddad@tidewater.example.org' as const
  return [
    {
      award: 'SAMPLE-GJC-01',
      preparer: luis,
      certifier: joan,
      title: 'Executive Director',
      officer: 'dana.whitfield@eda.example.org',
      acts: [
        ...accepted(0, addDays(first, 17), { ...goodJobsFigures[0], ...wordsOf('health', 0) }),
        {
          period: 1,
          on: addDays(second, 15),
          act: 'fill',
          answers: { ...goodJobsFigures[1], ...wordsOf('health', 1) },
        },
        {
          period: 1,
          on: addDays(second, 15),
          act: 'attach',
          file: exitSurvey,
        },
        { period: 1, on: addDays(second, 16), act: 'hand_over' },
        {
          period: 1,
          on: addDays(second, 18),
          act: 'decline',
          words:
            'The employer section names a clinic by the nickname we use in house. Use its name, please, and I will sign.',
        },
        {
          period: 1,
          on: addDays(second, 19),
          act: 'fill',
          answers: {
            N_EMPLOYER:
              'Arkansas Valley Clinics interviewed 34 completers and hired 21. After two exit interviews they moved the evening shift to start at 3 p.m., when child care is still open.',
          },
        },
        { period: 1, on: addDays(second, 19), act: 'hand_over' },
        { period: 1, on: addDays(second, 21), act: 'sign' },
        { period: 1, on: addDays(second, 26), act: 'pick_up' },
        {
          period: 1,
          on: addDays(second, 27),
          act: 'second_look',
          colleague: 'marcus.bell@eda.example.org',
          question:
            'Completion fell, and the narrative lays it on child care after 6 p.m. Do you see the same at your award in Pueblo?',
          opinion: 'accept',
          words:
            'Yes: four of the twelve who left there named it too. The reasons are told person by person here, so I would accept it.',
        },
        {
          period: 1,
          on: addDays(second, 28),
          act: 'accept',
          note: 'Thank you for the reasons behind the withdrawals: they explain the completion rate.',
        },
        {
          period: 2,
          on: ago(2),
          act: 'fill',
          upTo: 4,
          answers: { ...goodJobsFigures[2], N_PROGRESS: wordsOf('health', 2)['N_PROGRESS'] ?? '' },
        },
        askedFor(ago(1), addDays(day, 23)),
      ],
    },
    {
      award: 'SAMPLE-GJC-02',
      preparer: ingrid,
      certifier: ingrid,
      title: 'Director',
      officer: 'dana.whitfield@eda.example.org',
      acts: [
        { period: 0, on: addDays(first, 12), act: 'nothing' },
        // The latest period is overdue; where its own due date is still ahead, the one before is.
        ...(since > 31
          ? accepted(1, addDays(second, 20), { ...prairieFigures, ...wordsOf('prairie', 1) })
          : []),
      ],
    },
    {
      award: 'SAMPLE-GJC-03',
      preparer: luis,
      certifier: joan,
      title: 'Executive Director',
      officer: 'marcus.bell@eda.example.org',
      acts: [
        ...accepted(0, addDays(first, 14), { ...solarFigures[0], ...wordsOf('solar', 0) }),
        ...accepted(1, addDays(second, 14), { ...solarFigures[1], ...wordsOf('solar', 1) }),
        ...submitted(2, ago(26), { ...solarFigures[2], ...wordsOf('solar', 2) }),
        { period: 2, on: ago(6), act: 'pick_up' },
        { period: 2, on: ago(5), act: 'tick', codes: ['AGREE', 'TARGETS', 'SIGNER'] },
        {
          period: 2,
          on: ago(5),
          act: 'ask',
          item: 'GJC_WAGE_REPORTED',
          words:
            'You heard from 24 of 51 people about their pay, after 30 of 38 in the quarter before. When does the second round of calls end, and shall we read the average as it stands until then?',
        },
        {
          period: 2,
          on: ago(3),
          act: 'answer',
          item: 'GJC_WAGE_REPORTED',
          words:
            'The calls end in three weeks. Please read the average with care until then: the people we reached first work for two employers who pay above the rest.',
        },
        {
          period: 2,
          on: ago(3),
          act: 'ask',
          item: 'N_CHALLENGES',
          words: 'Who makes the calls from now on, and what changed in how they reach people?',
        },
      ],
    },
    {
      award: 'SAMPLE-NEG-01',
      preparer: [omar, 'tidewater-nursing-partnership'],
      certifier: ['grace.whitman@tidewater.example.org', 'tidewater-nursing-partnership'],
      title: 'Vice President for Workforce',
      officer: 'elena.ortiz@eta.example.org',
      acts: [
        ...accepted(0, addDays(first, 22), { ...nursingFigures[0], ...wordsOf('nursing', 0) }),
        ...accepted(1, addDays(second, 24), { ...nursingFigures[1], ...wordsOf('nursing', 1) }),
        ...submitted(2, ago(16), { ...nursingFigures[2], ...wordsOf('nursing', 2) }),
        { period: 2, on: ago(5), act: 'pick_up' },
        {
          period: 2,
          on: ago(3),
          act: 'return',
          sections: [
            [
              2,
              'figure_disagrees',
              'You report 58 completers who found a job, but the narrative says that 46 were hired. Which is right? If the other 12 found work elsewhere, say so in Employer ties.',
            ],
            [
              5,
              'answer_incomplete',
              'Say which credential the evening cohort earned, and how many sat the licensing exam.',
            ],
          ],
        },
      ],
    },
    {
      award: 'SAMPLE-BPIJG-01',
      preparer: [omar, 'harbor-trades-collaborative'],
      certifier: ['walt.pruitt@harbortrades.example.org', 'harbor-trades-collaborative'],
      title: 'President',
      officer: 'elena.ortiz@eta.example.org',
      acts: [
        ...excused(before),
        ...accepted(1, addDays(first, 30), { ...portFigures[0], ...wordsOf('port', 0) }),
        ...extended(second),
        ...accepted(2, addDays(second, 52), { ...portFigures[1], ...wordsOf('port', 1) }),
        ...submitted(3, ago(9), { ...portFigures[2], ...wordsOf('port', 2) }),
      ],
    },
  ]
}

function submitted(period: Turn, on: string, answers: Answered): Act[] {
  return [
    { period, on, act: 'fill', answers },
    { period, on, act: 'hand_over' },
    { period, on, act: 'sign' },
  ]
}

function accepted(period: Turn, on: string, answers: Answered): Act[] {
  return [
    ...submitted(period, on, answers),
    { period, on: addDays(on, 4), act: 'pick_up' },
    { period, on: addDays(on, 6), act: 'accept' },
  ]
}

async function perform(stage: Stage, story: Story, act: Act): Promise<void> {
  liveOn(stage, act.on)
  const report = await reportOf(story.award, act.period)
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

async function reportOf(award: string, period: number) {
  return db
    .selectFrom('reports')
    .innerJoin('awards', 'awards.id', 'reports.awardId')
    .where('awards.number', '=', award)
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
}
