import type { SystemPermitted } from '#app/domain/access.ts'
import { addDays } from '#app/domain/dates.ts'
import { financialForm } from '#app/domain/report/period_name.ts'
import { type ScheduledPeriod, openedDaysAhead } from '#app/domain/report/schedule.ts'
import { performanceForms, periodsUnder, readChanges, ruleColumns } from '../awards/schedule.ts'
import { record } from '../events.ts'
import { type Trx, db } from '../index.ts'

/** Opens the reports of every award that carries a rule, for the periods that have ended or end soon, so
 *  many awards at a time: its program's, and from the agreed day on the financial one beside it. Doing it
 *  again opens nothing twice. Answers how many it opened. */
export async function openReports(
  actor: SystemPermitted<'report.open'>,
  today: string,
): Promise<number> {
  let opened = 0
  let after = { id: 0, template: '' }
  for (;;) {
    const awards = await listScheduledAwards(addDays(today, openedDaysAhead), after)
    opened += await openOf(actor, awards, today)
    const last = awards.at(-1)
    if (!last || awards.length < batch) return opened
    after = last
  }
}

const batch = 1000

async function openOf(
  actor: SystemPermitted<'report.open'>,
  awards: Awaited<ReturnType<typeof listScheduledAwards>>,
  today: string,
): Promise<number> {
  let opened = 0
  const changes = await readChanges(
    db,
    awards.map(({ id }) => id),
  )
  for (const award of awards) {
    const due = periodsUnder(award, changes.get(award.id) ?? []).filter(
      (period) =>
        period.end >= award.from &&
        addDays(period.end, -openedDaysAhead) <= today &&
        !award.open.has(period.end),
    )
    if (due.length === 0) continue
    opened += await db.transaction().execute(async (trx) => {
      // A schedule that changes meanwhile is opened by the next run.
      if (!(await holdAward(trx, award))) return 0
      let rows = 0
      for (const period of due) rows += await openReport(trx, actor, award, period)
      return rows
    })
  }
  return opened
}

async function holdAward(trx: Trx, award: { id: number; version: number }): Promise<boolean> {
  const held = await trx
    .selectFrom('awards')
    .where('id', '=', award.id)
    .where('version', '=', award.version)
    .select('id')
    .forShare()
    .executeTakeFirst()
  return held !== undefined
}

/** Periods of one rule end at least so many days apart, but for the last of the award. */
const shortestQuarter = 90

/** Awards with a period that ends by a day and may not be open yet: after the latest open one the next
 *  follows a quarter later, or with the award's end, or when another rule says. */
async function listScheduledAwards(until: string, after: { id: number; template: string }) {
  const rows = await db
    .selectFrom('awards')
    .innerJoin('templatePrograms', 'templatePrograms.program', 'awards.programCode')
    .where((eb) =>
      eb.or([
        eb('templatePrograms.template', 'in', performanceForms),
        eb.and([
          eb('templatePrograms.template', '=', financialForm),
          eb('awards.financialFrom', 'is not', null),
        ]),
      ]),
    )
    .where('awards.firstPeriodEnd', 'is not', null)
    .where('awards.status', 'not in', ['closed', 'terminated'])
    .where((eb) =>
      eb(
        eb.refTuple('awards.id', 'templatePrograms.template'),
        '>',
        eb.tuple(after.id, after.template),
      ),
    )
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('reports')
          .whereRef('reports.awardId', '=', 'awards.id')
          .whereRef('reports.templateCode', '=', 'templatePrograms.template')
          .select(({ fn }) => fn.max('reports.periodEnd').as('end'))
          .as('latest'),
      (join) => join.onTrue(),
    )
    .where((eb) =>
      eb.or([
        eb('latest.end', 'is', null),
        eb.and([
          eb('latest.end', '<', eb.ref('awards.periodEnd')),
          eb.or([
            eb('latest.end', '<=', addDays(until, -shortestQuarter)),
            eb('awards.periodEnd', '<=', until),
          ]),
        ]),
        eb.exists(
          eb
            .selectFrom('awardSchedules')
            .whereRef('awardSchedules.awardId', '=', 'awards.id')
            .select('awardSchedules.awardId'),
        ),
      ]),
    )
    .select((eb) => [
      'awards.id',
      'awards.number',
      'awards.organizationId',
      'awards.version',
      'awards.periodStart',
      'awards.periodEnd',
      'awards.financialFrom',
      ...ruleColumns,
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
    .orderBy('templatePrograms.template')
    .limit(batch)
    .execute()
  return rows.map(({ ends, financialFrom, ...award }) => ({
    ...award,
    /** The first day that a period of this form may reach. */
    from: (award.template === financialForm ? financialFrom : null) ?? '',
    open: new Set(ends ?? []),
  }))
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
  period: ScheduledPeriod,
): Promise<number> {
  const { rule } = period
  const report = await trx
    .insertInto('reports')
    .values({
      number: `${award.number}-${award.template === financialForm ? 'FIN-' : ''}${period.end}`,
      organizationId: award.organizationId,
      awardId: award.id,
      templateCode: award.template,
      templateVersion: award.templateVersion,
      periodStart: period.start,
      periodEnd: period.end,
      statutoryDueOn: period.statutory,
      workingDueOn: period.working,
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
    after: { number: report.number, periodEnd: period.end, dueOn: period.working },
  })
  return 1
}
