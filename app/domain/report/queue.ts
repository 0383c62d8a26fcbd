import type { ReportState } from './states.ts'

/** Which part of an officer's unfinished reports a queue shows; the first is what needs them. */
export const queueShows = ['mine', 'grantee', 'late', 'all'] as const
export type QueueShow = (typeof queueShows)[number]

export const queueShowLabels = {
  mine: 'Your turn',
  grantee: 'Waiting on the grantee',
  late: 'Late',
  all: 'All unfinished',
} satisfies Record<QueueShow, string>

export const queueSorts = ['waiting', 'due', 'grantee', 'period'] as const
export type QueueSort = (typeof queueSorts)[number]

/** A queue as its address asks for it: the longest waiting first unless it says otherwise. */
export interface QueueList {
  show: QueueShow
  sort: QueueSort
  descending: boolean
  /** The number of the last report on the page before. */
  after: string | null
}

/** The list an address asks for. Whatever it does not understand falls back to the default. */
export function readQueueList(params: URLSearchParams): QueueList {
  const [, sign, name] = /^(-?)(\w+)$/.exec(params.get('sort') ?? '') ?? []
  const sort = queueSorts.find((known) => known === name)
  const after = params.get('after')
  return {
    show: queueShows.find((known) => known === params.get('show')) ?? 'mine',
    sort: sort ?? 'waiting',
    descending: sort !== undefined && sign === '-',
    after: after !== null && /^[\w-]{1,80}$/.test(after) ? after : null,
  }
}

/** The query of such a list; what is usual is left out. */
export function queueQuery({ show, sort, descending, after }: QueueList) {
  const isUsual = sort === 'waiting' && !descending
  return {
    show: show === 'mine' ? null : show,
    sort: isUsual ? null : `${descending ? '-' : ''}${sort}`,
    after,
  }
}

/** Days before its due date on which a report that nobody sent yet joins the queue. */
export const expectedDaysAhead = 30

/** What whoever holds a report does with it next. */
export function nextStepOf({
  author,
  agency,
  isReviewerGone,
}: Pick<ReportState, 'author' | 'agency'> & { isReviewerGone: boolean }): string {
  if (author !== 'submitted') {
    return agency === 'none' ? 'Prepares the report' : 'Corrects what came back'
  }
  if (agency !== 'in_review') return 'Pick up'
  return isReviewerGone ? 'Take over the review' : 'Decide'
}
