/** The 0.975 quantile of the standard normal distribution. */
const z = 1.959963984540054

/** The 95% interval of a share by Wilson's score method (Wilson, J. Am. Stat. Assoc. 22, 1927), as two shares
 *  from 0 to 1; null unless it is a part of a whole, both counted. */
export function wilsonInterval(part: number, whole: number): { low: number; high: number } | null {
  const isShare = Number.isSafeInteger(part) && Number.isSafeInteger(whole)
  if (!isShare || part < 0 || whole <= 0 || part > whole) return null
  const share = part / whole
  const shrink = 1 + (z * z) / whole
  const middle = (share + (z * z) / (2 * whole)) / shrink
  const half =
    (z * Math.sqrt((share * (1 - share)) / whole + (z * z) / (4 * whole * whole))) / shrink
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}
