import { formatShortDate } from '#app/domain/calendar.ts'
import { formatCount } from '#app/domain/count.ts'
import {
  type EvaluabilityCriterion,
  type SiteVerdict,
  type Scores,
  criteria,
  evaluabilityCriteria,
  evaluabilityRule,
  siteVerdictLabels,
} from '#app/domain/study/evaluability.ts'
import { notInSources } from '#app/domain/sources.ts'
import { StatusTag, type TagTone } from './tags.tsx'

const tones: Record<SiteVerdict, TagTone> = {
  go: 'good',
  open: 'plain',
  redesign: 'warn',
  blocked: 'bad',
}

export function VerdictTag({ verdict }: { verdict: SiteVerdict }) {
  return <StatusTag tone={tones[verdict]}>{siteVerdictLabels[verdict]}</StatusTag>
}

export function Points({ total, missing }: { total: number; missing: readonly unknown[] }) {
  return (
    <>
      {total} of {evaluabilityRule.of}
      {missing.length > 0 && <span className="sub">{8 - missing.length} of 8 scored</span>}
    </>
  )
}

/** The points of one criterion, with what they mean; a starred zero is marked in words as well. */
export function Score({ code, scores }: { code: EvaluabilityCriterion; scores: Scores }) {
  const score = scores[code]
  if (score === null) return <span className="absent">not scored</span>
  const { points, starred } = criteria[code]
  return (
    <>
      {starred && score === 0 ? <StatusTag tone="bad">0, rules it out</StatusTag> : score}
      <span className="sub">{points[score as 0 | 1 | 2]}</span>
    </>
  )
}

/** Eight squares filled by points, for a row of a list; the words stand beside it. */
export function ScoreStrip({ scores }: { scores: Scores }) {
  return (
    <svg
      className="score-strip"
      width="112"
      height="14"
      viewBox="0 0 112 14"
      role="img"
      aria-label={evaluabilityCriteria
        .map((code) => `${criteria[code].label}: ${scores[code] ?? 'not scored'}`)
        .join('; ')}
    >
      {evaluabilityCriteria.map((code, index) => {
        const score = scores[code]
        const isOut = criteria[code].starred && score === 0
        const height = score === null ? 0 : score * 6
        return (
          <g key={code}>
            <rect
              className={isOut ? 'score-strip__out' : 'score-strip__box'}
              x={index * 14 + 0.5}
              y="0.5"
              width="11"
              height="13"
            />
            {height > 0 && (
              <rect
                className="score-strip__fill"
                x={index * 14 + 0.5}
                y={13.5 - height}
                width="11"
                height={height}
              />
            )}
            {score === null && <path className="score-strip__none" d={`M${index * 14 + 3} 7h6`} />}
          </g>
        )
      })}
    </svg>
  )
}

interface Facts {
  perMonth: number | null
  months: number | null
  expected: number | null
  periodEnd: string | null
  studiesHere: number
  studiesNearby: number
}

/** What the records say that three of the criteria are computed from. */
export function factLines(facts: Facts): Partial<Record<EvaluabilityCriterion, string>> {
  const { perMonth, months, expected, periodEnd, studiesHere, studiesNearby } = facts
  return {
    EV14:
      perMonth === null
        ? 'Its accepted reports count nobody who enrolled'
        : months === null || expected === null
          ? `${rate(perMonth)} people a month; the end of its period is ${notInSources}`
          : `${rate(perMonth)} people a month for ${rate(months)} months: ${formatCount(Math.floor(expected))}`,
    EV17:
      studiesHere + studiesNearby === 0
        ? 'No other open study at its grantee or at an award that overlaps with it'
        : `Other open studies: ${studiesHere} here, ${studiesNearby} next door (its grantee’s other awards, and awards it overlaps with)`,
    EV18:
      periodEnd === null
        ? `The end of its period is ${notInSources}`
        : `Its period ends ${formatShortDate(periodEnd)}`,
  }
}

export const pointsWords = (points: number) => (points === 1 ? '1 point' : `${points} points`)

export const rate = (people: number) => people.toFixed(1).replace(/\.0$/, '')
