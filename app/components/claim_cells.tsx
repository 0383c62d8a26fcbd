import { type Standing, standingLabels, standings } from '#app/domain/evidence/claims.ts'
import { formatShortDate } from '#app/domain/calendar.ts'
import { capital } from '#app/domain/words.ts'
import { StatusTag, type TagTone } from './tags.tsx'

const tones = {
  confirms: 'good',
  refines: 'plain',
  contradicts: 'warn',
  restates: 'plain',
} satisfies Record<Standing, TagTone>

export function StandingTag({ standing }: { standing: Standing }) {
  return <StatusTag tone={tones[standing]}>{standingLabels[standing]}</StatusTag>
}

/** 'Confirmed by 3, refined by 5'; the words for nothing found, or for no rule. */
export function StandingCounts(props: { isTested: boolean; counts: Record<Standing, number> }) {
  if (!props.isTested) return <span className="absent">not tested</span>
  const said = standings.flatMap((standing) => {
    const count = props.counts[standing]
    return count > 0 ? [`${verbs[standing]} ${count}`] : []
  })
  if (said.length === 0) return <span className="absent">no finding speaks to it</span>
  const [first = '', ...rest] = said
  return <>{[capital(first), ...rest].join(', ')}</>
}

const verbs = {
  confirms: 'confirmed by',
  refines: 'refined by',
  contradicts: 'contradicted by',
  restates: 'restated by',
} satisfies Record<Standing, string>

/** Who said it, where and when. */
export function Citation(props: {
  author: string | null
  title: string
  publisher: string
  dated: string | null
}) {
  const { author, title, publisher, dated } = props
  return (
    <>
      {author && author !== publisher && `${author}, `}
      <cite className="source">{title}</cite>, {publisher}, {claimDate(dated)}
    </>
  )
}

/** A day or a year as people write it. */
export function claimDate(dated: string | null): string {
  if (dated === null) return 'date not in the sources'
  return /^\d{4}-\d{2}-\d{2}$/.test(dated) ? formatShortDate(dated) : dated
}
