import {
  chiSquareTail,
  normalQuantile,
  normalTail,
  tQuantile,
  tTail,
} from '../study/distributions.ts'
import {
  betweenVariance,
  errorOfRestrictedMaximum,
  qProfile,
  type PoolMethod,
} from './between_variance.ts'
import { contrastOf, fitAt, mustBeEffects, type Effect, type Fit } from './effects.ts'

/**
 * How the interval of a pooled effect is made: Wald, Hartung–Knapp, or Hartung–Knapp that is never
 * narrower than Wald.
 */
export const intervalKinds = ['wald', 'hartung_knapp', 'hartung_knapp_cautious'] as const
export type IntervalKind = (typeof intervalKinds)[number]

export const intervalLabels = {
  wald: 'Wald',
  hartung_knapp: 'Hartung–Knapp',
  hartung_knapp_cautious: 'Hartung–Knapp, never narrower than Wald',
} satisfies Record<IntervalKind, string>

export interface Interval {
  low: number
  high: number
}

export interface Pooled {
  samples: number
  estimate: number
  se: number
  statistic: number
  p: number
  /** 95 percent. */
  interval: Interval
  /** Where the effect at another site would fall, by the kind of the interval; null if not defined. */
  prediction: Interval | null
  /** The same by Higgins, Thompson and Spiegelhalter: t with k − 2 degrees of freedom. */
  rangeForNextSite: Interval | null
  /** Null for a single sample, which has no differences. */
  heterogeneity: Heterogeneity | null
}

export interface Heterogeneity {
  tau2: number
  tau: number
  /** Of the REML estimate only. */
  tau2Se: number | null
  tau2Interval: Interval | null
  /** Percent of variance between samples, from τ² where it is estimated and from Q otherwise. */
  i2: number
  i2FromQ: number
  h2: number
  q: number
  df: number
  p: number
}

/**
 * The pooled effect of independent samples (synthesis as in metafor 3.8). A single sample is returned
 * as it is, by Wald. A standard error of 0, as of equal effects by Hartung–Knapp, is to be shown as
 * not estimable. Throws a RangeError on no effects or a variance that is not above 0; which effects
 * may meet is for `poolRefusals` to say.
 */
export function poolEffects(
  effects: readonly Effect[],
  method: PoolMethod,
  kind: IntervalKind,
): Pooled {
  return pooling(effects, method)(kind)
}

/** The same for any kind of interval; what all kinds share is worked out once. */
export function pooling(
  effects: readonly Effect[],
  method: PoolMethod,
): (kind: IntervalKind) => Pooled {
  mustBeEffects(effects)
  const tau2 = betweenVariance(effects, method)
  const fit = fitAt(effects, tau2)
  const heterogeneity = effects.length === 1 ? null : heterogeneityOf(effects, method, tau2)
  return (kind) => pooledBy(kind, { k: effects.length, method, tau2, fit, heterogeneity })
}

interface Fitted {
  k: number
  method: PoolMethod
  tau2: number
  fit: Fit
  heterogeneity: Heterogeneity | null
}

function pooledBy(kind: IntervalKind, fitted: Fitted): Pooled {
  const { k, method, tau2, fit, heterogeneity } = fitted
  const { mean, total, squares } = fit
  const isWald = kind === 'wald' || k === 1
  const se = Math.sqrt((isWald ? 1 : knappScale(kind, squares / (k - 1))) / total)
  const reach = isWald ? normalQuantile(0.975) : tQuantile(0.975, k - 1)
  const statistic = mean / se
  const tail = isWald ? normalTail(Math.abs(statistic)) : tTail(Math.abs(statistic), k - 1)
  const spread = Math.sqrt(tau2 + se * se)
  return {
    samples: k,
    estimate: mean,
    se,
    statistic,
    p: 2 * tail,
    interval: around(mean, reach * se),
    prediction: method === 'fixed' || k === 1 ? null : around(mean, reach * spread),
    rangeForNextSite:
      method === 'fixed' || k < 3 ? null : around(mean, tQuantile(0.975, k - 2) * spread),
    heterogeneity,
  }
}

/** Hartung & Knapp 2001 (Statistics in Medicine 20, 3875–3889); Sidik & Jonkman 2002. */
function knappScale(kind: IntervalKind, scale: number): number {
  return kind === 'hartung_knapp' ? scale : Math.max(1, scale)
}

function heterogeneityOf(
  effects: readonly Effect[],
  method: PoolMethod,
  tau2: number,
): Heterogeneity {
  const df = effects.length - 1
  const fit = fitAt(effects, 0)
  const q = fit.squares
  const typical = df / contrastOf(fit)
  const i2FromQ = q > 0 ? 100 * Math.max(0, (q - df) / q) : 0
  const isFixed = method === 'fixed'
  return {
    tau2,
    tau: Math.sqrt(tau2),
    tau2Se: method === 'reml' ? errorOfRestrictedMaximum(effects, tau2) : null,
    tau2Interval: qProfile(effects),
    i2: isFixed ? i2FromQ : (100 * tau2) / (tau2 + typical),
    i2FromQ,
    h2: isFixed ? q / df : (tau2 + typical) / typical,
    q,
    df,
    p: chiSquareTail(q, df),
  }
}

/**
 * What to say beside a pooled effect so that nobody takes it for more than it is, as sentences; empty
 * when there is nothing to warn of.
 */
export function cautionsOf(effects: readonly Effect[], method: PoolMethod): string[] {
  const by = pooling(effects, method)
  const [wald, knapp] = [by('wald'), by('hartung_knapp_cautious')]
  const { samples, heterogeneity } = wald
  if (!heterogeneity) return ['One sample is a study, not a synthesis.']
  const hides = covers(knapp.interval) && !covers(wald.interval)
  return [
    samples < 5 &&
      `${inWords[samples] ?? samples} samples cannot support a precise statement${hides ? ': the wider interval, which allows for that, includes no effect' : ''}.`,
    samples >= 5 &&
      hides &&
      'The wider interval, which allows for few samples, includes no effect.',
    method !== 'fixed' &&
      heterogeneity.tau2 === 0 &&
      'No difference between samples is detectable, which is not the same as none.',
  ].filter((sentence) => sentence !== false)
}

const inWords: Record<number, string> = { 2: 'Two', 3: 'Three', 4: 'Four' }

function covers({ low, high }: Interval): boolean {
  return low <= 0 && high >= 0
}

function around(middle: number, reach: number): Interval {
  return { low: middle - reach, high: middle + reach }
}
