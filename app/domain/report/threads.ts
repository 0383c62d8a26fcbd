import type { ReportState } from './states.ts'

/** What can be said in the thread on an answer. */
export const remarkKinds = ['question', 'answer', 'resolution'] as const
export type RemarkKind = (typeof remarkKinds)[number]

/** Where a thread stands follows from the last thing said in it. */
const threadStates = ['open', 'answered', 'resolved'] as const
export type ThreadState = (typeof threadStates)[number]

export const threadStateLabels = {
  open: 'Question open',
  answered: 'Question answered',
  resolved: 'Question resolved',
} satisfies Record<ThreadState, string>

const stateAfter = {
  question: 'open',
  answer: 'answered',
  resolution: 'resolved',
} satisfies Record<RemarkKind, ThreadState>

/** Null where nobody has asked. */
export function threadState(remarks: readonly { kind: RemarkKind }[]): ThreadState | null {
  const last = remarks.at(-1)
  return last ? stateAfter[last.kind] : null
}

/** Who asks is the agency, who answers the grantee; only who asked can say that it is settled. */
export const remarkSides = {
  question: 'agency',
  answer: 'grantee',
  resolution: 'agency',
} as const satisfies Record<RemarkKind, 'agency' | 'grantee'>

/** Why a remark cannot be made now, as a sentence; null when it can. */
export function remarkRefusal(
  kind: RemarkKind,
  thread: ThreadState | null,
  report: Pick<ReportState, 'agency' | 'author' | 'endedAs'>,
): string | null {
  if (report.agency === 'accepted' || report.endedAs) {
    return 'This report is finished, and its questions with it.'
  }
  switch (kind) {
    case 'question':
      return report.agency === 'in_review'
        ? null
        : 'Pick the report up first: a question is part of its review.'
    case 'answer':
      return thread === null || thread === 'resolved' ? 'There is no open question here.' : null
    case 'resolution':
      return thread === null || thread === 'resolved' ? 'There is no question to resolve.' : null
  }
}

/** How many threads of a report wait for whom. */
export function countThreads(threads: readonly { state: ThreadState }[]) {
  const count = (state: ThreadState) => threads.filter((thread) => thread.state === state).length
  return {
    open: count('open'),
    answered: count('answered'),
    unresolved: threads.length - count('resolved'),
  }
}
