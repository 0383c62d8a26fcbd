import { poolMethods } from './between_variance.ts'
import { clearLevels, followUpWindows, scales } from './library.ts'
import { intervalKinds } from './pool.ts'
import type { SynthesisAsk } from './synthesis.ts'

/** What is asked when nobody says otherwise: the pool that most of the library can answer. */
export const usualAsk: SynthesisAsk = {
  outcome: 'earnings',
  scale: 'usd_per_year',
  window: 'year2',
  sectors: [],
  models: [],
  floor: null,
  prices: null,
  dollars: '',
  method: 'reml',
  interval: 'hartung_knapp_cautious',
  isConfirmed: false,
  picks: [],
}

/** The synthesis an address asks for. Whatever it does not understand falls back to the usual one. */
export function readSynthesis(params: URLSearchParams): SynthesisAsk {
  const one = <Word extends string>(name: string, words: readonly Word[]) =>
    words.find((word) => word === params.get(name)) ?? null
  const [outcome = '', scale] = (params.get('measure') ?? '').split(':')
  const known = scales.find((word) => word === scale)
  const isMeasure = known !== undefined && /^[a-z -]{1,60}$/.test(outcome)
  const window = params.get('window')
  return {
    outcome: isMeasure ? outcome : usualAsk.outcome,
    scale: isMeasure ? known : usualAsk.scale,
    window: window === 'any' ? null : (one('window', followUpWindows) ?? usualAsk.window),
    sectors: codes(params.getAll('sectors')),
    models: codes(params.getAll('models')),
    floor: one('floor', clearLevels),
    prices: /^(unknown|nominal|real-\d{4})$/.exec(params.get('prices') ?? '')?.[0] ?? null,
    dollars: (params.get('dollars') ?? '').trim().slice(0, 40),
    method: one('method', poolMethods) ?? usualAsk.method,
    interval: one('interval', intervalKinds) ?? usualAsk.interval,
    isConfirmed: params.get('confirm') === '1',
    picks: codes(params.getAll('pick')),
  }
}

/** The query that asks for the same synthesis again, the confirmation included. */
export function synthesisQuery(ask: SynthesisAsk) {
  return {
    measure: `${ask.outcome}:${ask.scale}`,
    window: ask.window ?? 'any',
    sectors: ask.sectors,
    models: ask.models,
    floor: ask.floor,
    prices: ask.prices,
    dollars: ask.dollars || null,
    method: ask.method,
    interval: ask.interval,
    confirm: ask.isConfirmed ? '1' : null,
    pick: ask.picks,
  }
}

function codes(values: readonly string[]): string[] {
  return [...new Set(values.filter((value) => /^[\w-]{1,60}$/.test(value)))].slice(0, 40).sort()
}
