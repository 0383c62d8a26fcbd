/** An axis that reaches over every value and 0, with round steps on it. */
export interface Axis {
  low: number
  high: number
  ticks: number[]
}

/** An axis of about five round steps. Values are finite; one value, or equal ones, get room on both sides. */
export function axisOver(values: readonly number[]): Axis {
  const [min, max] = [Math.min(0, ...values), Math.max(0, ...values)]
  const span = max - min || 1
  const rough = span / 5
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5, 10].find((size) => size * power >= rough) ?? 10) * power
  const low = Math.floor(min / step) * step
  const high = Math.ceil(max / step) * step || step
  const count = Math.round((high - low) / step)
  return {
    low,
    high,
    ticks: Array.from({ length: count + 1 }, (_, i) => Number((low + i * step).toPrecision(12))),
  }
}

/** Where a value lies on an axis, 0 to 1. */
export function shareOn({ low, high }: Axis, value: number): number {
  return (value - low) / (high - low)
}
