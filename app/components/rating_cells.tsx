import { type Judged, directionOf } from '#app/domain/evidence/finding.ts'
import { type ProvisionalRatings, provisionalTier } from '#app/domain/evidence/rating_inputs.ts'
import {
  type Provisional,
  type RatingSystem,
  provisionalWords,
  ratingLabel,
} from '#app/domain/evidence/ratings.ts'
import type { RecordedRating } from '#db/evidence/ratings.ts'
import { claimDate } from './claim_cells.tsx'
import { ProvisionalLevel } from './provisional.tsx'
import { SourceLink } from './sources.tsx'

/** A rating by whoever gave it, when, and by what document. */
export function Recorded({ rating }: { rating: RecordedRating }) {
  return (
    <>
      <strong>{ratingLabel(rating.system, rating.level)}</strong>, by {rating.ratedBy},{' '}
      {claimDate(rating.ratedOn)}
      <span className="sub">
        {rating.outcome}, {rating.study}
        {rating.reason && `: ${lower(rating.reason)}`}
      </span>
      <span className="sub">
        <SourceLink url={rating.sourceUrl} title={rating.source} />
      </span>
    </>
  )
}

/** A level that a rule worked out, in the words of its system. */
export function Worked<System extends RatingSystem>(props: {
  system: System
  rating: Provisional<System>
}) {
  return <ProvisionalLevel {...provisionalWords(props.system, props.rating)} />
}

/** The ESSA tier of a finding whose level under WWC could be worked out, by crosswalk. */
export function Tier(props: {
  finding: Judged & { samples: readonly string[]; sampleTotal: number | null }
  worked: Pick<ProvisionalRatings, 'wwc'> | null
}) {
  const { finding, worked } = props
  if (!worked) return <span className="absent">what WWC asks is not in the sources</span>
  const tier = provisionalTier(worked, {
    direction: directionOf(finding),
    people: finding.sampleTotal,
    sites: finding.samples.length,
  })
  return <Worked system="essa" rating={tier} />
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
