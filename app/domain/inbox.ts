import * as z from 'zod/mini'
import { type HistoryPlace, readHistoryPlace } from './history.ts'

const id = z
  .string('Reload the page and try again.')
  .check(z.regex(/^[1-9]\d{0,14}$/, 'Reload the page and try again.'))

/** What the buttons of the inbox post: one notice, or all up to the newest that was shown. */
export const inboxForm = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('read'), notice: id }),
  z.strictObject({ do: z.literal('unread'), notice: id }),
  z.strictObject({ do: z.literal('read_all'), until: id }),
])

/** Which notices an address asks for. */
export function readInboxQuery(params: URLSearchParams): {
  unread: boolean
  after: HistoryPlace | null
} {
  return { unread: params.get('show') !== 'all', after: readHistoryPlace(params) }
}
