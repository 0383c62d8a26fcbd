import { type Origin, origins } from '../award_list.ts'
import { type OverlapState, overlapStates } from './life.ts'
import { type OverlapLevel, overlapLevels } from './rule.ts'

/** Which findings a list shows; those that nobody has decided, unless a state is asked for. */
export interface OverlapFilters {
  level: OverlapLevel | null
  state: OverlapState | 'undecided' | 'every'
  usps: string | null
  sector: string | null
  origin: Origin
  /** The place after which the list goes on: the weight and id of a finding. */
  after: { weight: string; id: number } | null
}

/** Whatever an address does not say or cannot mean falls back to what is undecided, from sources. */
export function readOverlapFilters(params: URLSearchParams): OverlapFilters {
  const code = (name: string) => {
    const given = params.get(name) ?? ''
    return /^\w{1,60}$/.test(given) ? given : null
  }
  const [, weight, id] =
    /^(\d{1,4}(?:\.\d{1,2})?)_(\d{1,15})$/.exec(params.get('after') ?? '') ?? []
  const status = params.get('status')
  return {
    level: overlapLevels.find((one) => one === params.get('level')) ?? null,
    state:
      status === 'every' ? status : (overlapStates.find((one) => one === status) ?? 'undecided'),
    usps: code('state'),
    sector: code('sector'),
    origin: origins.find((one) => one === params.get('origin')) ?? 'sources',
    after: weight !== undefined && id !== undefined ? { weight, id: Number(id) } : null,
  }
}

/** The shortest query that asks for the same. */
export function overlapQuery({ level, state, usps, sector, origin, after }: OverlapFilters) {
  return {
    level,
    status: state === 'undecided' ? null : state,
    state: usps,
    sector,
    origin: origin === 'sources' ? null : origin,
    after: after && `${after.weight}_${after.id}`,
  }
}
