import { awardStatusLabels } from './award.ts'
import {
  type AwardFilters,
  type AwardList,
  awardColumnLabels,
  daysAhead,
  originLabels,
} from './award_list.ts'
import { riskTierLabels } from './oversight/risk_tiers.ts'

interface Named {
  code: string
  name: string
}

/** What the awards can be filtered by, with its names. */
export interface AwardChoices {
  programs: (Named & { streamCode: string; stream: string })[]
  sectors: Named[]
  states: Named[]
}

/** Each filter that is on, as a person reads it. */
export function filterWords(
  filters: AwardFilters,
  choices: AwardChoices,
): { name: keyof AwardFilters; words: string }[] {
  const { q, stream, program, sector, state, status, origin, risk, officer, due, mine } = filters
  const named = (all: readonly Named[], code: string) =>
    all.find((one) => one.code === code)?.name ?? code
  const words = {
    q: q && `“${q}”`,
    stream: choices.programs.find((one) => one.streamCode === stream)?.stream ?? stream,
    program: program && named(choices.programs, program),
    sector: sector && named(choices.sectors, sector),
    state: state && named(choices.states, state),
    status: status && awardStatusLabels[status],
    origin: origin && originLabels[origin],
    risk: risk && `Risk: ${riskTierLabels[risk].toLowerCase()}`,
    officer: officer && (officer === 'none' ? 'No program officer' : `Officer: ${officer}`),
    due: due && dueWords(due),
    mine: mine ? 'My caseload' : null,
  } satisfies Record<keyof AwardFilters, string | null>
  const names = Object.keys(words) as (keyof AwardFilters)[]
  return names.flatMap((name) => {
    const said = words[name]
    return said ? [{ name, words: said }] : []
  })
}

function dueWords(due: string): string {
  const days = daysAhead(due)
  if (days === null) return 'Report late'
  return days === 1 ? 'Report due within 1 day' : `Report due within ${days} days`
}

/** The order of a list in words. */
export function orderWords({ sort, descending }: AwardList): string {
  return `by ${awardColumnLabels[sort].toLowerCase()}${descending ? ', last first' : ''}`
}
