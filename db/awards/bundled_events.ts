import { happeningOf, authorsOwn } from '#app/domain/happenings.ts'
import { hashedPayload } from '../audit.ts'
import { eventsSeenBy } from '../history.ts'
import { db } from '../index.ts'
import { type BundleReader, chainOf } from './bundle.ts'

const pageSize = 500

/** The events of an award's chain up to one of them, oldest first, a page at a time. One that the actor may
 *  not know of is a link and no more; one whose words are somebody else's comes without them. */
export async function* readBundledEvents(actor: BundleReader, awardId: number, through: number) {
  for (let after = 0; after < through;) {
    const page = await readPage(actor, awardId, after, through)
    yield page.map(({ row, isSeen, isPrivate }) => {
      const { seq, kind, payload, before, after: now, reason, ...event } = row
      const link = {
        seq,
        previousHash: row.previousHash?.toString('hex') ?? '',
        hash: row.hash.toString('hex'),
      }
      if (!isSeen) return link
      const told = {
        ...link,
        kind,
        says: happeningOf(kind),
        at: event.at,
        who: event.who,
        role: event.role,
        organization: event.organization,
        system: event.systemActor,
        report: event.report,
      }
      if (isPrivate) return told
      return { ...told, before: parsed(before), after: parsed(now), reason, payload }
    })
    after = page.at(-1)?.row.seq ?? through
  }
}

async function readPage(actor: BundleReader, awardId: number, after: number, through: number) {
  const rows = await db
    .selectFrom('events')
    .leftJoin('people', 'people.id', 'events.personId')
    .leftJoin('memberships', 'memberships.id', 'events.membershipId')
    .leftJoin('organizations', 'organizations.id', 'events.organizationId')
    .leftJoin('reports', 'reports.id', 'events.reportId')
    .where('events.chain', '=', chainOf(awardId))
    .where('events.seq', '>', after)
    .where('events.seq', '<=', through)
    .select((eb) => [
      'events.seq',
      'events.kind',
      'events.at',
      'events.systemActor',
      'events.reason',
      'events.previousHash',
      'events.hash',
      eb.cast<string | null>('events.before', 'text').as('before'),
      eb.cast<string | null>('events.after', 'text').as('after'),
      hashedPayload.as('payload'),
      'people.name as who',
      'memberships.role',
      'organizations.name as organization',
      'reports.number as report',
      'reports.organizationId as reportOrganizationId',
      eb('events.id', 'in', eventsSeenBy(actor, { awardId }).select('events.id')).as('isSeen'),
    ])
    .orderBy('events.seq')
    .limit(pageSize)
    .execute()
  return rows.map(({ isSeen, reportOrganizationId, ...row }) => ({
    row,
    isSeen,
    isPrivate: authorsOwn.includes(row.kind) && reportOrganizationId !== actor.organizationId,
  }))
}

function parsed(json: string | null): unknown {
  return json === null ? null : JSON.parse(json)
}
