/**
 * Designs whose precision is known from sizes and variances alone. Shares, R² and intraclass
 * correlations are fractions; sizes count people analysed; `r2` is the variance among people that
 * baseline covariates explain, `r2…` with a level the same at that level.
 */
export type Design =
  | { kind: 'individual'; people: number; share: number; r2: number; covariates: number }
  | BlockedDesign
  | {
      kind: 'blocked_random'
      blocks: number
      peoplePerBlock: number
      share: number
      /** ρ: the part of the outcome's variance that lies between blocks. */
      icc: number
      /** ω: variance of the effect between blocks over variance of the outcome between blocks. */
      effectVariance: number
      r2: number
      /** What block covariates explain of the effect's variance. */
      r2Effect: number
      blockCovariates: number
    }
  | {
      kind: 'clustered'
      clusters: number
      peoplePerCluster: number
      share: number
      icc: number
      r2: number
      r2Cluster: number
      clusterCovariates: number
    }
  | {
      kind: 'clustered_three'
      topUnits: number
      clustersPerTop: number
      peoplePerCluster: number
      share: number
      icc: number
      iccTop: number
      r2: number
      r2Cluster: number
      r2Top: number
      topCovariates: number
    }

interface BlockedDesign {
  /** One effect for all blocks, or an effect of its own for each. */
  kind: 'blocked_constant' | 'blocked_fixed'
  blocks: number
  peoplePerBlock: number
  share: number
  r2: number
  covariates: number
}

export interface Precision {
  /** Standard error of the impact in standard deviations of the outcome. */
  sse: number
  df: number
}

/**
 * What a design can tell: Dong & Maynard 2013 (Journal of Research on Educational Effectiveness 6(1),
 * 24–67), as PowerUpR 1.1.0 has it. Throws a RangeError with the rule that an impossible design breaks.
 */
export function precisionOf(design: Design): Precision {
  const problem = designProblem(design)
  if (problem) throw new RangeError(problem.rule)
  return precision(design)
}

/** The first rule an impossible design breaks, with the value to change; null when it can be run. */
export function designProblem(design: Design): { field: string; rule: string } | null {
  for (const [field, value] of Object.entries(design)) {
    if (typeof value !== 'number') continue
    const rule = ruleOf(field, value)
    if (rule) return { field, rule }
  }
  if (design.kind === 'clustered_three' && design.icc + design.iccTop >= 1) {
    return { field: 'icc', rule: 'The two intraclass correlations add up to less than 1.' }
  }
  if (peopleOf(design) < 4) {
    return { field: sizeFields[design.kind][0], rule: 'A design needs at least 4 people.' }
  }
  if (precision(design).df < 1) {
    return {
      field: sizeFields[design.kind][0],
      rule: 'The design is not feasible: fewer than 1 degree of freedom is left.',
    }
  }
  return null
}

/** The sizes of each design, the one that gives degrees of freedom first. */
export const sizeFields = {
  individual: ['people'],
  blocked_constant: ['blocks', 'peoplePerBlock'],
  blocked_fixed: ['blocks', 'peoplePerBlock'],
  blocked_random: ['blocks', 'peoplePerBlock'],
  clustered: ['clusters', 'peoplePerCluster'],
  clustered_three: ['topUnits', 'clustersPerTop', 'peoplePerCluster'],
} as const satisfies Record<Design['kind'], readonly string[]>

export type SizeField = (typeof sizeFields)[Design['kind']][number]

/** Everyone the design analyses. */
export function peopleOf(design: Design): number {
  switch (design.kind) {
    case 'individual':
      return design.people
    case 'blocked_constant':
    case 'blocked_fixed':
    case 'blocked_random':
      return design.blocks * design.peoplePerBlock
    case 'clustered':
      return design.clusters * design.peoplePerCluster
    case 'clustered_three':
      return design.topUnits * design.clustersPerTop * design.peoplePerCluster
  }
}

function ruleOf(field: string, value: number): string | null {
  if (field === 'share') {
    return value > 0 && value < 1
      ? null
      : 'The share assigned to the program lies between 0 and 1, both excluded.'
  }
  if (field.startsWith('r2')) {
    return value >= 0 && value < 1 ? null : 'R² is at least 0 and below 1.'
  }
  if (field.startsWith('icc')) {
    return value >= 0 && value < 1 ? null : 'An intraclass correlation is at least 0 and below 1.'
  }
  if (field === 'effectVariance') {
    return value >= 0 && Number.isFinite(value) ? null : 'A variance is not negative.'
  }
  if (/covariates$/i.test(field)) {
    return Number.isInteger(value) && value >= 0 ? null : 'Covariates are counted in whole numbers.'
  }
  return value > 0 && Number.isFinite(value) ? null : 'A size is above 0.'
}

/** The precision of a design whose values are in range, at sizes that need not be whole. */
export function precision(design: Design): Precision {
  const people = peopleOf(design)
  const split = design.share * (1 - design.share)
  switch (design.kind) {
    case 'individual':
      return {
        sse: Math.sqrt((1 - design.r2) / (split * people)),
        df: people - design.covariates - 2,
      }
    case 'blocked_constant':
    case 'blocked_fixed': {
      const { blocks, covariates } = design
      const perBlock = design.kind === 'blocked_constant' ? blocks + 1 : 2 * blocks
      return {
        sse: Math.sqrt((1 - design.r2) / (split * people)),
        df: people - perBlock - covariates,
      }
    }
    case 'blocked_random': {
      const { blocks, icc } = design
      const between = (icc * design.effectVariance * (1 - design.r2Effect)) / blocks
      const within = ((1 - icc) * (1 - design.r2)) / (split * people)
      return { sse: Math.sqrt(between + within), df: blocks - design.blockCovariates - 1 }
    }
    case 'clustered': {
      const { clusters, icc } = design
      const between = (icc * (1 - design.r2Cluster)) / (split * clusters)
      const within = ((1 - icc) * (1 - design.r2)) / (split * people)
      return { sse: Math.sqrt(between + within), df: clusters - design.clusterCovariates - 2 }
    }
    case 'clustered_three': {
      const { topUnits, clustersPerTop, icc, iccTop } = design
      const top = (iccTop * (1 - design.r2Top)) / (split * topUnits)
      const middle = (icc * (1 - design.r2Cluster)) / (split * topUnits * clustersPerTop)
      const within = ((1 - icc - iccTop) * (1 - design.r2)) / (split * people)
      return { sse: Math.sqrt(top + middle + within), df: topUnits - design.topCovariates - 2 }
    }
  }
}
