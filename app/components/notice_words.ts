import { roleLabels } from '#app/domain/access.ts'
import { awardName } from '#app/domain/award.ts'
import { formatDateTime, formatDue, formatShortDate } from '#app/domain/calendar.ts'
import { noticeLine } from '#app/domain/notices.ts'
import { reportLabel } from '#app/domain/report/period_name.ts'
import { stageLabels } from '#app/domain/study/stages.ts'
import * as paths from '#app/paths.ts'
import type { Notice } from '#db/inbox.ts'

/** Where a notice leads: its report, or the award where that is all one may open; a milestone, a gate. */
export function noticeHref(notice: Notice): string {
  const { reportNumber, awardNumber, slug, milestoneCode, stage, side, invitationId } = notice
  const { subject } = noticeLine(notice.kind)
  if (subject === 'absence') return paths.accountAway()
  if (subject === 'decision' && notice.decisionNo) return paths.decision(Number(notice.decisionNo))
  if (subject === 'rating') return paths.countyHealth()
  if (reportNumber && (subject === 'extension' || subject === 'waiver')) {
    return paths.reportPetition(reportNumber, subject)
  }
  if (reportNumber && notice.isReportOpen) return paths.report(reportNumber)
  if (awardNumber && subject === 'modification') return paths.modifications(awardNumber)
  if (awardNumber && subject === 'outcome') return paths.awardOutcomes(awardNumber)
  if (awardNumber && subject === 'overlap') return paths.awardReach(awardNumber)
  if (awardNumber && subject === 'oversight') return paths.oversight(awardNumber)
  if (awardNumber && subject === 'assistance') return paths.assistance(awardNumber)
  if (slug && invitationId && subject === 'site_invitation') {
    return paths.siteInvitation(slug, Number(invitationId))
  }
  if (slug && subject === 'reconciliation') {
    return paths.studyReconciliation(slug, {}, awardNumber)
  }
  if (slug && subject === 'deliverable' && notice.deliverableNo) {
    return paths.deliverable(slug, Number(notice.deliverableNo))
  }
  if (slug && subject === 'alert') return paths.studyAlerts(slug)
  if (slug && subject === 'finding' && notice.findingNo) {
    return paths.studyFinding(slug, Number(notice.findingNo))
  }
  if (subject === 'practice' && notice.noteId) return paths.practiceNote(Number(notice.noteId))
  if (awardNumber && subject === 'practice_sent') return paths.awardPractice(awardNumber)
  if (slug && subject === 'study') return paths.study(slug)
  if (awardNumber) return paths.award(awardNumber)
  if (slug && milestoneCode) return paths.milestone(slug, milestoneCode)
  if (slug && stage && side) return paths.gate(slug, stage, side)
  return slug ? paths.study(slug) : paths.inbox()
}

/** What a notice is about, in the words its own page uses. */
function noticeAbout(notice: Notice): string {
  const { periodEnd, awardNumber, milestoneName, studyTitle, stage, side } = notice
  if (noticeLine(notice.kind).subject === 'absence') return absenceAbout(notice)
  if (notice.decisionAbout && !awardNumber && !studyTitle) return notice.decisionAbout
  const award =
    awardNumber && notice.leadOrganization
      ? awardName({ name: notice.awardName, leadOrganization: notice.leadOrganization })
      : null
  const report = periodEnd && `${reportLabel({ ...notice, periodEnd })} report`
  const gate = isStage(stage) && side ? `${stageLabels[stage]}, ${side}` : null
  return [report, award, milestoneName, gate, studyTitle].filter(Boolean).join(', ')
}

function absenceAbout({ subjectName, beginsOn, endsOn }: Notice): string {
  const span =
    beginsOn && endsOn ? `${formatShortDate(beginsOn)} to ${formatShortDate(endsOn)}` : null
  return [subjectName, span].filter(Boolean).join(', ')
}

/** A notice as a list shows it on a day. */
export function noticeEntry(notice: Notice, day: string) {
  const { says, ask, subject } = noticeLine(notice.kind)
  const { who, whoseRole, at, dueOn } = notice
  return {
    id: notice.id,
    isRead: notice.readAt !== null,
    sample: notice.sample === true,
    says,
    ask,
    about: noticeAbout(notice),
    due: subject === 'due_report' && dueOn ? `Due ${formatDue(dueOn, day)}.` : null,
    absentee: notice.absentee,
    who: who
      ? [who, whoseRole && roleLabels[whoseRole].toLowerCase()].filter(Boolean).join(', ')
      : notice.systemActor === 'reviewer'
        ? 'A reviewer by invitation'
        : 'The schedule',
    when: { text: formatDateTime(at), iso: at.toISOString() },
  }
}

export type NoticeEntry = ReturnType<typeof noticeEntry>

function isStage(stage: string | null): stage is keyof typeof stageLabels {
  return stage !== null && stage in stageLabels
}
