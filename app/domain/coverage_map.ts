import { type CoverageLine, type Measure, cellWords, sizeOf } from './coverage.ts'
import { formatCount } from './count.ts'

/** The states as tiles of equal size, so that a small state is seen as well as a large one: column and row of
 *  each by its postal code. The last row holds the territories and the freely associated states. */
export const tiles: Readonly<Record<string, readonly [column: number, row: number]>> = {
  AK: [0, 0],
  ME: [10, 0],
  VT: [9, 1],
  NH: [10, 1],
  WA: [0, 2],
  ID: [1, 2],
  MT: [2, 2],
  ND: [3, 2],
  MN: [4, 2],
  IL: [5, 2],
  WI: [6, 2],
  MI: [7, 2],
  NY: [8, 2],
  RI: [9, 2],
  MA: [10, 2],
  OR: [0, 3],
  NV: [1, 3],
  WY: [2, 3],
  SD: [3, 3],
  IA: [4, 3],
  IN: [5, 3],
  OH: [6, 3],
  PA: [7, 3],
  NJ: [8, 3],
  CT: [9, 3],
  CA: [0, 4],
  UT: [1, 4],
  CO: [2, 4],
  NE: [3, 4],
  MO: [4, 4],
  KY: [5, 4],
  WV: [6, 4],
  VA: [7, 4],
  MD: [8, 4],
  DE: [9, 4],
  AZ: [1, 5],
  NM: [2, 5],
  KS: [3, 5],
  AR: [4, 5],
  TN: [5, 5],
  NC: [6, 5],
  SC: [7, 5],
  DC: [8, 5],
  OK: [3, 6],
  LA: [4, 6],
  MS: [5, 6],
  AL: [6, 6],
  GA: [7, 6],
  HI: [0, 7],
  TX: [3, 7],
  FL: [8, 7],
  PR: [0, 8],
  VI: [1, 8],
  GU: [3, 8],
  AS: [4, 8],
  MP: [5, 8],
  FM: [7, 8],
  MH: [8, 8],
  PW: [9, 8],
}

export const mapFrame = { tile: 64, gap: 4, columns: 11, rows: 9 }

/** How dark a cell is drawn: 0 for none, then four steps. */
export type Step = 0 | 1 | 2 | 3 | 4

export interface Steps {
  /** The largest size of each step, rising. */
  bounds: number[]
  of(size: number | null): Step
}

/** Four steps of about as many places each, so that one giant does not make all others pale; equal sizes share
 *  a step. */
export function stepsOf(sizes: readonly (number | null)[]): Steps {
  const known = sizes.filter((size) => size !== null).toSorted((one, other) => one - other)
  const quarters = [0.25, 0.5, 0.75, 1].flatMap(
    (share) => known[Math.ceil(share * known.length) - 1] ?? [],
  )
  const bounds = [...new Set(quarters)]
  const first = 5 - bounds.length
  return {
    bounds,
    of: (size) => {
      if (size === null) return 0
      const at = bounds.findIndex((bound) => size <= bound)
      return (first + (at < 0 ? bounds.length - 1 : at)) as Step
    },
  }
}

export interface DrawnTile {
  code: string
  x: number
  y: number
  step: Step
  /** Short enough for the tile. */
  words: string
  /** The whole of it, for who reads by ear or points at it. */
  meaning: string
}

/** The map as it is drawn, in units of the drawing, with a key of what each step holds. */
export function drawMap(lines: readonly CoverageLine[], measure: Measure) {
  const { tile, gap, columns, rows } = mapFrame
  const placed = lines.filter(({ code }) => tiles[code] !== undefined)
  const steps = stepsOf(placed.map(({ all }) => sizeOf(all, measure)))
  const drawn = placed.map(({ code, name, all }): DrawnTile => {
    const [column, row] = tiles[code] ?? [0, 0]
    const size = sizeOf(all, measure)
    return {
      code,
      x: column * (tile + gap),
      y: row * (tile + gap),
      step: steps.of(size),
      words: all.awards === 0 ? 'none' : size === null ? 'no figure' : shortWords(size, measure),
      meaning: `${name}: ${cellWords(all, measure)}`,
    }
  })
  return {
    width: columns * (tile + gap) - gap,
    height: rows * (tile + gap) - gap,
    tiles: drawn,
    key: steps.bounds.map((bound, index) => ({
      step: (5 - steps.bounds.length + index) as Step,
      words:
        index === 0
          ? `up to ${shortWords(bound, measure)}`
          : `over ${shortWords(steps.bounds[index - 1] ?? 0, measure)} to ${shortWords(bound, measure)}`,
    })),
  }
}

/** '$10.8M' and '1.2K': three digits at most, for a tile; the table beside has the exact figure. */
export function shortWords(size: number, measure: Measure): string {
  return measure === 'amount'
    ? shortMoney.format(size)
    : size < 1000
      ? formatCount(size)
      : shortCount.format(size)
}

const shortMoney = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  notation: 'compact',
  maximumSignificantDigits: 3,
})
const shortCount = new Intl.NumberFormat('en-US', {
  notation: 'compact',
  maximumSignificantDigits: 3,
})
