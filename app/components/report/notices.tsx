import { Alert } from '#app/components/notices.tsx'
import { formatDateTime } from '#app/domain/calendar.ts'
import { type ReturnReason, returnReasonLabels } from '#app/domain/report/returns.ts'

/** What just happened and who sees it, after a move. */
export function DoneNotice({ done }: { done: { title: string; text: string } | null }) {
  return (
    done && (
      <Alert tone="success" title={done.title}>
        <p>{done.text}</p>
      </Alert>
    )
  )
}

/** What the reviewer wrote to each section that came back. */
export function ReturnWords(props: {
  words: {
    sectionOrder: number
    reasonCode: ReturnReason
    words: string
    who: string
    returnedAt: Date
  }[]
  sections: { order: number; title: string }[]
}) {
  const [first] = props.words
  if (!first) return null
  return (
    <Alert
      tone="warning"
      title={`${first.who} returned ${props.words.length === 1 ? 'one section' : `${props.words.length} sections`}`}
    >
      <ul className="returned">
        {props.words.map(({ sectionOrder, reasonCode, words }) => (
          <li key={sectionOrder}>
            <strong>
              {props.sections.find(({ order }) => order === sectionOrder)?.title}:{' '}
              {returnReasonLabels[reasonCode].toLowerCase()}.
            </strong>{' '}
            {words}
          </li>
        ))}
      </ul>
      <p>{formatDateTime(first.returnedAt)}</p>
    </Alert>
  )
}

/** Why the report came back as a whole: declined, withdrawn or reopened. */
export function ReasonNotice(props: { title: string; reason: string | null; at: Date }) {
  return (
    <Alert tone="warning" title={props.title}>
      {props.reason && <p>{props.reason}</p>}
      <p>{formatDateTime(props.at)}</p>
    </Alert>
  )
}
