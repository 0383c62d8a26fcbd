import { type Actor, may } from '#app/domain/access.ts'
import { awardName, awardStatusLabels, precisionLabels } from '#app/domain/award.ts'
import { readAwardList } from '#app/domain/award_address.ts'
import {
  type AwardColumn,
  type AwardFilters,
  type AwardList,
  awardColumnLabels,
} from '#app/domain/award_list.ts'
import type { CsvColumn } from '#app/domain/csv.ts'
import { riskTierLabels } from '#app/domain/oversight/risk_tiers.ts'
import type { ListedAward } from '#db/awards/list.ts'

/** The list an address asks for, as far as it is for who asks: a caseload is an officer's, and risk for those
 *  who follow it. */
export function askedList(actor: Actor, params: URLSearchParams): AwardList {
  return allowedList(actor, readAwardList(params))
}

export function allowedList(actor: Actor, list: AwardList): AwardList {
  const seesRisk = may(actor.role, 'risk.read')
  const { mine, risk, ...filters } = list.filters
  return {
    ...list,
    filters: { ...filters, risk: seesRisk ? risk : null, mine: mine && actor.role === 'officer' },
    columns: list.columns.filter((column) => seesRisk || column !== 'risk'),
  }
}

/** The columns of a list of awards as a file has them. */
export function awardFileColumns(
  columns: readonly AwardColumn[],
  on: string,
): CsvColumn<ListedAward>[] {
  return columns.flatMap((column) => fileColumns(column, on))
}

/** What a column of the list is in a file: the badge, the precision and the lateness that the page shows
 *  inside a cell stand in columns of their own. */
function fileColumns(column: AwardColumn, on: string): CsvColumn<ListedAward>[] {
  const text = (header: string, value: (award: ListedAward) => string | null) =>
    ({ header, kind: 'text', value }) as const
  const label = awardColumnLabels[column]
  switch (column) {
    case 'number':
      return [
        text(label, (award) => award.number),
        text('Origin', (award) => (award.sample ? 'sample' : 'sources')),
      ]
    case 'name':
      return [text(label, (award) => awardName({ ...award, leadOrganization: award.organization }))]
    case 'organization':
      return [text(label, (award) => award.organization)]
    case 'stream':
      return [text(label, (award) => award.stream)]
    case 'program':
      return [text(label, (award) => award.program)]
    case 'sectors':
      return [text(label, (award) => award.sectors.join('; '))]
    case 'states':
      return [text(label, (award) => award.states.join('; '))]
    case 'amount':
      return [
        { header: label, kind: 'number', value: (award) => award.amount },
        text('Precision', (award) => precisionLabels[award.amountPrecision] ?? 'exact'),
      ]
    case 'status':
      return [text(label, (award) => awardStatusLabels[award.status])]
    case 'period_start':
      return [text(label, (award) => award.periodStart)]
    case 'period_end':
      return [text(label, (award) => award.periodEnd)]
    case 'officer':
      return [text(label, (award) => award.officer)]
    case 'next_due':
      return [
        text(label, (award) => award.nextDueOn),
        text('Late', (award) =>
          award.nextDueOn === null ? null : award.nextDueOn < on ? 'yes' : 'no',
        ),
      ]
    case 'risk':
      return [
        text(label, ({ risk }) => (risk?.tier ? riskTierLabels[risk.tier] : null)),
        text('Risk by the officer', ({ risk }) =>
          risk?.ratedTier ? riskTierLabels[risk.ratedTier] : null,
        ),
      ]
  }
}

/** Words for the name of a file, so that two of them are told apart. */
export function filterNames(filters: AwardFilters): string[] {
  const words = Object.values(filters).filter((value) => typeof value === 'string')
  return [...(filters.mine ? ['mine'] : []), ...words]
}
