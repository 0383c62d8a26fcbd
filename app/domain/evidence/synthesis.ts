import { asymmetryRefusal, eggerTest } from './asymmetry.ts'
import { type PoolMethod, poolMethods } from './between_variance.ts'
import { type Held, type ModelTree, modelsWithin } from './claims.ts'
import type { Effect } from './effects.ts'
import { type KnownError, errorOf, isMoney, normalReach, priceWords } from './finding.ts'
import type { ClearLevel, FollowUpWindow, Scale } from './library.ts'
import { clearLevels } from './library.ts'
import { type IntervalKind, type Pooled, cautionsOf, poolEffects, pooling } from './pool.ts'
import { type PriceIndex, inDollarsOf, readPriceYear, restatementProblem } from './prices.ts'
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
  /** The year whose dollars the answer is in, as typed; blank: as published. Of no meaning for what is not money. */
  dollars: string
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

/** A finding as it is counted: as published, or in the dollars of the year that was asked for. */
interface Counted<Finding> {
  finding: Finding
  estimate: number
  error: KnownError | null
  priceBasis: PriceBasis
  priceYear: number | null
  /** What the published figures were multiplied by; null where they are as published. */
  factor: number | null
}

export interface Included<Finding> extends Counted<Finding> {
  error: KnownError
  low: number
  high: number
  /** Share of the pooled estimate's weight, 0 to 1; null where nothing is pooled. */
  weight: number | null
}

export interface Synthesis<Finding> {
  /** Whose dollars every amount was put into; null: as published. */
  priceYear: number | null
  /** What is wrong with the year that was asked for; nothing is pooled then. */
  yearError: string | null
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
  prices: PriceIndex,
): Synthesis<Finding> {
  const asked = readPriceYear(isMoney(ask.scale) ? ask.dollars : '', prices)
  const year = asked.ok ? asked.year : null
  const left: Synthesis<Finding>['left'] = []
  const usable = fittingOf(ask, findings, tree).flatMap((finding) => {
    const rule =
      unusable(finding, ask) ?? (year === null ? null : restatementProblem(finding, prices))
    if (rule !== null) left.push({ finding, instead: null, rule })
    return rule === null ? [countedIn(year, finding, prices)] : []
  })
  const picked = withoutRivals(usable, ask.picks)
  for (const { finding, instead } of picked.left) {
    left.push({ finding, instead, rule: 'Another source was chosen for the same people.' })
  }
  const byCode = new Map(usable.map((counted) => [counted.finding.code, counted]))
  const found = (code: string) => {
    const counted = byCode.get(code)
    if (!counted) throw new RangeError(`No finding ${code}`)
    return counted
  }
  const choice = onePerSample(picked.kept.map(candidateOf))
  for (const { id, instead, rule } of choice.left) {
    left.push({ finding: found(id).finding, instead, rule })
  }
  const kept = choice.kept
    .map(found)
    .sort((one, other) => (one.finding.code < other.finding.code ? -1 : 1))
  const refusals =
    asked.ok && kept.length > 0
      ? poolRefusals(kept.map(candidateOf), { confirmed: ask.isConfirmed })
      : []
  const effects = kept.map(effectOf)
  const canPool = asked.ok && effects.length > 0 && refusals.length === 0
  const pooled = canPool ? poolEffects(effects, ask.method, ask.interval) : null
  return {
    priceYear: year,
    yearError: asked.ok ? null : asked.error,
    included: weighed(kept, pooled),
    left,
    conflicts: choice.conflicts.map(
      ([one, other]) => [found(one).finding, found(other).finding] as const,
    ),
    refusals,
    pooled,
    byMethod:
      canPool && effects.length > 1
        ? poolMethods.map((method) => {
            const by = pooling(effects, method)
            return { method, wald: by('wald'), knapp: by('hartung_knapp') }
          })
        : [],
    cautions: canPool ? cautionsOf(effects, ask.method) : [],
    asymmetry: canPool ? asymmetryOf(effects) : null,
    people: peopleIn(kept.map(({ finding }) => finding)),
  }
}

/** What was found of what is asked about, whether it can be pooled or not. */
function fittingOf<Finding extends Poolable>(
  ask: SynthesisAsk,
  findings: readonly Finding[],
  tree: ModelTree,
): Finding[] {
  const models = ask.models.length > 0 ? modelsWithin(ask.models, tree) : null
  return findings.filter(
    (finding) =>
      finding.outcomeDomain === ask.outcome &&
      finding.scale === ask.scale &&
      (ask.window === null || finding.followUpWindow === ask.window) &&
      (models === null || models.has(finding.model)) &&
      (ask.sectors.length === 0 ||
        finding.sectorCodes.some((sector) => ask.sectors.includes(sector))),
  )
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
  const [refusal] = poolRefusals([candidateOf(asPublished(finding))], { confirmed: true })
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

function asPublished<Finding extends Poolable>(finding: Finding): Counted<Finding> {
  const { priceBasis, priceYear } = finding
  const [estimate, error] = [Number(finding.impact), errorOf(finding)]
  return { finding, estimate, error, priceBasis, priceYear, factor: null }
}

/** A finding in the dollars of a year: its effect and its error grow alike. */
function countedIn<Finding extends Poolable>(
  year: number | null,
  finding: Finding,
  prices: PriceIndex,
): Counted<Finding> {
  const published = asPublished(finding)
  const { estimate, error, priceYear } = published
  if (year === null || priceYear === null) return published
  const grown = (amount: number) => inDollarsOf(amount, { from: priceYear, to: year }, prices)
  return {
    ...published,
    estimate: grown(estimate),
    error: error && { ...error, value: grown(error.value) },
    priceYear: year,
    factor: grown(1),
  }
}

/** Takes out those that disagree with one that was picked. */
function withoutRivals<Finding extends Poolable>(
  counted: readonly Counted<Finding>[],
  picks: readonly string[],
) {
  const left: { finding: Finding; instead: string }[] = []
  const picked = counted.filter(({ finding }) => picks.includes(finding.code))
  const kept = counted.filter((one) => {
    if (picked.includes(one)) return true
    const rival = picked.find(
      (other) => onePerSample([candidateOf(one), candidateOf(other)]).conflicts.length > 0,
    )
    if (rival) left.push({ finding: one.finding, instead: rival.finding.code })
    return rival === undefined
  })
  return { kept, left }
}

/** Trials of the library report effects on everybody who was offered the program. */
function candidateOf({ finding, ...counted }: Counted<Poolable>): PoolCandidate {
  return {
    id: finding.code,
    kind: finding.kind,
    samples: finding.samples,
    unit: finding.scale,
    priceBasis: counted.priceBasis,
    priceYear: counted.priceYear,
    of: 'offered',
    followUp: finding.followUpMonths,
    estimate: counted.estimate,
    standardError: counted.error?.value ?? null,
  }
}

function effectOf({ estimate, error }: Counted<Poolable>): Effect {
  const size = error?.value ?? Number.NaN
  return { estimate, variance: size * size }
}

function weighed<Finding extends Poolable>(
  counted: readonly Counted<Finding>[],
  pooled: Pooled | null,
): Included<Finding>[] {
  const tau2 = pooled?.heterogeneity?.tau2 ?? 0
  const weights = counted.map((one) => 1 / (effectOf(one).variance + tau2))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return counted.flatMap(({ error, ...one }, i) => {
    if (!error) return []
    const reach = normalReach * error.value
    const weight = pooled ? (weights[i] ?? 0) / total : null
    return [{ ...one, error, low: one.estimate - reach, high: one.estimate + reach, weight }]
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
