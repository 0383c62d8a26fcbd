import { describe, expect, test } from 'vitest'
import { powerOfStudy, readPower, typedPower } from '#app/domain/study/power_inputs.ts'

const typed = (query = '') => typedPower(new URLSearchParams(query), 0.5)
const read = (query = '') => {
  const result = readPower(typed(query))
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.inputs
}
const at = {
  enrolled: 112,
  sites: 2,
  perMonth: 17,
  asOf: '2026-11-22',
  closesOn: '2027-10-23',
  target: 720,
}

describe('the power of a study as it enrols', () => {
  test('is that of the vector with the same people: 0.8 at an effect of 0.25 needs 505', () => {
    const inputs = read('effect=0.25&r2=0&covariates=0&response=1')
    expect(powerOfStudy(inputs, at).needed).toBe(505)
  })

  test('asks for as many people as its forecast waits for', () => {
    const power = powerOfStudy(read(), at)
    expect(power.targetReached).toMatchObject({ kind: 'too_late', enrolled: power.needed })
  })

  test('says that a slow study reaches its power too late, and a full one that it has it', () => {
    expect(powerOfStudy(read('effect=0.25'), at).targetReached.kind).toBe('too_late')
    expect(powerOfStudy(read('effect=0.25'), { ...at, enrolled: 900 }).targetReached.kind).toBe(
      'reached',
    )
    expect(powerOfStudy(read('effect=0.25'), { ...at, perMonth: 0 }).targetReached.kind).toBe(
      'never',
    )
  })

  test('finds smaller effects with more people, in every design', () => {
    for (const design of ['individual', 'blocked_constant', 'blocked_fixed', 'clustered']) {
      const inputs = read(`design=${design}`)
      const few = powerOfStudy(inputs, at).now.mdes ?? 0
      const more = powerOfStudy(inputs, { ...at, enrolled: 600 }).now.mdes ?? 9
      expect(more).toBeLessThan(few)
    }
  })

  test('has nothing to say where a design has no degrees of freedom', () => {
    const power = powerOfStudy(read('design=blocked_random'), { ...at, sites: 1 })
    expect(power.now).toMatchObject({ mdes: null, power: null })
  })

  test.each([
    ['share=1.5', 'share'],
    ['power=0.4', 'power'],
    ['alpha=0.7', 'alpha'],
    ['r2=many', 'r2'],
    ['takeUp=0.02', 'takeUp'],
    ['design=guess', 'design'],
    ['response=0', 'response'],
  ])('refuses %s at its field', (query, field) => {
    const result = readPower(typed(query))
    expect(result.ok ? [] : Object.keys(result.problems)).toEqual([field])
  })
})
