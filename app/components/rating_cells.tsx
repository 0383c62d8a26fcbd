import { type Judged, directionOf } from '#app/domain/evidence/finding.ts'
import { type ProvisionalRatings, provisionalTier } from '#app/domain/evidence/rating_inputs.ts'
import {
  type Provisional,
  type RatingSystem,
  ratingLabel,
  ratingReasons,
  ratingSystems,
} from '#app/domain/evidence/ratings.ts'
import type { RecordedRating } from '#db/evidence/ratings.ts'
import { claimDate } from './claim_cells.tsx'
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

/** A level that a rule worked out, with the word that it is provisional and each reason with its code. */
export function Worked<System extends RatingSystem>(props: {
  system: System
  rating: Provisional<System>
}) {
  const { system, rating } = props
  return (
    <>
      {rating.level === null ? 'not rated' : ratingLabel(system, String(rating.level))}{' '}
      <em>provisional</em>
      <ul className="plain-list">
        {rating.reasons.map((reason) => (
          <li key={reason} className="sub">
            {ratingReasons[reason]} <code>{reason}</code>
          </li>
        ))}
      </ul>
    </>
  )
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

/** A system with the version of the rules applied here. */
export function systemName(system: RatingSystem): string {
  const { name, versions } = ratingSystems[system]
  return versions.length > 0 ? `${name} ${versions.join(' and ')}` : name
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
