import { reportStatus, reportStatusLabels } from '#app/domain/report/states.ts'
import type { FilledAward } from './new_reports.ts'
import type { Rows } from './report_columns.ts'
import type { Act, Part } from './stories.ts'
import { returnWords } from './words.ts'

/** The events of a report's acts. */
export function tell(
  made: Rows,
  award: FilledAward,
  acts: readonly Act[],
  versions: ReadonlyMap<number, string>,
  figures: number,
  reportId: number,
): void {
  for (const [index, { kind, by, at, sections, before, after }] of acts.entries()) {
    const status = { status: reportStatusLabels[reportStatus(after)] }
    const sealed = versions.get(after.versionNo)
    const isSubmitted = after.versionNo > before.versionNo
    made.fillEvents.push({
      awardId: award.id,
      reportId,
      at: at.toISOString(),
      step: 10 + index,
      kind,
      ...actorOf(award, by),
      before:
        kind === 'report.opened'
          ? null
          : JSON.stringify({ status: reportStatusLabels[reportStatus(before)] }),
      after: JSON.stringify({
        ...(kind === 'report.opened' ? {} : status),
        ...(sections.length > 0 ? { sections } : {}),
        ...(after.versionNo > 0 ? { version: after.versionNo } : {}),
        ...(isSubmitted && sealed ? { sha256: sealed } : {}),
        ...(kind === 'report.accepted' ? { figures } : {}),
      }),
      reason: reasons[kind] ?? null,
    })
  }
}

const reasons: Partial<Record<Act['kind'], string>> = {
  'report.returned': returnWords[0],
  'report.reopened': 'A figure was found to be wrong in a desk review.',
  'report.not_required': 'The award had no activity in the period by agreement.',
}

function actorOf(award: FilledAward, by: Part) {
  const of = (
    personId: number | null,
    membershipId: number | null,
    organizationId: number | null,
  ) => ({
    personId,
    membershipId,
    organizationId,
    systemActor: null,
  })
  switch (by) {
    case 'scheduler':
      return { ...of(null, null, null), systemActor: 'scheduler' }
    case 'preparer':
      return of(award.preparer, award.preparerMembership, award.organizationId)
    case 'certifier':
      return of(award.certifier, award.certifierMembership, award.organizationId)
    case 'officer':
      return of(award.officer, award.officerMembership, award.officerOrganization)
    case 'grants_officer':
      return of(award.grants, award.grantsMembership, award.grantsOrganization)
  }
}
