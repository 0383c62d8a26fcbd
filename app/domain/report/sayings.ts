import { listed, wordsFor } from '../words.ts'

interface Told {
  organizationName: string
  certifiers: readonly string[]
  officerName: string | null
}

/** What just happened and who sees it, after the move of this name; null for any other name. */
export function sayingAfter(done: string | null, report: Told) {
  return wordsFor(sayings, done)?.(report) ?? null
}

const sayings = {
  handed_over: ({ certifiers }: Told) => ({
    title: 'Handed over for certification',
    text: `${listed(certifiers) || 'The certifying official'} finds it on their start page and signs it, or declines with a reason.`,
  }),
  figures_saved: () => ({
    title: 'Figures saved from your file',
    text: 'They stand in their sections like figures typed there. Check your answers before you hand over.',
  }),
  declined: () => ({
    title: 'Declined to certify',
    text: 'The report is a draft again. Its preparers see your reason on top of it.',
  }),
  withdrawn: ({ officerName }: Told) => ({
    title: 'Withdrawn',
    text: `The report is a draft again, and its due date has not moved. ${officerName ?? 'The program officer'} no longer finds it in the queue; the sealed version stays on record.`,
  }),
  pick_up: ({ organizationName }: Told) => ({
    title: 'Picked up for review',
    text: `${organizationName} sees that the review has begun and can no longer withdraw the report.`,
  }),
  take_over: () => ({
    title: 'Taken over',
    text: 'The review is yours now, with its checklist and its questions. The officer of the award is told.',
  }),
  hand_back: () => ({
    title: 'Handed back unreviewed',
    text: 'The report waits in the queue again.',
  }),
  look_asked: () => ({
    title: 'Second look asked for',
    text: 'Your colleague is told and can read this report. You can decide at any time, with or without an answer.',
  }),
  opinion_given: ({ officerName }: Told) => ({
    title: 'Opinion given',
    text: `${officerName ?? 'The program officer'} is told and decides.`,
  }),
  ticked: () => ({
    title: 'Checklist saved',
    text: 'Your ticks are part of the record of this review. The grantee does not see them.',
  }),
  returned: ({ organizationName }: Told) => ({
    title: 'Sections returned',
    text: `${organizationName} sees your words on top of the report and can change only those sections.`,
  }),
  accepted: ({ organizationName }: Told) => ({
    title: 'Accepted',
    text: `Its figures count in the award’s actuals and the stream’s totals from now on. ${organizationName} sees that it is accepted.`,
  }),
  reopened: ({ organizationName }: Told) => ({
    title: 'Sections reopened',
    text: `${organizationName} can correct the chosen sections. The accepted figures count until the next version is accepted, marked as being corrected.`,
  }),
}
