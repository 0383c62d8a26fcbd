/**
 * An amount in the dollars of a year whose price index is `index`, in those of a year whose index is
 * `base`. Indices of one series, above 0.
 */
export function atPrices(amount: number, { index, base }: { index: number; base: number }): number {
  if (!(index > 0 && base > 0)) throw new RangeError('A price index is above 0.')
  return (amount * base) / index
}
