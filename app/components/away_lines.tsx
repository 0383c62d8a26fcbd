import { formatDate } from '#app/domain/calendar.ts'
import { Alert } from './notices.tsx'

/** What an absence says in a list. */
export interface ShownAbsence {
  id: number
  name: string
  standIn: string
  beginsOn: string
  endsOn: string
  words: string | null
  isNow: unknown
}

/** On the pages where work waits: for whom one stands in, whether one is away oneself, and who else is. */
export function AwayLines(props: {
  own: readonly ShownAbsence[]
  standingIn: readonly ShownAbsence[]
  colleagues?: readonly ShownAbsence[]
  awayHref: string
}) {
  const { own, standingIn, colleagues = [], awayHref } = props
  if (own.length + standingIn.length + colleagues.length === 0) return null
  return (
    <Alert tone="info" title="Who is away">
      <ul className="plain-list">
        {own.map(({ id, standIn, endsOn }) => (
          <li key={id}>
            You are marked as away until {formatDate(endsOn)}; {standIn} stands in.{' '}
            <a href={awayHref}>End it when you are back</a>
          </li>
        ))}
        {standingIn.map(({ id, name, beginsOn, endsOn, words, isNow }) => (
          <li key={id}>
            You stand in for <strong>{name}</strong> {isNow ? '' : `from ${formatDate(beginsOn)} `}
            until {formatDate(endsOn)}
            {isNow ? ': what you do there is marked “for” them.' : '.'}
            {words && ` “${words}”`}
          </li>
        ))}
        {colleagues.map(({ id, name, standIn, beginsOn, endsOn, words, isNow }) => (
          <li key={id}>
            {name} {isNow ? 'is away' : `is away from ${formatDate(beginsOn)}`} until{' '}
            {formatDate(endsOn)}; {standIn} stands in.{words && ` “${words}”`}
          </li>
        ))}
      </ul>
    </Alert>
  )
}
