/** ln Γ(x) for x > 0: Stirling's series from 10 on, reached by the recurrence from below. */
export function logGamma(x: number): number {
  let [shifted, product] = [x, 1]
  while (shifted < 10) product *= shifted++
  const stirling = (shifted - 0.5) * Math.log(shifted) - shifted + halfLogTwoPi + tail(shifted)
  return stirling - Math.log(product)
}

/** ln B(a, b) for a, b > 0. Large arguments do not pass through ln Γ, where digits would cancel. */
function logBeta(a: number, b: number): number {
  const [p, q] = a < b ? [a, b] : [b, a]
  if (q < 10) return logGamma(p) + logGamma(q) - logGamma(p + q)
  const rest = (q - 0.5) * Math.log1p(-p / (p + q)) + tail(q) - tail(p + q)
  if (p < 10) return logGamma(p) + p - p * Math.log(p + q) + rest
  return halfLogTwoPi + tail(p) + (p - 0.5) * Math.log(p / (p + q)) - 0.5 * Math.log(p + q) + rest
}

/**
 * The regularized incomplete beta function I_x(a, b) for a, b > 0 (NIST Digital Library 8.17), by its
 * continued fraction. `x` comes with `y` = 1 − x, so that neither end loses its digits.
 */
export function incompleteBeta(x: number, y: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (y <= 0) return 1
  const front = Math.exp(logBetaTerm(x, y, a, b))
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(x, a, b)) / a
    : 1 - (front * betaFraction(y, b, a)) / b
}

/** ln of xᵃ(1 − x)ᵇ / B(a, b). */
export function logBetaTerm(x: number, y: number, a: number, b: number): number {
  const logX = x > 0.5 ? Math.log1p(-y) : Math.log(x)
  const logY = y > 0.5 ? Math.log1p(-x) : Math.log(y)
  return a * logX + b * logY - logBeta(a, b)
}

/** The continued fraction of NIST 8.17.22 by Lentz's method. */
function betaFraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 / notZero(1 - ((a + b) * x) / (a + 1))
  let value = d
  for (let m = 1; m < 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / notZero(1 + even * d)
    c = notZero(1 + even / c)
    value *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / notZero(1 + odd * d)
    c = notZero(1 + odd / c)
    value *= d * c
    if (Math.abs(d * c - 1) < 2 * Number.EPSILON) break
  }
  return value
}

/**
 * The regularized upper incomplete gamma function Q(a, x) for a > 0, x ≥ 0 (NIST Digital Library
 * 8.2), relatively exact far into the tail.
 */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1
  const front = Math.exp(a * Math.log(x) - x - logGamma(a))
  return x < a + 1 ? 1 - front * gammaSeries(a, x) : front * gammaFraction(a, x)
}

/** The series of NIST 8.11.4. */
function gammaSeries(a: number, x: number): number {
  let [term, sum] = [1 / a, 1 / a]
  for (let n = 1; term > sum * Number.EPSILON; n++) {
    term *= x / (a + n)
    sum += term
  }
  return sum
}

/** The continued fraction of NIST 8.9.2 by Lentz's method. */
function gammaFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1 / Number.MIN_VALUE
  let d = 1 / b
  let value = d
  for (let n = 1; n < 100_000; n++) {
    const an = n * (a - n)
    b += 2
    d = 1 / notZero(an * d + b)
    c = notZero(b + an / c)
    value *= d * c
    if (Math.abs(d * c - 1) < 2 * Number.EPSILON) break
  }
  return value
}

function notZero(x: number): number {
  return Math.abs(x) < 1e-300 ? 1e-300 : x
}

const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI)

/** What ln Γ adds to Stirling's formula, for x ≥ 10 (NIST Digital Library 5.11.1). */
function tail(x: number): number {
  const y = 1 / (x * x)
  const far = 1 / 1260 - y * (1 / 1680 - y * (1 / 1188 - (y * 691) / 360_360))
  return (1 / 12 - y * (1 / 360 - y * far)) / x
}
