import type { AwardStatus } from '#app/domain/award.ts'

/** What is kept added up, each by the figures it is the sum of. */
export interface TotalsTables {
  awardTotals: AwardTotals
  sectorTotals: SectorTotals
  granteeTotals: GranteeTotals
  granteeCounts: GranteeCounts
  awardFigures: AwardFigures
  streamFigures: StreamFigures
  periodTotals: PeriodTotals
  awardCoverage: AwardCoverage
  coverageTotals: CoverageTotals
}

/** Awards and their dollars, kept by the database and never written by the app; `slot` spreads a total
 *  over rows. The sum is 0 where no award has an amount. */
interface Total {
  sample: boolean
  slot: number
  awards: number
  withAmount: number
  amount: string
}

interface AwardTotals extends Total {
  programCode: string
  status: AwardStatus
}

/** An award with several sectors counts in every one of them. */
interface SectorTotals extends Total {
  sectorCode: string
  streamCode: string
}

interface GranteeTotals extends Omit<Total, 'slot'> {
  organizationId: number
}

/** Organizations that hold an award. */
interface GranteeCounts {
  sample: boolean
  slot: number
  grantees: number
}

/** What the accepted reports of an award add up to: a rate by its parts, everything else by its value. */
interface AwardFigures {
  awardId: number
  indicatorCode: string
  streamCode: string
  sample: boolean
  value: string | null
  numerator: string | null
  denominator: string | null
  /** The earliest and latest end of a period that it stands for. */
  firstEnd: string
  lastEnd: string
}

/** The same over the awards of a stream, as far as it may be added. */
interface StreamFigures {
  streamCode: string
  sample: boolean
  indicatorCode: string
  slot: number
  awards: number
  value: string
  numerator: string
  denominator: string
}

/** What a period adds over the awards of a program or sector; migration 0044 says what of which indicator. */
interface PeriodTotals {
  grain: 'program' | 'sector'
  code: string
  indicatorCode: string
  sample: boolean
  periodEnd: string
  slot: number
  reported: number
  joined: number
  withTarget: number
  value: string
  numerator: string
  denominator: string
  target: string
  targetedValue: string
}

/** A cell that an award counts in: '*' is every sector or state, '-' none that is known. */
interface AwardCoverage {
  awardId: number
  sectorCode: string
  usps: string
  streamCode: string
  sample: boolean
  amount: string | null
  people: string | null
}

interface CoverageTotals extends Total {
  sectorCode: string
  usps: string
  streamCode: string
  withPeople: number
  people: string
}
