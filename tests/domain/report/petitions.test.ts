import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '#app/domain/dates.ts'
import {
  type DueDates,
  formatReportDue,
  isDelinquent,
  isReportLate,
  lastDayOf,
} from '#app/domain/report/due.ts'
import { decideForm } from '#app/domain/report/petition_forms.ts'
import {
  askRefusal,
  closedRefusal,
  decisionRefusal,
  extendedDateRefusal,
} from '#app/domain/report/petitions.ts'
import { agencyStates, authorStates, reportEnds } from '#app/domain/report/states.ts'

/** Example 3 of the reporting rules: due on a Friday, late from the Sunday. */
const due: DueDates = {
  statutoryDueOn: '2026-11-14',
  workingDueOn: '2026-11-13',
  extendedDueOn: null,
}
const open = { ...due, author: 'draft', agency: 'none', endedAs: null, petition: null } as const

describe('a due date', () => {
  const day = fc.integer({ min: 0, max: 18_262 }).map((days) => addDays('2000-01-01', days))

  test('in time lasts to the latest of the three dates, whatever their order', () => {
    fc.assert(
      fc.property(day, day, fc.option(day), (statutoryDueOn, workingDueOn, extendedDueOn) => {
        const dates = { statutoryDueOn, workingDueOn, extendedDueOn }
        const last = lastDayOf(dates)
        const all = [statutoryDueOn, workingDueOn, extendedDueOn ?? workingDueOn].sort()
        expect(last).toBe(all.at(-1))
        expect(isReportLate(dates, last)).toBe(false)
        expect(isReportLate(dates, addDays(last, 1))).toBe(true)
      }),
    )
  })

  test('says that it was extended and what is pending', () => {
    const shown = { ...due, extendedDueOn: '2026-12-15', petition: 'waiver' } as const
    expect(formatReportDue(shown, '2026-12-14')).toBe(
      'Tuesday, December 15, in 1 day (extended, waiver pending)',
    )
  })

  test('makes a report delinquent 30 days after it, or at once after another that never came', () => {
    const missed = (missedBefore: boolean) => ({ ...due, missedBefore })
    expect(isDelinquent(missed(false), '2026-12-13')).toBe(false)
    expect(isDelinquent(missed(false), '2026-12-14')).toBe(true)
    expect(isDelinquent(missed(true), '2026-11-14')).toBe(false)
    expect(isDelinquent(missed(true), '2026-11-15')).toBe(true)
    expect(isDelinquent({ ...missed(true), extendedDueOn: '2027-01-31' }, '2026-12-20')).toBe(false)
  })
})

describe('asking', () => {
  test('for more time ends the day before the report is due; to do without it does not', () => {
    expect(askRefusal('extension', open, '2026-11-12')).toBeNull()
    expect(askRefusal('extension', open, '2026-11-13')).toMatch(/before the due date/)
    expect(askRefusal('waiver', open, '2026-12-13')).toBeNull()
    expect(
      askRefusal('extension', { ...open, extendedDueOn: '2026-12-01' }, '2026-11-30'),
    ).toBeNull()
  })

  test('is for one thing at a time, and for reports that are still to come', () => {
    const pending = { ...open, petition: 'waiver' } as const
    expect(askRefusal('extension', pending, '2026-11-01')).toMatch(/^A waiver was asked for/)
    for (const author of authorStates) {
      for (const agency of agencyStates) {
        for (const endedAs of [null, ...reportEnds]) {
          const isToCome = author !== 'submitted' && agency === 'none' && endedAs === null
          const refusal = closedRefusal({ author, agency, endedAs })
          expect(refusal === null, `${author} ${agency} ${endedAs}`).toBe(isToCome)
        }
      }
    }
  })

  test('names a date after the last day in time, within a year of the period', () => {
    const report = { ...due, periodEnd: '2026-09-30' }
    expect(extendedDateRefusal('2026-11-14', report)).toMatch(/Saturday, November 14, 2026/)
    expect(extendedDateRefusal('2026-11-15', report)).toBeNull()
    expect(extendedDateRefusal('2027-09-30', report)).toBeNull()
    expect(extendedDateRefusal('2027-10-01', report)).toMatch(/one year after/)
  })
})

describe('deciding', () => {
  const asked = { askedBy: 1, askedOn: '2026-11-20', recommendedBy: null }
  const decider = { personId: 3, hasOfficer: true, day: '2026-11-20' }

  test('waits five working days for a recommendation, where somebody is there to give it', () => {
    expect(decisionRefusal(asked, decider)).toMatch(/^It waits for the program officer/)
    expect(decisionRefusal(asked, { ...decider, day: '2026-11-29' })).not.toBeNull()
    expect(decisionRefusal(asked, { ...decider, day: '2026-11-30' })).toBeNull()
    expect(decisionRefusal(asked, { ...decider, hasOfficer: false })).toBeNull()
    expect(decisionRefusal({ ...asked, recommendedBy: 2 }, decider)).toBeNull()
  })

  test('is never for who asked or recommended', () => {
    expect(decisionRefusal({ ...asked, recommendedBy: 3 }, decider)).toMatch(/Somebody else/)
    expect(decisionRefusal({ ...asked, askedBy: 3, recommendedBy: 2 }, decider)).not.toBeNull()
  })

  test('grants a date, and refuses without one', () => {
    const given = (decision: string, year: string) =>
      decideForm.extension.safeParse({
        decision,
        words: 'Because.',
        'grantedOn.month': '12',
        'grantedOn.day': '15',
        'grantedOn.year': year,
      })
    expect(given('granted', '2026').data).toMatchObject({ grantedOn: '2026-12-15' })
    expect(given('refused', '2026').data).toMatchObject({ grantedOn: null })
    const empty = decideForm.extension.safeParse({ decision: 'granted', words: 'Because.' })
    expect(empty.error?.issues[0]?.path).toEqual(['grantedOn', 'month'])
    expect(decideForm.extension.safeParse({ words: 'Because.' }).success).toBe(false)
  })
})
