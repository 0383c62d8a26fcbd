import type { Scale } from './library.ts'
import type { PriceBasis } from './pool_rules.ts'

/** What decides whether two findings say different things about the same people at the same time. */
export interface Beside {
  code: string
  samples: readonly string[]
  kind: string
  outcomeDomain: string
  scale: Scale
  followUpMonths: number | null
  impact: string
  priceBasis: PriceBasis
  priceYear: number | null
  study: string
}

/** The findings that give another figure for the same people, outcome, scale and time. */
export function conflictsAmong<Other extends Beside>(
  finding: Beside,
  others: readonly Other[],
): Other[] {
  return others.filter(
    (other) =>
      other.code !== finding.code &&
      finding.followUpMonths !== null &&
      other.followUpMonths === finding.followUpMonths &&
      other.scale === finding.scale &&
      other.kind === finding.kind &&
      other.outcomeDomain === finding.outcomeDomain &&
      Number(other.impact) !== Number(finding.impact) &&
      other.samples.length === finding.samples.length &&
      other.samples.every((sample) => finding.samples.includes(sample)),
  )
}

/** What sets another figure apart, after its amount: 'in Fein & Hamadyk 2018, price basis unknown'. */
export function besideWords({ study, priceBasis, priceYear }: Beside): string {
  const prices = {
    real: priceYear === null ? '' : ` in ${priceYear} dollars`,
    nominal: ' in dollars of their own years',
    unknown: ', whose price basis is not in the sources',
    none: '',
  }[priceBasis]
  return `the same people at the same time, from ${study}${prices}`
}
