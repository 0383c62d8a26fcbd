/**
 * Which bound holds is for the review protocol to say: cautious where the program itself could change
 * who answers, as job training can; optimistic where it could not.
 */
export const attritionBounds = ['cautious', 'optimistic'] as const
export type AttritionBound = (typeof attritionBounds)[number]

/** People of one assignment block: randomized, and in the analysis of one outcome from one source. */
export interface AttritionBlock {
  randomized: { program: number; control: number }
  analyzed: { program: number; control: number }
}

/**
 * Attrition of one outcome from one source against the WWC boundary (Standards Handbook 4.1, table
 * II.1). Shares are fractions of those randomized; with several blocks each arm's share is the mean of
 * the blocks weighted by all randomized there, so that unequal assignment does not pass for attrition.
 * The row is overall attrition in whole percent, half up. `strict` takes the smaller bound of the two
 * whole percents around it. Throws a RangeError when counts do not add up.
 */
export function attritionOf(
  blocks: readonly AttritionBlock[],
  { strict = false }: { strict?: boolean } = {},
) {
  for (const block of blocks) mustAddUp(block)
  const total = blocks.reduce((sum, block) => sum + people(block.randomized), 0)
  if (total === 0) throw new RangeError('Nobody is randomized.')
  const mean = (lost: (block: AttritionBlock) => number) =>
    blocks.reduce((sum, block) => sum + people(block.randomized) * lost(block), 0) / total
  const program = mean(({ randomized, analyzed }) => 1 - analyzed.program / randomized.program)
  const control = mean(({ randomized, analyzed }) => 1 - analyzed.control / randomized.control)
  const analyzed = blocks.reduce((sum, block) => sum + people(block.analyzed), 0)
  const overall = 1 - analyzed / total
  const differential = Math.abs(program - control)
  const level = (bound: AttritionBound) => attritionLevel(overall, differential, bound, { strict })
  return {
    overall,
    program,
    control,
    differential,
    row: wholePercent(overall),
    cautious: level('cautious'),
    optimistic: level('optimistic'),
  }
}

/** Low or high, from overall and differential attrition as fractions. */
export function attritionLevel(
  overall: number,
  differential: number,
  bound: AttritionBound,
  { strict = false }: { strict?: boolean } = {},
): 'low' | 'high' {
  const percent = 100 * overall
  if (percent > 65 + 1e-8) return 'high'
  const rows = strict
    ? [Math.floor(percent + 1e-8), Math.ceil(percent - 1e-8)]
    : [wholePercent(overall)]
  const allowed = rows.map((row) => boundary[bound][row])
  const isLow = allowed.every((most) => most !== undefined && 100 * differential <= most + 1e-8)
  return isLow ? 'low' : 'high'
}

/**
 * The highest differential attrition that is still low, in percentage points, at 0 to 65 percent
 * overall; beyond the end of a list none is. As carried in the R package baselinr 0.6.0.
 */
export const boundary: Record<AttritionBound, readonly number[]> = {
  cautious: [
    5.7, 5.8, 5.9, 5.9, 6, 6.1, 6.2, 6.3, 6.3, 6.3, 6.3, 6.2, 6.2, 6.1, 6, 5.9, 5.9, 5.8, 5.7, 5.5,
    5.4, 5.3, 5.2, 5.1, 4.9, 4.8, 4.7, 4.5, 4.4, 4.3, 4.1, 4, 3.8, 3.6, 3.5, 3.3, 3.2, 3.1, 2.9,
    2.8, 2.6, 2.5, 2.3, 2.1, 2, 1.8, 1.6, 1.5, 1.3, 1.2, 1, 0.9, 0.7, 0.6, 0.4, 0.3, 0.2, 0,
  ],
  optimistic: [
    10, 10.1, 10.2, 10.3, 10.4, 10.5, 10.7, 10.8, 10.9, 10.9, 10.9, 10.9, 10.9, 10.8, 10.8, 10.7,
    10.6, 10.5, 10.3, 10.2, 10, 9.9, 9.7, 9.5, 9.4, 9.2, 9, 8.8, 8.6, 8.4, 8.2, 8, 7.8, 7.6, 7.4,
    7.2, 7, 6.7, 6.5, 6.3, 6, 5.8, 5.6, 5.3, 5.1, 4.9, 4.6, 4.4, 4.2, 3.9, 3.7, 3.5, 3.2, 3, 2.8,
    2.6, 2.3, 2.1, 1.9, 1.6, 1.4, 1.1, 0.9, 0.7, 0.5, 0.3,
  ],
}

function wholePercent(share: number): number {
  return Math.floor(100 * share + 0.5 + 1e-8)
}

function people({ program, control }: { program: number; control: number }): number {
  return program + control
}

function mustAddUp({ randomized, analyzed }: AttritionBlock): void {
  for (const arm of ['program', 'control'] as const) {
    if (!(Number.isInteger(randomized[arm]) && randomized[arm] >= 1)) {
      throw new RangeError('Each arm of a block has at least one person randomized.')
    }
    if (!(Number.isInteger(analyzed[arm]) && analyzed[arm] >= 0)) {
      throw new RangeError('People analyzed are counted in whole numbers.')
    }
    if (analyzed[arm] > randomized[arm]) {
      throw new RangeError('No more people are analyzed than were randomized.')
    }
  }
}
