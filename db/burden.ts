import type { Permitted } from '#app/domain/access.ts'
import { periodLabel } from '#app/domain/calendar.ts'
import { addDays, quarterEnd } from '#app/domain/dates.ts'
import type { OwedResponse } from '#app/domain/report/burden.ts'
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
    .where('templatePrograms.template', 'in', performanceForms)
    .select(['awards.id', 'awards.number', 'awards.periodStart', 'awards.periodEnd'])
    .select([...ruleColumns, 'templatePrograms.template'])
    .distinct()
    .orderBy('awards.number')
    .execute()
  const forms = await db
    .selectFrom('burden')
    .where('template', 'in', awards.length > 0 ? awards.map((one) => one.template) : [''])
    .select(['form', 'title', 'ombControlNumber', 'template', 'hoursPerResponse', 'basis'])
    .select('sourceUrl')
    .orderBy('form')
    .execute()
  const changes = await readChanges(
    db,
    awards.map(({ id }) => id),
  )
  const open = await readOpen(actor, grantee.id)
  const responses: OwedResponse[] = awards.flatMap((award) =>
    periodsUnder(award, changes.get(award.id) ?? []).flatMap((period) => {
      const report = open.get(`${award.id} ${period.end}`)
      const due = report?.dueOn ?? period.working
      const isNear =
        due > quarterEnd(addDays(day, -reach)) && due <= quarterEnd(addDays(day, reach))
      if (!isNear || report?.endedAs === 'not_required') return []
      return forms
        .filter(({ template }) => template === award.template)
        .map(({ form, hoursPerResponse }) => ({
          reportKey: `${award.number} ${period.end}`,
          awardNumber: award.number,
          period: periodLabel(period.end, period.rule),
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
    .select(['reports.awardId', 'reports.periodEnd', 'reports.endedAs', dueOn.as('dueOn')])
    .execute()
  return new Map(rows.map((row) => [`${row.awardId} ${row.periodEnd}`, row]))
}
