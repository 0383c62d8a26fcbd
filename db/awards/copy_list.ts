import { type RawBuilder, sql } from 'kysely'
import type { Permitted } from '#app/domain/access.ts'
import { awardStatusLabels, precisionLabels } from '#app/domain/award.ts'
import type { AwardColumn, AwardList } from '#app/domain/award_list.ts'
import { riskTierLabels } from '#app/domain/oversight/risk_tiers.ts'
import { type CopiedOut, copyOut, inline } from '../copy_out.ts'
import { db } from '../index.ts'
import { firstDue, inOrder, matching, nextDues, officers, sortable, sorts, tiers } from './order.ts'

/** Every award of a list, in its order and as of one moment, as the lines of a CSV file. `on` is the day that
 *  lateness is counted to. */
export function copyList(
  actor: Permitted<'award.read'>,
  list: AwardList,
  { head, on }: { head: string; on: string },
): Promise<CopiedOut> {
  const count = matching(actor, list.filters)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .compile()
  const cells = list.columns.flatMap((column) => cellsOf(column, on))
  const { key } = sorts[list.sort]
  const shown = (column: AwardColumn) => list.columns.includes(column)
  const rows = db
    .with(
      (cte) => cte('picked').materialized(),
      () => sortable(actor, list).select(['awards.id', key.as('key')]),
    )
    .selectFrom('picked')
    .innerJoin('awards', 'awards.id', 'picked.id')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .innerJoin('programs', 'programs.code', 'awards.programCode')
    .innerJoin('streams', 'streams.code', 'awards.streamCode')
    .$if(shown('officer'), (query) =>
      query.leftJoin(
        officers().select(['caseloads.awardId', 'people.name']).as('officer'),
        'officer.awardId',
        'awards.id',
      ),
    )
    .$if(shown('next_due'), (query) =>
      query.leftJoin(
        nextDues(actor)
          .where(isPicked('reports.award_id'))
          .select(['reports.awardId', firstDue.as('firstOn')])
          .groupBy('reports.awardId')
          .as('due'),
        'due.awardId',
        'awards.id',
      ),
    )
    .$if(shown('sectors'), (query) =>
      query.leftJoin(namesOfSectors().as('sectored'), 'sectored.awardId', 'awards.id'),
    )
    .$if(shown('states'), (query) =>
      query.leftJoin(statesOf().as('placed'), 'placed.awardId', 'awards.id'),
    )
    .$if(shown('risk'), (query) =>
      query.leftJoin(tiers(actor).as('judged'), 'judged.awardId', 'awards.id'),
    )
    .select(cells.map((cell, index) => cell.as(`cell${index}`)))
    .orderBy(inOrder(sql`picked.key`, list, false))
    .orderBy('picked.id', list.descending ? 'desc' : 'asc')
    .compile()
  return copyOut({ count, rows: inline(rows) }, head)
}

function isPicked(award: string) {
  return sql<boolean>`${sql.ref(award)} in (select id from picked)`
}

function namesOfSectors() {
  return db
    .selectFrom('awardSectors')
    .innerJoin('sectors', 'sectors.code', 'awardSectors.sectorCode')
    .where(isPicked('award_sectors.award_id'))
    .select(['awardSectors.awardId'])
    .select(sql<string>`string_agg(sectors.name, '; ' order by sectors.name)`.as('names'))
    .groupBy('awardSectors.awardId')
}

function statesOf() {
  return db
    .selectFrom('awardStates')
    .where(isPicked('award_states.award_id'))
    .select(['awardStates.awardId'])
    .select(sql<string>`string_agg(usps, '; ' order by usps)`.as('names'))
    .groupBy('awardStates.awardId')
}

/** The cells of a column, in the words of the page and the workbook. */
function cellsOf(column: AwardColumn, on: string): RawBuilder<unknown>[] {
  switch (column) {
    case 'number':
      return [
        asText(sql`awards.number`),
        sql`case when awards.sample then 'sample' else 'sources' end`,
      ]
    case 'name':
      return [asText(sql`coalesce(awards.name, organizations.name)`)]
    case 'organization':
      return [asText(sql`organizations.name`)]
    case 'stream':
      return [asText(sql`streams.name`)]
    case 'program':
      return [asText(sql`programs.name`)]
    case 'sectors':
      return [asText(sql`sectored.names`)]
    case 'states':
      return [asText(sql`placed.names`)]
    case 'amount':
      return [sql`awards.amount`, labelOf(sql`awards.amount_precision`, precisionLabels, 'exact')]
    case 'status':
      return [labelOf(sql`awards.status`, awardStatusLabels)]
    case 'period_start':
      return [sql`awards.period_start`]
    case 'period_end':
      return [sql`awards.period_end`]
    case 'officer':
      return [asText(sql`officer.name`)]
    case 'next_due':
      return [
        sql`due.first_on`,
        sql`case when due.first_on < ${on}::date then 'yes' when due.first_on is not null then 'no' end`,
      ]
    case 'risk':
      return [
        labelOf(sql`judged.tier`, riskTierLabels),
        labelOf(sql`judged.rated_tier`, riskTierLabels),
      ]
  }
}

function labelOf(
  code: RawBuilder<unknown>,
  labels: Record<string, string | null>,
  otherwise = '',
): RawBuilder<unknown> {
  const cases = Object.entries(labels).map(
    ([word, label]) => sql`when ${word} then ${label ?? otherwise}`,
  )
  return sql`case ${code} ${sql.join(cases, sql` `)} end`
}

/** Text that a spreadsheet would run as a formula gets an apostrophe in front, by the rule of `toCsv`. What
 *  begins with a letter or digit of ASCII needs no closer look. */
function asText(text: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`case
    when ascii(${text}) between 48 and 57 or ascii(${text}) between 65 and 90
      or ascii(${text}) between 97 and 122 then ${text}
    when ${text} ~ ${formula} then '''' || ${text}
    else ${text} end`
}

const blanks =
  '\\u0009-\\u000D\\u0020\\u0085\\u00A0\\u00AD\\u0600-\\u0605\\u061C\\u06DD\\u070F\\u0890\\u0891\\u08E2\\u1680\\u180E\\u2000-\\u200F\\u2028-\\u202F\\u205F-\\u2064\\u2066-\\u206F\\u3000\\uFEFF\\uFFF9-\\uFFFB'
const formula = `^[${blanks}]*[-=+@\\u0009\\u000A\\u000D\\uFF1D\\uFF0B\\uFF0D\\uFF20]`
