import type { TrendLine } from './trend.ts'

/** How many awards one picture can tell apart. */
export const mostCompared = 8

/** What a comparison shows, in a sentence: who is furthest towards its target, and who has none to hold
 *  against. `shown` writes a value as the page does. */
export function comparisonSentence(
  lines: readonly TrendLine[],
  { name, isShare, shown }: { name: string; isShare: boolean; shown: (value: string) => string },
): string {
  const known = lines.flatMap(({ name: award, points, target }) => {
    const last = points.at(-1)
    return last ? [{ award, value: last.value, target }] : []
  })
  if (known.length === 0) return `No report with “${name}” is accepted yet.`
  const measured = known.map((one) => {
    const share =
      isShare && one.target !== null && Number(one.target) > 0
        ? Math.round((100 * Number(one.value)) / Number(one.target))
        : null
    return { ...one, share }
  })
  const said = measured.map(({ award, value, target, share }) => {
    if (target === null) return `${award} stands at ${shown(value)}, without a target`
    const part = share === null ? '' : ` (${share} %)`
    return `${award} stands at ${shown(value)} of ${shown(target)}${part}`
  })
  const silent = lines.length - known.length
  const rest =
    silent === 0
      ? ''
      : ` ${silent === 1 ? 'One award has' : `${silent} awards have`} no accepted figure yet.`
  return `${name}: ${said.join('; ')}.${rest}`
}
