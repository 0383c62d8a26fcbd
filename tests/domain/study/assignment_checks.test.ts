import { describe, expect, test } from 'vitest'
import { type AssignmentCheck, checkProblems } from '#app/domain/study/assignment_checks.ts'

const look: AssignmentCheck = {
  lookedAt: 20,
  overrides: 0,
  orderViolations: 0,
  duplicates: 0,
  embargoMonths: null,
  embargoCrossovers: null,
}
const assigned = { program: 12, control: 10 }
const fields = (check: Partial<AssignmentCheck>) =>
  Object.keys(checkProblems({ ...look, ...check }, assigned))

describe('a look through assignments', () => {
  test('may find nothing, or everything it looked at', () => {
    expect(fields({})).toEqual([])
    expect(fields({ lookedAt: 22, overrides: 22, orderViolations: 22, duplicates: 22 })).toEqual([])
    expect(fields({ embargoMonths: 24, embargoCrossovers: 10 })).toEqual([])
  })

  test.each([
    [{ lookedAt: 23 }, 'lookedAt'],
    [{ overrides: 21 }, 'overrides'],
    [{ orderViolations: 21 }, 'orderViolations'],
    [{ duplicates: 21 }, 'duplicates'],
    [{ embargoCrossovers: 1 }, 'embargoMonths'],
    [{ embargoMonths: 24, embargoCrossovers: 11 }, 'embargoCrossovers'],
  ])('finds no more than there is: %o', (check, field) => {
    expect(fields(check)).toEqual([field])
  })
})
