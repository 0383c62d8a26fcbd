import { type Permitted } from '#app/domain/access.ts'
import { awardName } from '#app/domain/award.ts'
import { decisionKindLabels } from '#app/domain/decisions.ts'
import * as paths from '#app/paths.ts'
import { listPracticeOnDesk } from '#db/evidence/practice.ts'
import { listDraftsOnDesk } from '#db/decisions/find.ts'
import { listAssistanceOnDesk } from '#db/oversight/assistance.ts'
import { listOverlapsOnDesk } from '#db/overlap/find.ts'
import { countOpenInvitations } from '#db/today.ts'
import type { Entry } from './entry.ts'

/** What waits between awards, and above them. */
export async function initiativeOnDesk(actor: Permitted<'session.use'>): Promise<Entry[]> {
  const [practice, assistance, overlaps, drafts, invitations] = await Promise.all([
    listPracticeOnDesk(actor),
    listAssistanceOnDesk(actor),
    listOverlapsOnDesk(actor),
    listDraftsOnDesk(actor),
    countOpenInvitations(actor),
  ])
  return [
    ...practice.notes.map(({ id, title, sample, state }) => ({
      urgency: 'now' as const,
      what: state === 'submitted' ? 'Approve or return a practice note' : 'Mend a practice note',
      why: state === 'submitted' ? 'It is handed over.' : 'It was returned with words.',
      key: `practice ${id}`,
      about: title,
      href: paths.practiceNote(id),
      sample,
    })),
    ...practice.waiting.map(({ id, title, sample, number }) => ({
      urgency: 'soon' as const,
      what: 'Read a practice note',
      why: `Your program officer sent it for ${number}. Say whether it is of use.`,
      key: `practice sent ${id}`,
      about: title,
      href: paths.awardPracticeNote(number, id),
      sample,
    })),
    ...assistance.map(({ no, topic, asker, ...award }) => ({
      urgency: 'now' as const,
      what: 'Answer a request for assistance',
      why: `${asker} asks: ${topic}`,
      key: `assistance ${award.number} ${no}`,
      standsInFor: award.standsInFor,
      about: awardName(award),
      href: paths.oneAssistance(award.number, no),
      sample: award.sample,
    })),
    ...overlaps.map((one) => ({
      urgency: 'soon' as const,
      what: 'Say what you know of an overlap',
      why: 'The director decides it on what officers of either award say.',
      key: `overlap ${one.id}`,
      about: [
        awardName({ name: one.lowName, leadOrganization: one.lowOrganization }),
        awardName({ name: one.highName, leadOrganization: one.highOrganization }),
      ].join(' and '),
      href: paths.overlap(one.id),
      sample: one.sample,
    })),
    ...drafts.map((draft) => ({
      urgency: 'soon' as const,
      what: 'Publish the draft of a decision',
      why: `${decisionKindLabels[draft.kind]}. Drafted by ${draft.drafter}; until it is published nobody is told.`,
      key: `decision ${draft.no}`,
      about: draft.name,
      href: paths.decision(draft.no),
      sample: draft.sample,
    })),
    ...(invitations > 0
      ? [
          {
            urgency: 'watch' as const,
            what: invitations === 1 ? '1 open invitation' : `${invitations} open invitations`,
            why: 'Not accepted yet.',
            key: 'invitations',
            about: 'People',
            href: paths.people(),
            sample: false,
          },
        ]
      : []),
  ]
}
