import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '#app/domain/dates.ts'
import { addWorkingDays } from '#app/domain/holidays.ts'
import { noticeLines } from '#app/domain/notice_lines.ts'
import {
  type RemindedReport,
  dueSteps,
  petitionReminder,
  petitionSteps,
  remindersOn,
  waitSteps,
} from '#app/domain/report/reminders.ts'
import { agencyStates, authorStates, reportEnds } from '#app/domain/report/states.ts'

/** Example 3 of the reporting rules: due on Friday, November 13, late from Sunday the 15th. */
const open: RemindedReport = {
  author: 'draft',
  agency: 'none',
  endedAs: null,
  workingDueOn: '2026-11-13',
  statutoryDueOn: '2026-11-14',
  extendedDueOn: null,
  movedOn: '2026-10-01',
  taken: [],
}

/** Runs the schedule on chosen days and answers day → steps. */
function live(report: RemindedReport, days: readonly string[]): [string, string][] {
  const taken: { step: string; countedFrom: string }[] = []
  return days.flatMap((day) => {
    const reminders = remindersOn({ ...report, taken }, day)
    taken.push(...reminders)
    return reminders.map(({ step }): [string, string] => [day, step])
  })
}

const daysFrom = (start: string, count: number) =>
  Array.from({ length: count }, (_, step) => addDays(start, step))

const year = daysFrom('2026-08-01', 365)

describe('due dates', () => {
  test('are reminded of before the working date and after the last day in time', () => {
    expect(live(open, year)).toEqual([
      ['2026-10-14', 'before_30'],
      ['2026-10-30', 'before_14'],
      ['2026-11-06', 'before_7'],
      ['2026-11-12', 'before_1'],
      ['2026-11-15', 'after_1'],
      ['2026-11-21', 'after_7'],
      ['2026-11-28', 'after_14'],
      ['2026-11-29', 'officer_15'],
      ['2026-12-14', 'supervisor_30'],
    ])
  })

  test('that were extended are reminded of anew, and late only after the new date', () => {
    const taken = remindersOn(open, '2026-11-12')
    const extended = { ...open, extendedDueOn: '2026-12-15', taken }
    expect(remindersOn(extended, '2026-11-16').map(({ step }) => step)).toEqual(['before_30'])
    expect(remindersOn(extended, '2026-12-16').map(({ step }) => step)).toEqual(['after_1'])
  })

  test('that were missed for days send the latest step alone', () => {
    expect(live(open, ['2026-11-25', '2026-11-25', '2026-11-26'])).toEqual([
      ['2026-11-25', 'after_7'],
    ])
    expect(live(open, ['2027-06-01', '2027-06-02'])).toEqual([['2027-06-01', 'supervisor_30']])
  })

  test('of a submitted, returned or ended report are nobody’s concern', () => {
    for (const author of authorStates) {
      for (const agency of agencyStates) {
        for (const endedAs of [null, ...reportEnds]) {
          const isOpen = author !== 'submitted' && agency === 'none' && endedAs === null
          const told = live({ ...open, author, agency, endedAs }, year)
          const isDue = told.some(([, step]) => dueSteps.some((one) => one.step === step))
          expect(isDue, `${author} ${agency} ${endedAs}`).toBe(isOpen)
        }
      }
    }
  })
})

describe('waiting', () => {
  const waiting = { ...open, author: 'submitted' as const, movedOn: '2026-11-20' }

  test('counts working days: a weekend and Thanksgiving are none', () => {
    expect(addWorkingDays('2026-11-20', 5)).toBe('2026-11-30')
    expect(addWorkingDays('2026-11-20', 0)).toBe('2026-11-20')
  })

  test('for pick-up asks the officer, then the supervisor', () => {
    expect(live(waiting, year)).toEqual([
      ['2026-11-30', 'pick_up_5'],
      [addWorkingDays('2026-11-20', 20), 'pick_up_20'],
    ])
  })

  test('in review asks the officer after ten days and the supervisor after twenty', () => {
    expect(live({ ...waiting, agency: 'in_review' }, year).map(([, step]) => step)).toEqual([
      'review_10',
      'review_20',
    ])
  })

  test('for a signature or a correction asks the grantee, then the officer, then the supervisor', () => {
    const signing = { ...open, author: 'awaiting_certification', agency: 'returned' } as const
    expect(live({ ...signing, movedOn: '2026-11-20' }, year).map(([, step]) => step)).toEqual([
      'signature_5',
      'signature_10',
      'signature_15',
      'signature_30',
    ])
    for (const agency of ['returned', 'reopened'] as const) {
      const correcting = { ...open, author: 'draft' as const, agency, movedOn: '2026-11-20' }
      expect(live(correcting, year).map(([, step]) => step)).toEqual([
        'correction_10',
        'correction_15',
        'correction_20',
      ])
    }
  })

  test('begins anew with each move', () => {
    const taken = remindersOn(waiting, '2026-12-01')
    const again = { ...waiting, movedOn: '2027-01-04', taken }
    expect(remindersOn(again, '2027-01-05')).toEqual([])
    expect(remindersOn(again, '2027-01-11').map(({ step }) => step)).toEqual(['pick_up_5'])
  })
})

test('each step is taken at most once, in order, whatever days the schedule runs on', () => {
  const ran = fc.array(fc.integer({ min: 0, max: 364 }), { maxLength: 60 })
  const states = fc.record({
    author: fc.constantFrom(...authorStates),
    agency: fc.constantFrom(...agencyStates),
    endedAs: fc.constantFrom(null, ...reportEnds),
  })
  fc.assert(
    fc.property(ran, states, (steps, state) => {
      const days = steps.sort((a, b) => a - b).map((step) => addDays('2026-08-01', step))
      const told = live({ ...open, ...state }, days).map(([, step]) => step)
      const due = told.filter((step) => dueSteps.some((one) => one.step === step))
      const order = dueSteps.map(({ step }) => step)
      return (
        new Set(told).size === told.length &&
        due.every((step, at) => at === 0 || order.indexOf(step) > order.indexOf(due[at - 1] ?? ''))
      )
    }),
    { numRuns: 300 },
  )
})

test.each([
  ['draft', 'none'],
  ['awaiting_certification', 'none'],
  ['draft', 'returned'],
  ['draft', 'reopened'],
  ['awaiting_certification', 'returned'],
  ['awaiting_certification', 'reopened'],
  ['submitted', 'none'],
  ['submitted', 'resubmitted'],
  ['submitted', 'in_review'],
] as const)(
  'a report that is %s, %s does not wait for ever: its supervisor is told',
  (author, agency) => {
    const steps = [...dueSteps, ...Object.values(waitSteps).flat()]
    const told = live({ ...open, author, agency, movedOn: '2026-11-20' }, year).map(
      ([, step]) => step,
    )
    const events = steps.filter(({ step }) => told.includes(step)).map(({ event }) => event)
    const audiences = noticeLines.flatMap(({ on, to }) =>
      events.some((event) => event === on) ? [...to] : [],
    )
    expect(audiences).toContain('supervisor')
  },
)

test('a request that nobody decides is told to those who can decide it, once a step', () => {
  const asked = { askedOn: '2026-11-20', isRecommended: false, taken: [] }
  expect(petitionReminder(asked, '2026-11-27')).toBeNull()
  expect(petitionReminder(asked, '2026-11-30')).toMatchObject({ step: 'petition_5' })
  expect(petitionReminder({ ...asked, isRecommended: true }, '2026-11-30')).toBeNull()
  const late = petitionReminder({ ...asked, isRecommended: true }, '2026-12-20')
  expect(late).toMatchObject({ step: 'petition_10', countedFrom: '2026-11-20' })
  expect(petitionReminder({ ...asked, taken: late ? [late] : [] }, '2026-12-21')).toBeNull()
})

test('every step is told to somebody', () => {
  const events = [...dueSteps, ...petitionSteps, ...Object.values(waitSteps).flat()].map(
    ({ event }) => event,
  )
  const told: readonly string[] = noticeLines.map(({ on }) => on)
  expect(events.filter((event) => !told.includes(event))).toEqual([])
})
