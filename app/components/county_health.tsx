import { formatDateTime } from '#app/domain/calendar.ts'
import { type BodyRating, raterPartLabels } from '#app/domain/evidence/raters.ts'
import { ratingLabel } from '#app/domain/evidence/ratings.ts'
import * as paths from '#app/paths.ts'
import { KeyValues } from './figures.tsx'
import { History } from './history.tsx'
import { NotInSources } from './sources.tsx'

const parts = [
  { label: 'Expected outcomes, rated', code: 'C22' },
  { label: 'Potential outcomes, not rated', code: 'C23' },
  { label: 'Disparities', code: 'C24' },
  { label: 'Implementation examples', code: 'C38' },
]

/** What the rankings' page says of the strategy beside its class, claim by claim. */
export function CountyHealthFacts({ said }: { said: readonly { code: string; claim: string }[] }) {
  return (
    <KeyValues
      facts={parts.map(({ label, code }) => {
        const claim = said.find((one) => one.code === code)
        return {
          label,
          value: claim ? (
            <>
              {claim.claim} <a href={paths.claim(code)}>{code}</a>
            </>
          ) : (
            <NotInSources />
          ),
        }
      })}
    />
  )
}

/** What people of the evaluation office rated, latest first, each beside what the rules gave that day. */
export function BodyWords({ words }: { words: readonly BodyRating[] }) {
  return (
    <History
      entries={words.map((word) => ({
        id: `${word.round}-${word.part}`,
        what: `${raterPartLabels[word.part]}, round ${word.round}: ${ratingLabel('county_health', word.level)}`,
        who: word.ratedBy,
        when: { text: formatDateTime(word.ratedAt), iso: word.ratedAt.toISOString() },
        why: (
          <>
            {word.reason}
            <span className="sub">
              The rules gave that day:{' '}
              {word.workedLevel ? ratingLabel('county_health', word.workedLevel) : 'no class'} (rule
              set {word.ruleSet})
            </span>
          </>
        ),
      }))}
    />
  )
}
