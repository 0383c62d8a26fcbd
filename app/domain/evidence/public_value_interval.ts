import { backSolvedError } from './effects.ts'
import {
  persist,
  valueProgram,
  type Persistence,
  type Program,
  type PublicValue,
  type WillingnessKind,
  type YearImpact,
} from './public_value.ts'
import { normalFrom, randomFrom } from './random.ts'

/** How sure an impact is: its standard error, or the range its p value is published to lie in. */
export type Certainty =
  { kind: 'error'; se: number } | { kind: 'p_between'; low: number; high: number }

export interface ObservedImpact extends YearImpact {
  /** Null where the source gives neither. */
  certainty: Certainty | null
}

/**
 * The 95 percent interval of a program's value: impacts redrawn from their errors, each redraw carried
 * on by the same scenario, and percentiles on a line whose top is infinite. Perverse draws are left out
 * unless the estimate itself is one. The seed repeats it. Null where an impact says nothing of how sure
 * it is. Where only a p range is known, p is drawn evenly from it (Hendren & Sprung-Keyser 2020).
 */
export function publicValueInterval(
  program: Omit<Program, 'impacts'> & { impacts: readonly ObservedImpact[] },
  willing: WillingnessKind,
  {
    persistence,
    lastYear,
    seed,
    draws = 1000,
  }: { persistence: Persistence; lastYear?: number; seed: number; draws?: number },
): { low: PublicValue; high: PublicValue; left: number } | null {
  const { impacts } = program
  if (impacts.some(({ certainty }) => certainty === null)) return null
  const valueOf = (drawn: readonly YearImpact[]) =>
    valueProgram({ ...program, impacts: persist(drawn, persistence, lastYear) }, willing).value
  const isPerverse = valueOf(impacts).kind === 'perverse'
  const random = randomFrom(seed)
  const values = Array.from({ length: draws }, () =>
    valueOf(impacts.map((impact) => ({ year: impact.year, amount: redrawn(impact, random) }))),
  )
  const kept = values.filter(({ kind }) => isPerverse || kind !== 'perverse')
  const ordered = kept.toSorted((one, other) => heightOf(one) - heightOf(other) || 0)
  const at = (share: number) => ordered[Math.round(share * (ordered.length - 1))]
  const [low, high] = [at(0.025), at(0.975)]
  return low && high ? { low, high, left: draws - kept.length } : null
}

function redrawn({ amount, certainty }: ObservedImpact, random: () => number): number {
  return amount + errorOf(amount, certainty, random) * normalFrom(random)
}

function errorOf(amount: number, certainty: Certainty | null, random: () => number): number {
  if (certainty?.kind === 'error') return certainty.se
  if (certainty === null) return 0
  const p = certainty.low + (certainty.high - certainty.low) * random()
  return backSolvedError(amount, p) ?? 0
}

/** Where a value stands on the line from the worst to the best. */
function heightOf(value: PublicValue): number {
  if (value.kind === 'infinite') return Number.POSITIVE_INFINITY
  return value.kind === 'neg_infinite' ? Number.NEGATIVE_INFINITY : value.ratio
}
