import { type Permitted, may } from '#app/domain/access.ts'
import { awardName } from '#app/domain/award.ts'
import { formatShortDate } from '#app/domain/calendar.ts'
import { dayIn } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import { decisionKindLabels } from '#app/domain/decisions.ts'
import { visitKindLabels } from '#app/domain/oversight/visits.ts'
import { reportLabel } from '#app/domain/report/period_name.ts'
import { agreementLabels, longestRenewal } from '#app/domain/study/agreements.ts'
import { differenceNeed } from '#app/domain/study/reconciliation.ts'
import { deliverableNeed } from '#app/domain/study/deliverables.ts'
import { stageLabels } from '#app/domain/study/stages.ts'
import {
  type Need,
  agreementNeed,
  closeoutNeed,
  correctionNeed,
  findingNeed,
  milestoneNeed,
  modificationNeed,
  petitionNeed,
  reportNeed,
  siteInvitationNeed,
  visitNeed,
} from '#app/domain/today.ts'
import * as paths from '#app/paths.ts'
import { listCloseoutsOnDesk } from '#db/awards/closeout.ts'
import { listModificationsOnDesk } from '#db/awards/modifications.ts'
import { listCorrectionsOnDesk, listVisitsOnDesk } from '#db/oversight/corrections.ts'
import { listPracticeOnDesk } from '#db/evidence/practice.ts'
import { listDraftsOnDesk } from '#db/decisions/find.ts'
import { listAssistanceOnDesk } from '#db/oversight/assistance.ts'
import { listOverlapsOnDesk } from '#db/overlap/find.ts'
import { listPetitionsOnDesk } from '#db/reports/expected.ts'
import { listAgreementsOnDesk } from '#db/studies/agreements.ts'
import { listAlertsOnDesk } from '#db/studies/alerts.ts'
import { listDeliverablesOnDesk } from '#db/studies/deliverables.ts'
import { listFindingsOnDesk } from '#db/studies/findings.ts'
import { listGateRequestsOnDesk } from '#db/studies/gate_requests.ts'
import { listDifferencesOnDesk } from '#db/studies/reconciliation.ts'
import { listSiteInvitationsOnDesk } from '#db/studies/site_invitations.ts'
import {
  countOpenInvitations,
  listAwardsWithoutOfficer,
  listGatesOnDesk,
  listMilestonesOnDesk,
  listReportsOnDesk,
} from '#db/today.ts'

/** One thing that waits, for this person or for another. */
export interface Entry extends Need {
  key: string
  /** The colleague who is away and whose work it is. */
  standsInFor?: string | null
  about: string
  href: string | null
  sample: boolean
}

/** Everything on a person's desk on a day, whatever it is about. */
export async function deskOf(actor: Permitted<'session.use'>, day: string): Promise<Entry[]> {
  const { role } = actor
  const [
    reports,
    petitions,
    modifications,
    closeouts,
    corrections,
    visits,
    milestones,
    gates,
    requests,
    agreements,
    sites,
    findings,
    differences,
    deliverables,
    practice,
    assistance,
    overlaps,
    drafts,
    alerts,
    unassigned,
    invitations,
  ] = await Promise.all([
    listReportsOnDesk(actor, day),
    listPetitionsOnDesk(actor),
    listModificationsOnDesk(actor),
    listCloseoutsOnDesk(actor),
    listCorrectionsOnDesk(actor),
    listVisitsOnDesk(actor),
    listMilestonesOnDesk(actor, addDays(day, 30)),
    listGatesOnDesk(actor),
    listGateRequestsOnDesk(actor),
    listAgreementsOnDesk(actor, addDays(day, longestRenewal)),
    listSiteInvitationsOnDesk(actor, day),
    listFindingsOnDesk(actor),
    listDifferencesOnDesk(actor),
    listDeliverablesOnDesk(actor, addDays(day, 30)),
    listPracticeOnDesk(actor),
    listAssistanceOnDesk(actor),
    listOverlapsOnDesk(actor),
    listDraftsOnDesk(actor),
    listAlertsOnDesk(actor),
    listAwardsWithoutOfficer(actor),
    countOpenInvitations(actor),
  ])

  return [
    ...reports.flatMap((report) => {
      const need = reportNeed(role, report, day)
      if (!need) return []
      return [
        {
          ...need,
          key: `report ${report.number}`,
          standsInFor: report.standsInFor,
          about: reportName(report),
          href: report.isOpen ? paths.report(report.number) : paths.award(report.awardNumber),
          sample: report.sample,
        },
      ]
    }),
    ...petitions.map((petition) => ({
      ...petitionNeed(
        actor,
        {
          ...petition,
          askedOn: dayIn(petition.askedAt),
          hasOfficer: petition.hasOfficer === true,
        },
        day,
      ),
      key: `${petition.kind} ${petition.number}`,
      standsInFor: petition.standsInFor,
      about: reportName(petition),
      href: paths.reportPetition(petition.number, petition.kind),
      sample: petition.sample,
    })),
    ...modifications.map((modification) => ({
      ...modificationNeed(
        actor,
        {
          ...modification,
          askedOn: modification.askedAt && dayIn(modification.askedAt),
          hasOfficer: modification.hasOfficer === true,
        },
        day,
      ),
      key: `modification ${modification.number} ${modification.no}`,
      standsInFor: modification.standsInFor,
      about: awardName(modification),
      href: paths.modification(modification.number, modification.no),
      sample: modification.sample,
    })),
    ...closeouts.flatMap((award) => {
      const need = closeoutNeed(
        role,
        {
          status: award.status,
          lastDay: award.endedOn ?? award.periodEnd,
          settled: award.settled.map(({ item }) => item),
        },
        day,
      )
      if (!need) return []
      const isMove = award.status !== 'closeout' && may(role, 'award.move')
      return [
        {
          ...need,
          key: `closeout ${award.number}`,
          standsInFor: award.standsInFor,
          about: awardName(award),
          href: isMove ? paths.awardStatus(award.number) : paths.closeout(award.number),
          sample: award.sample,
        },
      ]
    }),
    ...corrections.flatMap((action) => {
      const need = correctionNeed(role, action, day)
      if (!need) return []
      return [
        {
          ...need,
          key: `correction ${action.number} ${action.no}`,
          standsInFor: action.standsInFor,
          about: awardName(action),
          href: paths.correction(action.number, action.no),
          sample: action.sample,
        },
      ]
    }),
    ...visits.flatMap((visit) => {
      const need = visitNeed(role, visit.plannedOn, day)
      if (!need) return []
      return [
        {
          ...need,
          key: `visit ${visit.number} ${visit.no}`,
          standsInFor: visit.standsInFor,
          about: `${visitKindLabels[visit.kind]}, ${awardName(visit)}`,
          href: paths.visit(visit.number, visit.no),
          sample: visit.sample,
        },
      ]
    }),
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
    ...unassigned.map((award) => ({
      urgency: 'now' as const,
      what: 'Assign a program officer',
      why: 'Nobody looks after this award.',
      key: `award ${award.number}`,
      about: awardName(award),
      href: paths.awardAssignment(award.number),
      sample: award.sample,
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

function reportName(
  report: Parameters<typeof reportLabel>[0] & {
    awardName: string | null
    leadOrganization: string
  },
): string {
  const { awardName: name, leadOrganization } = report
  return `${reportLabel(report)} report, ${awardName({ name, leadOrganization })}`
}
