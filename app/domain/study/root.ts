/**
 * Where a continuous function crosses zero between two points, as near as a double can say, by
 * Brent's method (Brent 1973, Algorithms for Minimization without Derivatives, chapter 4). Throws a
 * RangeError when the function has the same sign at both points or is not a number there.
 */
export function root(f: (x: number) => number, low: number, high: number): number {
  let [a, b] = [low, high]
  let [fa, fb] = [f(a), f(b)]
  if (fa === 0) return a
  if (fb === 0) return b
  if (!(fa > 0 !== fb > 0) || Number.isNaN(fa + fb)) {
    throw new RangeError(`No change of sign between ${low} and ${high}.`)
  }
  let [c, fc] = [a, fa]
  let step = b - a
  let stepBefore = step
  for (let round = 0; round < 300; round++) {
    if (fb > 0 === fc > 0) {
      ;[c, fc] = [a, fa]
      stepBefore = step = b - a
    }
    if (Math.abs(fc) < Math.abs(fb)) {
      ;[a, b, c] = [b, c, b]
      ;[fa, fb, fc] = [fb, fc, fb]
    }
    const tolerance = 2 * Number.EPSILON * Math.abs(b) + Number.MIN_VALUE
    const half = (c - b) / 2
    if (fb === 0 || Math.abs(half) <= tolerance) return b
    const next = Math.abs(stepBefore) > tolerance ? interpolated(a, b, c, fa, fb, fc) : half
    const isTrusted =
      next * half > 0 &&
      2 * Math.abs(next) < Math.min(3 * Math.abs(half) - Math.abs(tolerance), Math.abs(stepBefore))
    stepBefore = isTrusted ? step : half
    step = isTrusted ? next : half
    ;[a, fa] = [b, fb]
    b += Math.abs(step) > tolerance ? step : Math.sign(half) * tolerance
    fb = f(b)
  }
  return b
}

/** The step to the root of the line, or of the inverse parabola, through the points held. */
function interpolated(a: number, b: number, c: number, fa: number, fb: number, fc: number): number {
  if (a === c) return ((b - a) * fb) / (fa - fb)
  const [q, r, s] = [fa / fc, fb / fc, fb / fa]
  const p = s * ((c - b) * q * (q - r) - (b - a) * (r - 1))
  return -p / ((q - 1) * (r - 1) * (s - 1))
}

/**
 * The smallest whole number from `low` on that holds, given that all above it hold too; null when none
 * below ten million does, which is more people than any study has.
 */
export function smallestWhole(holds: (size: number) => boolean, low: number): number | null {
  if (holds(low)) return low
  let [below, step] = [low, 1]
  while (!holds(below + step)) {
    below += step
    step *= 2
    if (below > 10_000_000) return null
  }
  let above = below + step
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2)
    if (holds(middle)) above = middle
    else below = middle
  }
  return above
}
