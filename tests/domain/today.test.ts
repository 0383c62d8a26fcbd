import { describe, expect, test } from 'vitest'
import { type ReportOnDesk, milestoneNeed, petitionNeed, reportNeed } from '#app/domain/today.ts'

const day = '2026-11-21'
const due = (workingDueOn: string): ReportOnDesk => ({
  author: 'draft',
  agency: 'none',
  endedAs: null,
  statutoryDueOn: workingDueOn,
  workingDueOn,
  extendedDueOn: null,
  petition: null,
})
const submitted = { ...due('2026-11-13'), author: 'submitted' } as const

describe('a report on somebody’s desk', () => {
  test('a submitted report asks its officer to pick it up and its grantee to wait', () => {
    expect(reportNeed('officer', submitted, day)).toMatchObject({
      urgency: 'now',
      what: 'Pick up the report',
    })
    expect(reportNeed('preparer', submitted, day)).toMatchObject({ urgency: 'watch' })
  })

  test('a late report asks the officer to ask for it and the preparer to finish it', () => {
    const late = due('2026-10-30')
    expect(reportNeed('officer', late, day)).toMatchObject({
      urgency: 'now',
      why: 'It was due Friday, October 30, 22 days late.',
    })
    expect(reportNeed('preparer', late, day)).toMatchObject({
      urgency: 'now',
      what: 'Finish the report',
    })
  })

  test('a report due in a month is coming up for the grantee and not yet on the officer’s list', () => {
    expect(reportNeed('preparer', due('2026-12-21'), day)?.urgency).toBe('soon')
    expect(reportNeed('officer', due('2026-12-21'), day)).toBeNull()
  })

  test('a report handed over is the certifier’s to sign and the preparer’s to wait for', () => {
    const handedOver = { ...due('2026-11-30'), author: 'awaiting_certification' } as const
    expect(reportNeed('certifier', handedOver, day)?.what).toBe('Certify the report')
    expect(reportNeed('preparer', handedOver, day)?.urgency).toBe('watch')
  })

  test('returned sections are the grantee’s to correct whatever the due date', () => {
    const returned = { ...due('2027-01-30'), agency: 'returned' } as const
    expect(reportNeed('preparer', returned, day)?.what).toBe('Correct the report')
    expect(reportNeed('officer', returned, day)?.urgency).toBe('watch')
  })

  test('an accepted report asks nothing of anybody', () => {
    expect(reportNeed('officer', { ...submitted, agency: 'accepted' }, day)).toBeNull()
    expect(reportNeed('certifier', { ...submitted, agency: 'accepted' }, day)).toBeNull()
  })
})

describe('what is asked about a due date', () => {
  const asked = {
    kind: 'extension',
    wantedOn: '2026-12-31',
    askerName: 'Luis Herrera',
    askedBy: 1,
    askedOn: '2026-11-20',
    recommendation: null,
    recommendedBy: null,
    hasOfficer: true,
  } as const
  const officer = { role: 'officer', personId: 2 } as const
  const decider = { role: 'grants_officer', personId: 3 } as const

  test('asks the officer for her recommendation, and the grants officer to wait for it', () => {
    expect(petitionNeed(officer, asked, day)).toEqual({
      urgency: 'now',
      what: 'Recommend on the extension',
      why: 'Luis Herrera asks for Dec 31, 2026.',
    })
    expect(petitionNeed(decider, asked, day).urgency).toBe('watch')
  })

  test('asks for the decision once it is recommended, or five working days went by', () => {
    const recommended = { ...asked, recommendation: 'against', recommendedBy: 2 } as const
    expect(petitionNeed(decider, recommended, day)).toMatchObject({
      urgency: 'now',
      why: 'Luis Herrera asks for Dec 31, 2026. The program officer is against it.',
    })
    expect(petitionNeed(decider, asked, '2026-11-30').what).toBe('Decide the extension')
    expect(petitionNeed(decider, { ...asked, hasOfficer: false }, day).urgency).toBe('now')
  })
})

describe('a milestone on somebody’s desk', () => {
  const milestone = {
    state: 'in_progress',
    role: 'lead',
    forecastOn: '2026-12-01',
    sentBack: false,
    submittedByYou: false,
  } as const

  test('evidence asks an evaluation officer to decide, but not the one who submitted it', () => {
    const waiting = { ...milestone, state: 'evidence_submitted' } as const
    expect(milestoneNeed('evaluation_officer', waiting, day)?.urgency).toBe('now')
    expect(
      milestoneNeed('evaluation_officer', { ...waiting, submittedByYou: true }, day)?.urgency,
    ).toBe('watch')
  })

  test('a forecast that has passed needs its lead now, one within 30 days soon, a later one not yet', () => {
    expect(milestoneNeed('lead', { ...milestone, forecastOn: '2026-11-20' }, day)?.urgency).toBe(
      'now',
    )
    expect(milestoneNeed('lead', milestone, day)?.urgency).toBe('soon')
    expect(milestoneNeed('lead', { ...milestone, forecastOn: '2027-01-05' }, day)).toBeNull()
  })

  test('evidence that waits is watched by who records it or submitted it, and by nobody else', () => {
    const waiting = { ...milestone, state: 'evidence_submitted' as const }
    expect(milestoneNeed('lead', waiting, day)?.urgency).toBe('watch')
    for (const role of ['officer', 'director', 'auditor', 'preparer'] as const) {
      expect(milestoneNeed(role, waiting, day)).toBeNull()
    }
    expect(milestoneNeed('director', { ...waiting, submittedByYou: true }, day)?.urgency).toBe(
      'watch',
    )
  })

  test('a milestone another role records is not on the list', () => {
    expect(milestoneNeed('analyst', milestone, day)).toBeNull()
  })
})
