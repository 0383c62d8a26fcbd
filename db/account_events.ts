import type { Permitted } from '#app/domain/access.ts'
import { db } from './index.ts'
import { accountEventsSeenBy, chainPlacesSeenBy } from './scope.ts'

const pageSize = 50

export interface AccountEventsQuery {
  /** Only what happened to this person's account. */
  personId?: number
  /** Events older than this one. */
  before?: number | null
}

/** What happened to accounts, newest first, fifty at a time. */
export async function listAccountEvents(
  actor: Permitted<'person.read' | 'log.read'>,
  { personId, before = null }: AccountEventsQuery,
) {
  const rows = await db
    .selectFrom('events')
    .leftJoin('people as actors', 'actors.id', 'events.personId')
    .leftJoin('memberships', 'memberships.id', 'events.membershipId')
    .leftJoin('people as subjects', 'subjects.id', 'events.subjectPersonId')
    .leftJoin('organizations', 'organizations.id', 'events.organizationId')
    .where('events.id', 'in', accountEventsSeenBy(actor))
    .$if(personId !== undefined, (query) =>
      query.where('events.subjectPersonId', '=', personId ?? 0),
    )
    .$if(before !== null, (query) => query.where('events.id', '<', before ?? 0))
    .select((eb) => [
      'events.id',
      'events.kind',
      'events.at',
      'events.reason',
      'events.systemActor',
      'actors.name as actor',
      'memberships.role as actorRole',
      'subjects.name as subject',
      'subjects.id as subjectId',
      'organizations.name as organization',
      eb.cast<string | null>('events.before', 'text').as('before'),
      eb.cast<string | null>('events.after', 'text').as('after'),
    ])
    .orderBy('events.id', 'desc')
    .limit(pageSize + 1)
    .execute()
  const events = rows.slice(0, pageSize).map(({ before: was, after: is, at, ...event }) => ({
    ...event,
    at: at.toISOString(),
    before: parsed(was),
    after: parsed(is),
  }))
  return { events, next: nextOf(rows.length, events) }
}

export type AccountEvent = Awaited<ReturnType<typeof listAccountEvents>>['events'][number]

/** Of every event its time, kind and place in the chain, and nothing else, newest first. */
export async function listChainPlaces(actor: Permitted<'log.read'>, before: number | null) {
  const rows = await db
    .selectFrom('events')
    .where('events.id', 'in', chainPlacesSeenBy(actor))
    .$if(before !== null, (query) => query.where('events.id', '<', before ?? 0))
    .select(['events.id', 'events.kind', 'events.at', 'events.chain', 'events.seq'])
    .orderBy('events.id', 'desc')
    .limit(pageSize + 1)
    .execute()
  const places = rows.slice(0, pageSize)
  return { places, next: nextOf(rows.length, places) }
}

/** Where the next page begins; null on the last. */
function nextOf(read: number, shown: readonly { id: number }[]): number | null {
  return read > pageSize ? (shown.at(-1)?.id ?? null) : null
}

function parsed(text: string | null): Record<string, unknown> {
  return text === null ? {} : (JSON.parse(text) as Record<string, unknown>)
}
