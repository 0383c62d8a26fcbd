import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { addDays } from '#app/domain/dates.ts'
import { certificationStatement, nothingStatement } from '#app/domain/report/certification.ts'
import { isFigure } from '#app/domain/report/display.ts'
import { stepDaysOf } from '#app/domain/report/clocks.ts'
import { remindersOn } from '#app/domain/report/reminders.ts'
import { openedDaysAhead } from '#app/domain/report/schedule.ts'
import { reportStatus, reportStatusLabels } from '#app/domain/report/states.ts'
import {
  type TemplateItem,
  isAnswered,
  isPrepared,
  sectionsToFill,
} from '#app/domain/report/template.ts'
import { dayIn } from '#app/domain/clock.ts'
import { readItems } from '../reports/matter.ts'
import type { Trx } from '../index.ts'
import { answersOf, sealedText } from './answers.ts'
import { type Ground, drawsOf } from './ground.ts'
import { settle } from './people.ts'
import { insertRows } from './rows.ts'
import { type Act, type Part, storyOf } from './stories.ts'
import { returnWords } from './words.ts'

const batch = 300

/** The reports of the newest eight quarters, as the app's own rules make them: each with its acts, the
 *  versions they sealed, the figures that were accepted and the answers of what is still being written. */
export async function enterNewReports(trx: Trx, ground: Ground): Promise<void> {
  const forms = new Map<string, Form>()
  const { rows } = await sql<{
    id: number
  }>`select coalesce(max(id), 0) as id from reports`.execute(trx)
  let id = rows[0]?.id ?? 0
  let after = 0
  for (;;) {
    const awards = await readAwards(trx, ground, after)
    const made = emptyRows()
    for (const award of awards) {
      const key = `${award.template} ${award.programCode}`
      const { template: templateCode, version: templateVersion } = award
      const known = forms.get(key)
      const form =
        known ?? formOf(await readItems({ templateCode, templateVersion }, award.programCode, trx))
      forms.set(key, form)
      for (const period of award.periods) {
        id += 1
        makeReport(made, ground, award, period, form, id)
      }
    }
    await storeRows(trx, made)
    if (awards.length < batch) break
    after = awards.at(-1)?.n ?? after
  }
  await settle(trx, 'reports')
}

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

interface Period {
  q: number
  starts: string
  ends: string
  statutory: string
  working: string
}

async function readAwards(trx: Trx, { newestFrom, lastQuarter }: Ground, after: number) {
  const { rows } = await sql<{
    n: number
    id: number
    number: string
    organizationId: number
    organization: string
    programCode: string
    template: string
    version: number
    sha256: string
    calendar: string
    firstQ: number
    people: number
    quality: number
    certifier: number
    certifierMembership: number
    certifierName: string
    preparer: number
    preparerMembership: number
    preparerName: string
    officer: number | null
    officerMembership: number | null
    officerOrganization: number | null
    grants: number
    grantsMembership: number
    grantsOrganization: number
    periods: Period[]
  }>`
    select a.n, a.id, a.number, a.organization_id, o.name as organization, a.program_code, a.template,
      a.version, t.content_sha256 as sha256, a.calendar, a.first_q, a.people, a.quality,
      w.certifier, w.certifier_membership, c.name as certifier_name,
      w.preparer, w.preparer_membership, p.name as preparer_name,
      om.person_id as officer, om.id as officer_membership, om.organization_id as officer_organization,
      gm.person_id as grants, gm.id as grants_membership, gm.organization_id as grants_organization,
      (select json_agg(json_build_object('q', q.q, 'starts', q.starts, 'ends', q.ends,
          'statutory', due.statutory, 'working', due.working) order by q.q)
        from fill_quarters q join fill_dues due on due.ends = q.ends and due.roll_rule = a.roll_rule
          and due.offset_days = case when q.q = a.end_q then 120 else a.offset_days end
        where q.q between greatest(a.first_q, ${newestFrom}::int)
          and least(a.end_q, ${lastQuarter}::int)) as periods
    from (select * from fill_awards where reports_now and n > ${after} order by n limit ${batch}) a
    join organizations o on o.id = a.organization_id
    join templates t on t.code = a.template and t.version = a.version
    join fill_authors w on w.organization_id = a.organization_id
    join people c on c.id = w.certifier
    join people p on p.id = w.preparer
    left join caseloads on caseloads.award_id = a.id and caseloads.ended_at is null
    left join memberships om on om.id = caseloads.membership_id
    join lateral (
      select m.* from memberships m join organizations on organizations.id = m.organization_id
      where m.role = 'grants_officer' and organizations.agency_code = a.agency_code
        and organizations.sample and m.ended_at is null
      order by m.id limit 1
    ) gm on true
    order by a.n`.execute(trx)
  return rows
}

type FilledAward = Awaited<ReturnType<typeof readAwards>>[number]

const columns = {
  reports: {
    id: 'bigint',
    number: 'text',
    organizationId: 'bigint',
    awardId: 'bigint',
    templateCode: 'text',
    templateVersion: 'int',
    periodStart: 'date',
    periodEnd: 'date',
    statutoryDueOn: 'date',
    workingDueOn: 'date',
    frequency: 'text',
    calendarType: 'text',
    authorState: 'text',
    agencyState: 'text',
    endedAs: 'text',
    versionNo: 'int',
    acceptedVersionNo: 'int',
    reviewerMembershipId: 'bigint',
    version: 'int',
  },
  reportVersions: {
    reportId: 'bigint',
    organizationId: 'bigint',
    no: 'int',
    content: 'text',
    sha256: 'text',
    preparedBy: 'bigint[]',
    handedOverBy: 'bigint',
    certifiedBy: 'bigint',
    signedName: 'text',
    signedTitle: 'text',
    statement: 'text',
    solePerson: 'boolean',
    nothingToReport: 'boolean',
    submittedAt: 'timestamptz',
  },
  acceptedFigures: {
    reportId: 'bigint',
    organizationId: 'bigint',
    awardId: 'bigint',
    indicatorCode: 'text',
    versionNo: 'int',
    periodEnd: 'date',
    value: 'numeric',
  },
  reportAnswers: {
    reportId: 'bigint',
    organizationId: 'bigint',
    itemCode: 'text',
    value: 'text',
    changedBy: 'bigint',
    changedAt: 'timestamptz',
  },
  reportReturns: {
    reportId: 'bigint',
    organizationId: 'bigint',
    versionNo: 'int',
    sectionOrder: 'int',
    reasonCode: 'text',
    words: 'text',
    returnedBy: 'bigint',
    returnedAt: 'timestamptz',
  },
  reportClocks: {
    reportId: 'bigint',
    organizationId: 'bigint',
    awardId: 'bigint',
    periodEnd: 'date',
    preparing: 'int',
    signing: 'int',
    correcting: 'int',
    waiting: 'int',
    review: 'int',
    step: 'text',
    sinceOn: 'date',
  },
  reportReminders: {
    organizationId: 'bigint',
    reportId: 'bigint',
    step: 'text',
    countedFrom: 'date',
    onDay: 'date',
  },
  fillEvents: {
    awardId: 'bigint',
    reportId: 'bigint',
    at: 'timestamptz',
    step: 'int',
    kind: 'text',
    personId: 'bigint',
    membershipId: 'bigint',
    organizationId: 'bigint',
    systemActor: 'text',
    before: 'jsonb',
    after: 'jsonb',
    reason: 'text',
  },
} as const

type Table = keyof typeof columns
type Rows = { [T in Table]: Record<keyof (typeof columns)[T], unknown>[] }

function emptyRows(): Rows {
  return {
    reports: [],
    reportVersions: [],
    acceptedFigures: [],
    reportAnswers: [],
    reportReturns: [],
    reportClocks: [],
    reportReminders: [],
    fillEvents: [],
  }
}

async function storeRows(trx: Trx, made: Rows): Promise<void> {
  for (const table of Object.keys(columns) as Table[]) {
    await insertRows<string>(trx, table, columns[table], made[table])
  }
}

function makeReport(
  made: Rows,
  { seed, day }: Ground,
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
  tell(made, award, acts, versions, figures.length, about)
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
    statement: isNothing ? nothingStatement : certificationStatement,
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

function tell(
  made: Rows,
  award: FilledAward,
  acts: readonly Act[],
  versions: ReadonlyMap<number, string>,
  figures: number,
  { reportId }: About,
): void {
  for (const [index, { kind, by, at, sections, before, after }] of acts.entries()) {
    const status = { status: reportStatusLabels[reportStatus(after)] }
    const sealed = versions.get(after.versionNo)
    const isSubmitted = after.versionNo > before.versionNo
    made.fillEvents.push({
      awardId: award.id,
      reportId,
      at: at.toISOString(),
      step: 10 + index,
      kind,
      ...actorOf(award, by),
      before:
        kind === 'report.opened'
          ? null
          : JSON.stringify({ status: reportStatusLabels[reportStatus(before)] }),
      after: JSON.stringify({
        ...(kind === 'report.opened' ? {} : status),
        ...(sections.length > 0 ? { sections } : {}),
        ...(after.versionNo > 0 ? { version: after.versionNo } : {}),
        ...(isSubmitted && sealed ? { sha256: sealed } : {}),
        ...(kind === 'report.accepted' ? { figures } : {}),
      }),
      reason: reasons[kind] ?? null,
    })
  }
}

const reasons: Partial<Record<Act['kind'], string>> = {
  'report.returned': returnWords[0],
  'report.reopened': 'A figure was found to be wrong in a desk review.',
  'report.not_required': 'The award had no activity in the period by agreement.',
}

function actorOf(award: FilledAward, by: Part) {
  const of = (
    personId: number | null,
    membershipId: number | null,
    organizationId: number | null,
  ) => ({
    personId,
    membershipId,
    organizationId,
    systemActor: null,
  })
  switch (by) {
    case 'scheduler':
      return { ...of(null, null, null), systemActor: 'scheduler' }
    case 'preparer':
      return of(award.preparer, award.preparerMembership, award.organizationId)
    case 'certifier':
      return of(award.certifier, award.certifierMembership, award.organizationId)
    case 'officer':
      return of(award.officer, award.officerMembership, award.officerOrganization)
    case 'grants_officer':
      return of(award.grants, award.grantsMembership, award.grantsOrganization)
  }
}
