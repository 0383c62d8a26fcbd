import { normalTail, tTail } from '../study/distributions.ts'
import { restrictedMaximum } from './between_variance.ts'
import { fitAt, mustBeEffects, type Effect } from './effects.ts'

/** From so many samples on a test of asymmetry is shown. */
const samplesForAsymmetry = 10

/** Why a test of asymmetry is not shown; null when it may be. */
export function asymmetryRefusal(samples: number): string | null {
  if (samples >= samplesForAsymmetry) return null
  return `Fewer than ${samplesForAsymmetry} samples cannot tell small-study asymmetry from chance.`
}

/**
 * Egger's test of small-study asymmetry: effects over their standard errors, weighted by 1 / v with
 * multiplicative error, t on k − 2 degrees of freedom (Egger and others 1997, BMJ 315, 629–634).
 * `limit` is the effect the line gives a study without error; `metaRegression` the same slope with
 * the variance between samples by REML. Null below three samples or where all errors are equal.
 */
export function eggerTest(effects: readonly Effect[]) {
  mustBeEffects(effects)
  const errors = effects.map(({ variance }) => Math.sqrt(variance))
  const df = effects.length - 2
  const isLevel = Math.max(...errors) - Math.min(...errors) <= 1e-12 * Math.max(...errors)
  if (df < 1 || isLevel) return null
  const { slope, spread, mean, center, total, squares } = fitAt(effects, 0, errors)
  const scale = squares / df
  const slopeSe = Math.sqrt(scale / spread)
  const t = slope / slopeSe
  const mixed = fitAt(effects, restrictedMaximum(effects, errors), errors)
  const z = mixed.slope * Math.sqrt(mixed.spread)
  return {
    slope,
    slopeSe,
    t,
    df,
    p: 2 * tTail(Math.abs(t), df),
    limit: {
      estimate: mean - slope * center,
      se: Math.sqrt(scale * (1 / total + (center * center) / spread)),
    },
    metaRegression: { z, p: 2 * normalTail(Math.abs(z)) },
  }
}
