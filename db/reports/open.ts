import type { SystemPermitted } from '#app/domain/access.ts'
import { type ReportingRule, dueOn, periodsOf } from '#app/domain/calendar.ts'
import { addDays } from '#app/domain/dates.ts'
import { record } from '../events.ts'
import { type Trx, db } from '../index.ts'

/** Days before the end of a period from which its report can be prepared. */
export const openedDaysAhead = 45

/** The reports that go by this schedule, one form for each program; financial ones are not among them. */
const performanceForms = ['GJC-Q', 'SSEEP-Q', 'WIOA-Q']

/** Opens the reports of every award that carries a rule, for the periods that have ended or end soon.
 *  Doing it again opens nothing twice. Answers how many it opened. */
export async function openReports(
  actor: SystemPermitted<'report.open'>,
  today: string,
): Promise<number> {
  const awards = await listScheduledAwards()
  let opened = 0
  for (const { rule, periodStart, periodEnd, ...award } of awards) {
    const due = periodsOf({ start: periodStart, end: periodEnd }, rule).filter(
      (period) => addDays(period.end, -openedDaysAhead) <= today && !award.open.has(period.end),
    )
    if (due.length === 0) continue
    opened += await db.transaction().execute(async (trx) => {
      let rows = 0
      for (const period of due) rows += await openReport(trx, actor, award, rule, period)
      return rows
    })
  }
  return opened
}

async function listScheduledAwards() {
  const rows = await db
    .selectFrom('awards')
    .innerJoin('templatePrograms', 'templatePrograms.program', 'awards.programCode')
    .where('templatePrograms.template', 'in', performanceForms)
    .where('awards.firstPeriodEnd', 'is not', null)
    .where('awards.status', 'not in', ['closed', 'terminated'])
    .select((eb) => [
      'awards.id',
      'awards.number',
      'awards.organizationId',
      'awards.periodStart',
      'awards.periodEnd',
      'awards.reportFrequency',
      'awards.reportOffsetDays',
      'awards.reportRollRule',
      'awards.reportCalendar',
      'awards.firstPeriodEnd',
      'templatePrograms.template',
      eb.fn.max<number>('templatePrograms.version').as('templateVersion'),
      eb
        .selectFrom('reports')
        .whereRef('reports.awardId', '=', 'awards.id')
        .whereRef('reports.templateCode', '=', 'templatePrograms.template')
        .select(({ fn, cast }) =>
          fn.agg<string[]>('array_agg', [cast('periodEnd', 'text')]).as('ends'),
        )
        .as('ends'),
    ])
    .groupBy(['awards.id', 'templatePrograms.template'])
    .orderBy('awards.id')
    .execute()
  return rows.flatMap(({ ends, periodStart, periodEnd, ...award }) => {
    const rule = ruleOf(award)
    if (!rule || !periodStart || !periodEnd) return []
    return [{ ...award, periodStart, periodEnd, rule, open: new Set(ends ?? []) }]
  })
}

function ruleOf(award: {
  reportFrequency: ReportingRule['frequency'] | null
  reportOffsetDays: number | null
  reportRollRule: ReportingRule['rollRule'] | null
  reportCalendar: ReportingRule['calendarType'] | null
  firstPeriodEnd: string | null
}): ReportingRule | null {
  const { reportFrequency, reportOffsetDays, reportRollRule, reportCalendar, firstPeriodEnd } =
    award
  if (!reportFrequency || reportOffsetDays === null || !reportRollRule || !reportCalendar)
    return null
  if (!firstPeriodEnd) return null
  return {
    frequency: reportFrequency,
    offsetDays: reportOffsetDays,
    rollRule: reportRollRule,
    calendarType: reportCalendar,
    firstPeriodEnd,
  }
}

async function openReport(
  trx: Trx,
  actor: SystemPermitted<'report.open'>,
  award: {
    id: number
    number: string
    organizationId: number
    template: string
    templateVersion: number
  },
  rule: ReportingRule,
  period: { start: string; end: string },
): Promise<number> {
  const due = dueOn(period.end, rule)
  const report = await trx
    .insertInto('reports')
    .values({
      number: `${award.number}-${period.end}`,
      organizationId: award.organizationId,
      awardId: award.id,
      templateCode: award.template,
      templateVersion: award.templateVersion,
      periodStart: period.start,
      periodEnd: period.end,
      statutoryDueOn: due.statutory,
      workingDueOn: due.working,
      frequency: rule.frequency,
      calendarType: rule.calendarType,
    })
    // Two instances may wake at the same hour; the second finds the row there.
    .onConflict((conflict) =>
      conflict.columns(['awardId', 'templateCode', 'periodEnd']).doNothing(),
    )
    .returning(['id', 'number'])
    .executeTakeFirst()
  if (!report) return 0
  await record(trx, actor, {
    kind: 'report.opened',
    awardId: award.id,
    reportId: report.id,
    after: { number: report.number, periodEnd: period.end, dueOn: due.working },
  })
  return 1
}
