import { asymmetryRefusal, eggerTest } from './asymmetry.ts'
import { type PoolMethod, poolMethods } from './between_variance.ts'
import { type Held, type ModelTree, modelsWithin } from './claims.ts'
import type { Effect } from './effects.ts'
import { type KnownError, errorOf, intervalOf, priceWords } from './finding.ts'
import type { ClearLevel, FollowUpWindow, Scale } from './library.ts'
import { clearLevels } from './library.ts'
import { type IntervalKind, type Pooled, cautionsOf, poolEffects } from './pool.ts'
import {
  type PoolCandidate,
  type PoolRefusal,
  type PriceBasis,
  onePerSample,
  poolRefusals,
} from './pool_rules.ts'

/** What somebody asks to be pooled. */
export interface SynthesisAsk {
  outcome: string
  scale: Scale
  /** Null: any time, the latest of each sample. */
  window: FollowUpWindow | null
  /** Empty: every one. A model means its sites too. */
  sectors: readonly string[]
  models: readonly string[]
  /** Findings below it, or without a rating, stay out. */
  floor: ClearLevel | null
  /** 'unknown', 'nominal' or 'real-2019'; null: whatever they are in. */
  prices: string | null
  method: PoolMethod
  interval: IntervalKind
  /** Whoever asks knows that the prices are not known to be alike. */
  isConfirmed: boolean
  /** The source to believe, where two disagree about the same people at the same time. */
  picks: readonly string[]
}

export interface Poolable extends Held {
  code: string
  samples: readonly string[]
  sectorCodes: readonly string[]
  priceBasis: PriceBasis
  priceYear: number | null
  followUpMonths: number | null
  clearLevel: ClearLevel | null
  sampleTotal: number | null
}

export interface Included<Finding> {
  finding: Finding
  estimate: number
  error: KnownError
  low: number
  high: number
  /** Share of the pooled estimate's weight, 0 to 1; null where nothing is pooled. */
  weight: number | null
}

export interface Synthesis<Finding> {
  included: Included<Finding>[]
  /** Findings that fit the question and stay out, each with the reason, and the one kept instead. */
  left: { finding: Finding; instead: string | null; rule: string }[]
  /** Pairs that disagree about the same people at the same time: a person picks one. */
  conflicts: (readonly [Finding, Finding])[]
  refusals: PoolRefusal[]
  pooled: Pooled | null
  /** The same samples by every method, by Wald and by Hartung–Knapp. */
  byMethod: { method: PoolMethod; wald: Pooled; knapp: Pooled }[]
  cautions: string[]
  asymmetry: { refusal: string } | { refusal: null; test: ReturnType<typeof eggerTest> } | null
  /** Everybody in the samples; null where a source does not say how many there were. */
  people: number | null
}

/** Answers a question by pooling at most one finding of each sample, and says what stays out and why. */
export function synthesize<Finding extends Poolable>(
  ask: SynthesisAsk,
  findings: readonly Finding[],
  tree: ModelTree,
): Synthesis<Finding> {
  const models = ask.models.length > 0 ? modelsWithin(ask.models, tree) : null
  const fitting = findings.filter(
    (finding) =>
      finding.outcomeDomain === ask.outcome &&
      finding.scale === ask.scale &&
      (ask.window === null || finding.followUpWindow === ask.window) &&
      (models === null || models.has(finding.model)) &&
      (ask.sectors.length === 0 ||
        finding.sectorCodes.some((sector) => ask.sectors.includes(sector))),
  )
  const left: Synthesis<Finding>['left'] = []
  const usable = fitting.filter((finding) => {
    const rule = unusable(finding, ask)
    if (rule) left.push({ finding, instead: null, rule })
    return rule === null
  })
  const byCode = new Map(usable.map((finding) => [finding.code, finding]))
  const found = (code: string) => {
    const finding = byCode.get(code)
    if (!finding) throw new RangeError(`No finding ${code}`)
    return finding
  }
  const picked = withoutRivals(usable, ask.picks)
  for (const { finding, instead } of picked.left) {
    left.push({ finding, instead, rule: 'Another source was chosen for the same people.' })
  }
  const choice = onePerSample(picked.kept.map(candidateOf))
  for (const { id, instead, rule } of choice.left) left.push({ finding: found(id), instead, rule })
  const kept = choice.kept.map(found).sort((one, other) => (one.code < other.code ? -1 : 1))
  const conflicts = choice.conflicts.map(([one, other]) => [found(one), found(other)] as const)
  const refusals =
    kept.length === 0 ? [] : poolRefusals(kept.map(candidateOf), { confirmed: ask.isConfirmed })
  const effects = kept.map(effectOf)
  const canPool = effects.length > 0 && refusals.length === 0
  const pooled = canPool ? poolEffects(effects, ask.method, ask.interval) : null
  return {
    included: weighed(kept, pooled),
    left,
    conflicts,
    refusals,
    pooled,
    byMethod:
      canPool && effects.length > 1
        ? poolMethods.map((method) => ({
            method,
            wald: poolEffects(effects, method, 'wald'),
            knapp: poolEffects(effects, method, 'hartung_knapp'),
          }))
        : [],
    cautions: canPool ? cautionsOf(effects, ask.method) : [],
    asymmetry: canPool ? asymmetryOf(effects) : null,
    people: peopleIn(kept),
  }
}

/** Why a finding that fits the question cannot be pooled at all. */
function unusable(finding: Poolable, ask: SynthesisAsk): string | null {
  if (ask.floor !== null) {
    if (finding.clearLevel === null) return 'It has no CLEAR rating in the sources.'
    if (clearLevels.indexOf(finding.clearLevel) < clearLevels.indexOf(ask.floor)) {
      return 'Its CLEAR rating is below the floor.'
    }
  }
  if (ask.prices !== null && ask.prices !== pricesOf(finding)) {
    return `It is in other prices: ${priceWords(finding.priceBasis, finding.priceYear) ?? 'none'}.`
  }
  const [refusal] = poolRefusals([candidateOf(finding)], { confirmed: true })
  return refusal?.rule ?? null
}

/** The word for what dollars a finding is in: 'unknown', 'nominal', 'real-2019'; null for what is not money. */
export function pricesOf({
  priceBasis,
  priceYear,
}: Pick<Poolable, 'priceBasis' | 'priceYear'>): string | null {
  if (priceBasis === 'none') return null
  return priceBasis === 'real' ? `real-${priceYear ?? ''}` : priceBasis
}

/** Takes out those that disagree with one that was picked. */
function withoutRivals<Finding extends Poolable>(
  findings: readonly Finding[],
  picks: readonly string[],
) {
  const left: { finding: Finding; instead: string }[] = []
  const kept = findings.filter((finding) => {
    if (picks.includes(finding.code)) return true
    const rival = findings.find(
      (other) =>
        picks.includes(other.code) &&
        onePerSample([candidateOf(finding), candidateOf(other)]).conflicts.length > 0,
    )
    if (rival) left.push({ finding, instead: rival.code })
    return rival === undefined
  })
  return { kept, left }
}

/** Trials of the library report effects on everybody who was offered the program. */
function candidateOf(finding: Poolable): PoolCandidate {
  return {
    id: finding.code,
    kind: finding.kind,
    samples: finding.samples,
    unit: finding.scale,
    priceBasis: finding.priceBasis,
    priceYear: finding.priceYear,
    of: 'offered',
    followUp: finding.followUpMonths,
    estimate: Number(finding.impact),
    standardError: errorOf(finding)?.value ?? null,
  }
}

function effectOf(finding: Poolable): Effect {
  const error = errorOf(finding)?.value ?? Number.NaN
  return { estimate: Number(finding.impact), variance: error * error }
}

function weighed<Finding extends Poolable>(
  findings: readonly Finding[],
  pooled: Pooled | null,
): Included<Finding>[] {
  const tau2 = pooled?.heterogeneity?.tau2 ?? 0
  const weights = findings.map((finding) => 1 / (effectOf(finding).variance + tau2))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return findings.flatMap((finding, i) => {
    const [error, interval] = [errorOf(finding), intervalOf(finding)]
    if (!error || !interval) return []
    const weight = pooled ? (weights[i] ?? 0) / total : null
    return [{ finding, estimate: Number(finding.impact), error, ...interval, weight }]
  })
}

function asymmetryOf(effects: readonly Effect[]): Synthesis<never>['asymmetry'] {
  const refusal = asymmetryRefusal(effects.length)
  return refusal === null ? { refusal, test: eggerTest(effects) } : { refusal }
}

function peopleIn(findings: readonly Poolable[]): number | null {
  if (findings.length === 0 || findings.some(({ sampleTotal }) => sampleTotal === null)) return null
  return findings.reduce((sum, { sampleTotal }) => sum + (sampleTotal ?? 0), 0)
}
