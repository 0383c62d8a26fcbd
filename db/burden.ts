import type { Permitted } from '#app/domain/access.ts'
import { addDays, quarterEnd } from '#app/domain/dates.ts'
import type { OwedResponse } from '#app/domain/report/burden.ts'
import { financialForm, reportLabel } from '#app/domain/report/period_name.ts'
import { performanceForms, periodsUnder, readChanges, ruleColumns } from './awards/schedule.ts'
import { db } from './index.ts'
import { dueOn } from './reports/due.ts'
import { awardsSeenBy, dueReportsSeenBy } from './scope.ts'

/** Days before and after a day for which a grantee's burden is laid out, in whole quarters. */
const reach = 365

/** What a grantee owes in responses by form: of open reports by their own dates, later ones by the
 *  award's schedule. Null where the actor sees no award of that grantee. */
export async function findBurden(actor: Permitted<'report.read'>, slug: string, day: string) {
  const grantee = await db
    .selectFrom('organizations')
    .where('slug', '=', slug)
    .where('id', 'in', (awards) =>
      awards
        .selectFrom('awards')
        .where('awards.id', 'in', awardsSeenBy(actor))
        .select('awards.organizationId'),
    )
    .select(['id', 'slug', 'name', 'sample'])
    .executeTakeFirst()
  if (!grantee) return null
  const awards = await db
    .selectFrom('awards')
    .innerJoin('templatePrograms', 'templatePrograms.program', 'awards.programCode')
    .where('awards.organizationId', '=', grantee.id)
    .where('awards.id', 'in', awardsSeenBy(actor))
    .where((eb) =>
      eb.or([
        eb('templatePrograms.template', 'in', performanceForms),
        eb.and([
          eb('templatePrograms.template', '=', financialForm),
          eb('awards.financialFrom', 'is not', null),
        ]),
      ]),
    )
    .select(['awards.id', 'awards.number', 'awards.periodStart', 'awards.periodEnd'])
    .select(['awards.agencyCode', 'awards.financialFrom'])
    .select([...ruleColumns, 'templatePrograms.template'])
    .distinct()
    .orderBy('awards.number')
    .execute()
  const agencies = [...new Set(awards.map(({ agencyCode }) => agencyCode))]
  const forms = await db
    .selectFrom('burden')
    .where('template', 'in', awards.length > 0 ? awards.map((one) => one.template) : [''])
    .where((eb) =>
      eb.or([eb('agency', 'is', null), eb('agency', 'in', agencies.length > 0 ? agencies : [''])]),
    )
    .select(['form', 'title', 'ombControlNumber', 'template', 'hoursPerResponse', 'basis'])
    .select(['sourceUrl', 'agency'])
    .orderBy('form')
    .execute()
  const changes = await readChanges(
    db,
    awards.map(({ id }) => id),
  )
  const open = await readOpen(actor, grantee.id)
  const responses: OwedResponse[] = awards.flatMap((award) =>
    periodsUnder(award, changes.get(award.id) ?? []).flatMap((period) => {
      const report = open.get(`${award.id} ${award.template} ${period.end}`)
      const due = report?.dueOn ?? period.working
      const isNear =
        due > quarterEnd(addDays(day, -reach)) && due <= quarterEnd(addDays(day, reach))
      const isOwed = award.template !== financialForm || period.end >= (award.financialFrom ?? '')
      if (!isNear || !isOwed || report?.endedAs === 'not_required') return []
      return forms
        .filter(
          ({ template, agency }) =>
            template === award.template && (agency === null || agency === award.agencyCode),
        )
        .map(({ form, hoursPerResponse }) => ({
          reportKey: `${award.number}${award.template === financialForm ? ' FIN' : ''} ${period.end}`,
          awardNumber: award.number,
          period: reportLabel({
            periodEnd: period.end,
            reportFrequency: period.rule.frequency,
            reportCalendar: period.rule.calendarType,
            templateCode: award.template,
          }),
          dueOn: due,
          form,
          hours: hoursPerResponse === null ? null : Number(hoursPerResponse),
        }))
    }),
  )
  return { grantee, forms, responses }
}

export type Burden = NonNullable<Awaited<ReturnType<typeof findBurden>>>

async function readOpen(actor: Permitted<'report.read'>, organizationId: number) {
  const rows = await db
    .selectFrom('reports')
    .where('reports.organizationId', '=', organizationId)
    .where('reports.id', 'in', dueReportsSeenBy(actor))
    .select(['reports.awardId', 'reports.templateCode', 'reports.periodEnd', 'reports.endedAs'])
    .select(dueOn.as('dueOn'))
    .execute()
  return new Map(rows.map((row) => [`${row.awardId} ${row.templateCode} ${row.periodEnd}`, row]))
}
