import type { Origin } from '../award_list.ts'
import { addMonths } from '../dates.ts'
import type { SiteAsk } from './evaluability.ts'
import { peopleNeeded, powerFields, type PowerInputs } from './power_inputs.ts'
import { type StudyRecord, plannedShare } from './record.ts'

/** Which awards the evaluability board shows, and what is asked of a site. */
export interface BoardFilters {
  study: string | null
  stream: string | null
  sector: string | null
  state: string | null
  /** Asked only while no study is chosen: a sample study takes sample awards, a real one real awards. */
  origin: Origin
  /** In standard deviations of the outcome. */
  effect: number
  /** Sites that share the sample; null: as many as the study has, and one more. */
  sites: number | null
  after: string | null
}

/** Whatever an address does not say or cannot mean falls back to what is usual. */
export function readBoardFilters(params: URLSearchParams): BoardFilters {
  const code = (name: string, form = /^[\w-]{1,80}$/) => {
    const given = params.get(name) ?? ''
    return form.test(given) ? given : null
  }
  const effect = Number(params.get('effect') ?? '')
  const sites = Number(params.get('sites') ?? '')
  return {
    study: code('study'),
    stream: code('stream'),
    sector: code('sector'),
    state: code('state'),
    origin: params.get('origin') === 'sample' ? 'sample' : 'sources',
    effect: effect >= 0.05 && effect <= 2 ? effect : Number(powerFields.effect.usual),
    sites: Number.isInteger(sites) && sites >= 1 && sites <= 50 ? sites : null,
    after: code('after', /^.{1,200}$/),
  }
}

/** The shortest query that asks for the same. */
export function boardQuery(filters: BoardFilters) {
  const { study, origin, effect, sites, ...where } = filters
  return {
    study,
    ...where,
    origin: study === null && origin === 'sample' ? 'sample' : null,
    effect: effect === Number(powerFields.effect.usual) ? null : effect,
    sites,
  }
}

/** Planning values for a study that has not said so itself. */
export const usualStudy = { enrolmentMonths: 24, followUpMonths: 24, sites: 4 }

export interface BoardStudy {
  /** Sites it has already. */
  sites: number
  record: StudyRecord | null
}

/** What a study asks of one more site from a day on: by its record, and where that is silent by what is usual. */
export function siteAskOf(
  study: BoardStudy | null,
  { effect, sites }: Pick<BoardFilters, 'effect' | 'sites'>,
  day: string,
): SiteAsk & { needed: number | null; sites: number; share: number } {
  const record = study?.record ?? null
  const planned = record?.opensOn ?? day
  const opensOn = planned > day ? planned : day
  const closesOn = record?.closesOn ?? addMonths(opensOn, usualStudy.enrolmentMonths)
  const months = Math.max(0, ...(record?.outcomes ?? []).map((outcome) => outcome.months))
  const share = (record && plannedShare(record)) ?? 0.5
  const needed = peopleNeeded(inputsFor(effect, share))
  const sharing = sites ?? (study ? study.sites + 1 : usualStudy.sites)
  return {
    opensOn,
    closesOn,
    followUpEnd: addMonths(closesOn, months || usualStudy.followUpMonths),
    part: Math.ceil((needed ?? Number.POSITIVE_INFINITY) / sharing),
    needed,
    sites: sharing,
    share,
  }
}

function inputsFor(effect: number, share: number): PowerInputs {
  const usual = Object.fromEntries(
    Object.entries(powerFields).map(([name, { usual: value }]) => [name, Number(value)]),
  ) as PowerInputs['numbers']
  return { design: 'individual', tails: 2, numbers: { ...usual, effect, share } }
}
