import { type Permitted, may } from '#app/domain/access.ts'
import { awardName } from '#app/domain/award.ts'
import { formatShortDate } from '#app/domain/calendar.ts'
import { addDays } from '#app/domain/dates.ts'
import { agreementLabels, longestRenewal } from '#app/domain/study/agreements.ts'
import { differenceNeed } from '#app/domain/study/reconciliation.ts'
import { deliverableNeed } from '#app/domain/study/deliverables.ts'
import { stageLabels } from '#app/domain/study/stages.ts'
import { agreementNeed, findingNeed, milestoneNeed, siteInvitationNeed } from '#app/domain/today.ts'
import * as paths from '#app/paths.ts'
import { listAgreementsOnDesk } from '#db/studies/agreements.ts'
import { listAlertsOnDesk } from '#db/studies/alerts.ts'
import { listDeliverablesOnDesk } from '#db/studies/deliverables.ts'
import { listFindingsOnDesk } from '#db/studies/findings.ts'
import { listGateRequestsOnDesk } from '#db/studies/gate_requests.ts'
import { listDifferencesOnDesk } from '#db/studies/reconciliation.ts'
import { listSiteInvitationsOnDesk } from '#db/studies/site_invitations.ts'
import { listGatesOnDesk, listMilestonesOnDesk } from '#db/today.ts'
import type { Entry } from './entry.ts'

/** What waits at studies. */
export async function studiesOnDesk(
  actor: Permitted<'session.use'>,
  day: string,
): Promise<Entry[]> {
  const { role } = actor
  const [
    milestones,
    requests,
    agreements,
    findings,
    differences,
    deliverables,
    alerts,
    sites,
    gates,
  ] = await Promise.all([
    listMilestonesOnDesk(actor, addDays(day, 30)),
    listGateRequestsOnDesk(actor),
    listAgreementsOnDesk(actor, addDays(day, longestRenewal)),
    listFindingsOnDesk(actor),
    listDifferencesOnDesk(actor),
    listDeliverablesOnDesk(actor, addDays(day, 30)),
    listAlertsOnDesk(actor),
    listSiteInvitationsOnDesk(actor, day),
    listGatesOnDesk(actor),
  ])
  return [
    ...milestones.flatMap((milestone) => {
      const need = milestoneNeed(
        role,
        {
          ...milestone,
          sentBack: milestone.sentBack === true,
          submittedByYou: milestone.submittedByYou === true,
        },
        day,
      )
      if (!need) return []
      return [
        {
          ...need,
          key: `milestone ${milestone.slug} ${milestone.code}`,
          standsInFor: milestone.standsInFor,
          about: `${milestone.name}, ${milestone.title}`,
          href: paths.milestone(milestone.slug, milestone.code),
          sample: milestone.sample,
        },
      ]
    }),
    ...requests.map(({ slug, stage, side, title, sample, asker }) => ({
      urgency: 'now' as const,
      what: 'Propose a gate decision',
      why: `${asker} asks for it.`,
      key: `request ${slug} ${stage} ${side}`,
      about: `${stageLabels[stage]}, ${side}, ${title}`,
      href: paths.gate(slug, stage, side),
      sample,
    })),
    ...agreements.flatMap(({ slug, title, sample, id, ...agreement }) => {
      const need = agreementNeed(agreement, day)
      if (!need) return []
      const about = `${agreementLabels[agreement.kind]}, ${agreement.party}, ${title}`
      return [{ ...need, key: `agreement ${id}`, about, href: paths.studyAgreements(slug), sample }]
    }),
    ...findings.map(({ slug, no, title, outcomeMeasure, sample }) => ({
      key: `finding ${slug} ${no}`,
      ...findingNeed(role),
      about: `${outcomeMeasure}, ${title}`,
      href: paths.studyFinding(slug, no),
      sample,
    })),
    ...differences.map((difference) => ({
      key: `difference ${difference.id}`,
      ...differenceNeed(difference),
      about: `${awardName(difference)}, ${difference.title}`,
      href: paths.countDifference(difference.slug, difference.id),
      sample: difference.sample,
    })),
    ...deliverables.flatMap((row) => {
      const need = deliverableNeed(role, row, day)
      if (!need) return []
      return [
        {
          ...need,
          key: `deliverable ${row.slug} ${row.no}`,
          about: `${row.title}, ${row.studyTitle}`,
          href: paths.deliverable(row.slug, row.no),
          sample: row.sample,
        },
      ]
    }),
    ...alerts.map((alert) => ({
      urgency: 'now' as const,
      what: 'Say what an overlap means for the study',
      why: `${awardName(alert)} is at a site’s place and sector. A decision waits until ${formatShortDate(alert.freeOn)}.`,
      key: `alert ${alert.slug} ${alert.no}`,
      about: alert.title,
      href: paths.studyAlert(alert.slug, alert.no),
      sample: alert.sample,
    })),
    ...sites.map((invitation) => ({
      ...siteInvitationNeed(role, invitation, day),
      key: `site ${invitation.id}`,
      about: `${invitation.title}, ${awardName(invitation)}`,
      href: paths.siteInvitation(invitation.slug, invitation.id),
      sample: invitation.sample,
    })),
    ...gates.flatMap((gate) =>
      may(role, 'gate.read')
        ? [
            {
              urgency: may(role, 'gate.decide') ? ('now' as const) : ('watch' as const),
              what: may(role, 'gate.decide') ? 'Decide a gate' : 'Wait for a gate’s decision',
              why: `Proposed by ${gate.proposer}.`,
              key: `gate ${gate.slug} ${gate.stage} ${gate.side}`,
              about: `${stageLabels[gate.stage]}, ${gate.side}, ${gate.title}`,
              href: paths.gate(gate.slug, gate.stage, gate.side),
              sample: gate.sample,
            },
          ]
        : [],
    ),
  ]
}
