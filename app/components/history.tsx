import type { ReactNode } from 'react'

export type HistoryEntry = {
  id: string
  /** What happened, as a sentence without its subject's name: "Returned two sections". */
  what: ReactNode
  who: ReactNode
  /** As shown, and for machines. */
  when: { text: string; iso: string }
  why?: ReactNode
  /** What changed, value by value; folds away. */
  details?: ReactNode
}

/** What happened to a record, newest first as given: when, who, what, why. */
export function History({ entries }: { entries: HistoryEntry[] }) {
  return (
    <ol className="history">
      {entries.map((entry) => (
        <li className="history__entry" key={entry.id}>
          <p className="history__what">{entry.what}</p>
          <p className="history__who">
            {entry.who} · <time dateTime={entry.when.iso}>{entry.when.text}</time>
          </p>
          {entry.why && <blockquote className="history__why">{entry.why}</blockquote>}
          {entry.details && (
            <details className="history__details">
              <summary>
                What changed<span className="visually-hidden"> on {entry.when.text}</span>
              </summary>
              {entry.details}
            </details>
          )}
        </li>
      ))}
    </ol>
  )
}

/** Shows what was against what is; "nothing" where there was no value. */
export function Change({ before, after }: { before: ReactNode; after: ReactNode }) {
  return (
    <>
      <del>{before ?? 'nothing'}</del> <span aria-hidden="true">→</span>{' '}
      <ins>{after ?? 'nothing'}</ins>
    </>
  )
}
