import { type Permitted, may } from '#app/domain/access.ts'
import { awardName } from '#app/domain/award.ts'
import { dayIn } from '#app/domain/clock.ts'
import { visitKindLabels } from '#app/domain/oversight/visits.ts'
import { reportLabel } from '#app/domain/report/period_name.ts'
import {
  closeoutNeed,
  correctionNeed,
  modificationNeed,
  petitionNeed,
  reportNeed,
  visitNeed,
} from '#app/domain/today.ts'
import * as paths from '#app/paths.ts'
import { listCloseoutsOnDesk } from '#db/awards/closeout.ts'
import { listModificationsOnDesk } from '#db/awards/modifications.ts'
import { listCorrectionsOnDesk, listVisitsOnDesk } from '#db/oversight/corrections.ts'
import { listPetitionsOnDesk } from '#db/reports/expected.ts'
import { listAwardsWithoutOfficer, listReportsOnDesk } from '#db/today.ts'
import type { Entry } from './entry.ts'

/** What waits at the awards themselves: reports, what is asked of them, their life and oversight. */
export async function awardsOnDesk(actor: Permitted<'session.use'>, day: string): Promise<Entry[]> {
  const { role } = actor
  const [reports, petitions, modifications, closeouts, corrections, visits, unassigned] =
    await Promise.all([
      listReportsOnDesk(actor, day),
      listPetitionsOnDesk(actor),
      listModificationsOnDesk(actor),
      listCloseoutsOnDesk(actor),
      listCorrectionsOnDesk(actor),
      listVisitsOnDesk(actor),
      listAwardsWithoutOfficer(actor),
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
    ...unassigned.map((award) => ({
      urgency: 'now' as const,
      what: 'Assign a program officer',
      why: 'Nobody looks after this award.',
      key: `award ${award.number}`,
      about: awardName(award),
      href: paths.awardAssignment(award.number),
      sample: award.sample,
    })),
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
