import { fTail, normalTail, tTail } from './distributions.ts'

/** What a baseline difference asks of the analysis, by its size (WWC Handbook 4.1, section II.B). */
export const balanceCategories = [
  'satisfied',
  'satisfied_with_adjustment',
  'not_satisfied',
] as const
export type BalanceCategory = (typeof balanceCategories)[number]

export const balanceLabels = {
  satisfied: 'Alike enough as they are',
  satisfied_with_adjustment: 'Alike enough if the analysis adjusts for it',
  not_satisfied: 'Too different',
} satisfies Record<BalanceCategory, string>

/** Limits on the size of a difference, both inclusive. */
const balanceLimits = { satisfied: 0.05, adjusted: 0.25 }

/** The category of a Hedges g or Cox index, either sign. */
export function balanceCategory(difference: number): BalanceCategory {
  const size = Math.abs(difference) - 1e-9
  if (size <= balanceLimits.satisfied) return 'satisfied'
  return size <= balanceLimits.adjusted ? 'satisfied_with_adjustment' : 'not_satisfied'
}

/** A difference that no number can state, with the sentence shown in its place. */
export interface Undefined {
  kind: 'undefined'
  reason: string
}

interface MeanOfArm {
  mean: number
  sd: number
  n: number
}

/**
 * Hedges g of program against control on a measured covariate: the difference in pooled standard
 * deviations times ω = 1 − 3/(4N − 9), with its t test on n − 2 degrees of freedom (WWC Handbook 4.1,
 * appendix E). Undefined without spread or with fewer than 3 people.
 */
export function hedgesG(program: MeanOfArm, control: MeanOfArm) {
  mustBeCount(program.n)
  mustBeCount(control.n)
  if (!(program.sd >= 0 && control.sd >= 0)) {
    throw new RangeError('A standard deviation is not negative.')
  }
  const df = program.n + control.n - 2
  if (df < 1) return undefinedAs('Too few people to compare: at least 3 are needed.')
  const squares = (program.n - 1) * program.sd ** 2 + (control.n - 1) * control.sd ** 2
  const pooledSd = Math.sqrt(squares / df)
  if (pooledSd === 0) return undefinedAs('Nobody differs from the mean of their own arm.')
  const d = (program.mean - control.mean) / pooledSd
  const omega = smallSample(df + 2)
  const t = d / Math.sqrt(1 / program.n + 1 / control.n)
  const g = omega * d
  const p = 2 * tTail(Math.abs(t), df)
  return {
    kind: 'measured' as const,
    pooledSd,
    d,
    omega,
    g,
    category: balanceCategory(g),
    t,
    df,
    p,
  }
}

/**
 * The Cox index of program against control on a yes-or-no covariate, shares as fractions: ω times the
 * log odds ratio over 1.65. `unadjusted` leaves ω out, as some software does. Undefined where nobody
 * or everybody in an arm has it.
 */
export function coxIndex(
  program: { share: number; n: number },
  control: { share: number; n: number },
) {
  for (const { share, n } of [program, control]) {
    mustBeCount(n)
    if (!(share >= 0 && share <= 1)) throw new RangeError('A share lies between 0 and 1.')
  }
  const people = program.n + control.n
  if (people < 3) return undefinedAs('Too few people to compare: at least 3 are needed.')
  if ([program.share, control.share].some((share) => share === 0 || share === 1)) {
    return undefinedAs('In one arm nobody or everybody has it, so the odds have no ratio.')
  }
  const logOddsRatio = logit(program.share) - logit(control.share)
  const unadjusted = logOddsRatio / 1.65
  const omega = smallSample(people)
  const index = omega * unadjusted
  const category = balanceCategory(index)
  return { kind: 'measured' as const, logOddsRatio, unadjusted, omega, index, category }
}

/**
 * Whether one arm answered or was matched more often than the other: the difference in percentage
 * points with its z test. The attrition boundary, not this test, is the standard.
 */
export function responseDifference(
  program: { answered: number; asked: number },
  control: { answered: number; asked: number },
): { differencePp: number; z: number | null; p: number | null } {
  for (const { answered, asked } of [program, control]) {
    mustBeCount(asked)
    if (!(Number.isInteger(answered) && answered >= 0 && answered <= asked)) {
      throw new RangeError('Those who answered are no more than those asked.')
    }
  }
  const difference = program.answered / program.asked - control.answered / control.asked
  const all = (program.answered + control.answered) / (program.asked + control.asked)
  const se = Math.sqrt(all * (1 - all) * (1 / program.asked + 1 / control.asked))
  const z = se === 0 ? null : difference / se
  return { differencePp: 100 * difference, z, p: z === null ? null : 2 * normalTail(Math.abs(z)) }
}

/** A person of the randomized sample: where, which arm, and the covariates in one order for all. */
export interface Baseline {
  block: string
  isProgram: boolean
  covariates: readonly number[]
}

/**
 * Whether the covariates together tell the arms apart: assignment regressed on all of them with an
 * indicator for each block, F on the covariates. A covariate that the blocks and the others already
 * tell is left out and counted in `left`. Null where too few people or no such covariate remain.
 */
export function omnibusTest(
  people: readonly Baseline[],
): { f: number; df1: number; df2: number; p: number; left: number } | null {
  const count = people[0]?.covariates.length ?? 0
  if (people.some(({ covariates }) => covariates.length !== count)) {
    throw new RangeError('Every person has the same covariates.')
  }
  const blocks = people.map(({ block }) => block)
  const basis: number[][] = []
  for (let k = 0; k < count; k++) {
    const column = withinBlocks(
      people.map(({ covariates }) => covariates[k] ?? Number.NaN),
      blocks,
    )
    const size = norm(column)
    const rest = basis.reduce(withoutPart, basis.reduce(withoutPart, column))
    if (norm(rest) > 1e-9 * size) basis.push(rest.map((value) => value / norm(rest)))
  }
  const df1 = basis.length
  const df2 = people.length - new Set(blocks).size - df1
  const assigned = withinBlocks(
    people.map(({ isProgram }) => Number(isProgram)),
    blocks,
  )
  const total = dot(assigned, assigned)
  if (df1 === 0 || df2 < 1 || total === 0) return null
  const explained = basis.reduce((sum, column) => sum + dot(column, assigned) ** 2, 0)
  const unexplained = Math.max(0, total - explained)
  const f = unexplained === 0 ? Number.POSITIVE_INFINITY : explained / df1 / (unexplained / df2)
  return { f, df1, df2, p: unexplained === 0 ? 0 : fTail(f, df1, df2), left: count - df1 }
}

/** Each value less the mean of its block. */
function withinBlocks(values: readonly number[], blocks: readonly string[]): number[] {
  const sums = new Map<string, { sum: number; n: number }>()
  values.forEach((value, i) => {
    const held = sums.get(blocks[i] ?? '') ?? { sum: 0, n: 0 }
    sums.set(blocks[i] ?? '', { sum: held.sum + value, n: held.n + 1 })
  })
  return values.map((value, i) => {
    const { sum, n } = sums.get(blocks[i] ?? '') ?? { sum: 0, n: 1 }
    return value - sum / n
  })
}

/** A column less what a column of length 1 tells of it. */
function withoutPart(column: number[], unit: readonly number[]): number[] {
  const part = dot(column, unit)
  return column.map((value, i) => value - part * (unit[i] ?? 0))
}

function dot(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, i) => sum + value * (other[i] ?? 0), 0)
}

function norm(column: readonly number[]): number {
  return Math.sqrt(dot(column, column))
}

function smallSample(people: number): number {
  return 1 - 3 / (4 * people - 9)
}

function logit(share: number): number {
  return Math.log(share / (1 - share))
}

function undefinedAs(reason: string): Undefined {
  return { kind: 'undefined', reason }
}

function mustBeCount(n: number): void {
  if (!(Number.isInteger(n) && n >= 1)) throw new RangeError('An arm has at least one person.')
}
