import { expect, test } from 'vitest'
import { readinessOf } from '#app/domain/report/readiness.ts'
import { openFindings, spoken } from '#app/domain/report/warnings.ts'
import { explainForm } from '#app/domain/report/warnings_forms.ts'
import { listItems, listRules } from '../reference.ts'

const items = listItems('GJC-Q')
const rules = listRules('GJC-Q')

function readiness(answers: Record<string, string>, explanations: Record<string, string> = {}) {
  return readinessOf({
    items,
    rules,
    answers: { GJC_WAGE_REPORTED: '9', ...answers },
    explanations,
    previous: [{ GJC_ENROLLED: '10' }],
    award: { obligated: null, periodStart: null, periodEnd: null, targets: {} },
    periodEnd: '2026-06-30',
  })
}

const states = (of: ReturnType<typeof readiness>) =>
  of.warnings.map(({ key, explanation }) => [key, explanation])

test('a line stays with its warning while a changed value leaves the warning as it is', () => {
  const words = { 'GJC-21': 'A second site opened.' }
  expect(states(readiness({ GJC_ENROLLED: '31' }, words))).toEqual([
    ['GJC-21', 'A second site opened.'],
  ])
  expect(states(readiness({ GJC_ENROLLED: '45' }, words))).toEqual([
    ['GJC-21', 'A second site opened.'],
  ])
  expect(states(readiness({ GJC_ENROLLED: '30' }, words))).toEqual([])
})

test('a warning that becomes another asks anew', () => {
  const words = { 'GJC-20-under': 'Paid by the piece; 6.90 is what it comes to.' }
  const pay = (GJC_MEDIAN_HOURLY_WAGE: string) => readiness({ GJC_MEDIAN_HOURLY_WAGE }, words)
  expect(pay('6.90').unexplained).toBe(0)
  expect(pay('6.95').unexplained).toBe(0)
  expect(states(pay('690.00'))).toEqual([['GJC-20-over', null]])
  expect(pay('690.00').unexplained).toBe(1)
})

test('a note to the figure is no explanation, but is at hand for one', () => {
  const { warnings, unexplained } = readiness(
    { GJC_ENROLLED: '31' },
    { GJC_ENROLLED: 'Two cohorts began.' },
  )
  expect(unexplained).toBe(1)
  expect(warnings[0]).toMatchObject({ explanation: null, note: 'Two cohorts began.' })
})

test('what is open in a section is what the rules find about its items', () => {
  const found = readiness({ GJC_ENROLLED: '31', GJC_COMPLETED: '9', GJC_COMPLETED_ON_TIME: '10' })
  const codes = (...items: string[]) => {
    const { errors, warnings } = openFindings(found, items)
    return [...errors, ...warnings].map(({ code }) => code)
  }
  expect(codes('GJC_ENROLLED')).toEqual(['GJC-21'])
  expect(codes('GJC_COMPLETED_ON_TIME')).toEqual(['GJC-10'])
  expect(codes('GJC_TUITION')).toEqual([])
})

test('a message names items by their labels alone', () => {
  expect(spoken('Completed on time (GJC_COMPLETED_ON_TIME) is more than all (GJC_*).')).toBe(
    'Completed on time is more than all.',
  )
})

const form = explainForm([{ key: 'GJC-21' }, { key: 'GJC-20-over' }])

test('blank lines may be saved, and are asked for before handing over', () => {
  const typed = { 'why_GJC-21': 'A second site opened.', 'why_GJC-20-over': ' ' }
  expect(form.safeParse({ ...typed, intent: 'save', seen: '3' }).data).toEqual({
    seen: 3,
    intent: 'save',
    words: { 'GJC-21': 'A second site opened.', 'GJC-20-over': null },
  })
  const refused = form.safeParse({ ...typed, intent: 'hand_over' })
  expect(refused.error?.issues.map(({ path, message }) => [path, message])).toEqual([
    [['why_GJC-20-over'], 'Enter why this is so, in one line.'],
  ])
})

test('a line is one line, of a length that can be read', () => {
  for (const line of ['one\ntwo', 'x'.repeat(1001), 'a\u0000b']) {
    expect(form.safeParse({ 'why_GJC-21': line, intent: 'save' }).success).toBe(false)
  }
  // A page may be older than the figures: what it says of a warning that has gone is read past.
  expect(form.safeParse({ 'why_GJC-19': 'Gone', intent: 'save' }).success).toBe(true)
})
