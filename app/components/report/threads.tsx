import { Section } from '#app/components/page.tsx'
import { StatusTag, type TagTone } from '#app/components/tags.tsx'
import { formatDateTime } from '#app/domain/calendar.ts'
import {
  type RemarkKind,
  type ThreadState,
  countThreads,
  threadStateLabels,
} from '#app/domain/report/threads.ts'
import * as paths from '#app/paths.ts'
import type { Thread } from '#db/reports/threads.ts'

const tones: Record<ThreadState, TagTone> = {
  open: 'warn',
  answered: 'action',
  resolved: 'plain',
}

export function ThreadTag({ state }: { state: ThreadState }) {
  return <StatusTag tone={tones[state]}>{threadStateLabels[state]}</StatusTag>
}

/** The threads of a report and its answers' names, for whoever shows them beside the answers. */
export interface Discussed {
  number: string
  threads: readonly Thread[]
  /** Whether this person may begin a thread here now. */
  mayAsk: boolean
}

/** Leads from an answer to what is asked about it, or to asking. */
export function ThreadLink(props: {
  item: { itemCode: string; label: string }
  discussed: Discussed | undefined
}) {
  const { item, discussed } = props
  if (!discussed) return null
  const thread = discussed.threads.find(({ itemCode }) => itemCode === item.itemCode)
  if (!thread && !discussed.mayAsk) return null
  return (
    <a className="sub thread-link" href={paths.reportThread(discussed.number, item.itemCode)}>
      {thread ? threadStateLabels[thread.state] : 'Ask about this'}
      <span className="visually-hidden">: {item.label}</span>
    </a>
  )
}

/** All threads of a report, those that wait for somebody first. */
export function ThreadList(props: {
  number: string
  threads: readonly Thread[]
  items: readonly { itemCode: string; label: string }[]
}) {
  const { number, threads, items } = props
  if (threads.length === 0) return null
  const { open, answered } = countThreads(threads)
  const order: readonly ThreadState[] = ['open', 'answered', 'resolved']
  const sorted = order.flatMap((state) => threads.filter((thread) => thread.state === state))
  return (
    <Section id="questions" title="Questions" aside={`${open} open, ${answered} answered`}>
      <ul className="plain-list">
        {sorted.map(({ itemCode, state, remarks }) => (
          <li key={itemCode}>
            <a href={paths.reportThread(number, itemCode)}>
              {items.find((item) => item.itemCode === itemCode)?.label ?? itemCode}
            </a>{' '}
            <ThreadTag state={state} />
            <span className="sub">{excerpt(remarks.at(-1)?.words ?? remarks[0]?.words ?? '')}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function excerpt(words: string): string {
  const characters = [...words.replaceAll(/\s+/g, ' ')]
  return characters.length <= 140 ? characters.join('') : `${characters.slice(0, 139).join('')}…`
}

/** What was said in a thread, oldest first. */
export function Remarks({ remarks }: Pick<Thread, 'remarks'>) {
  return (
    <ol className="remarks">
      {remarks.map(({ id, kind, words, who, saidAt, versionNo }) => (
        <li key={id} className={`remark remark--${kind}`}>
          <p className="remark__who">
            <strong>{who}</strong> {did[kind]}, {formatDateTime(saidAt)}
            <span className="sub">on version {versionNo}</span>
          </p>
          {words && <p className="prose">{words}</p>}
        </li>
      ))}
    </ol>
  )
}

const did = {
  question: 'asked',
  answer: 'answered',
  resolution: 'resolved the question',
} satisfies Record<RemarkKind, string>
