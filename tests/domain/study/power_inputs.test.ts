import { describe, expect, test } from 'vitest'
import {
  designAt,
  powerDesigns,
  powerOfStudy,
  readPower,
  typedPower,
} from '#app/domain/study/power_inputs.ts'

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
    for (const design of powerDesigns) {
      const inputs = read(`design=${design}`)
      const where = { ...at, sites: 6 }
      const few = powerOfStudy(inputs, where).now.mdes ?? 0
      const more = powerOfStudy(inputs, { ...where, enrolled: 600 }).now.mdes ?? 9
      expect(more).toBeLessThan(few)
    }
  })

  test('splits α among the confirmatory outcomes, and keeps how many there are', () => {
    const inputs = read('outcomes=4')
    expect(inputs.numbers.outcomes).toBe(4)
    const split = powerOfStudy(inputs, at)
    expect(split.alphaEach).toBe(0.0125)
    const same = powerOfStudy(read('alpha=0.0125'), at)
    expect(split.atClose).toEqual(same.atClose)
    expect(split.needed).toBe(same.needed)
    expect(typedPower(new URLSearchParams(), null, 3).outcomes).toBe('3')
  })

  test('asks in every design for people with whom the power is there, or says that sites lack', () => {
    for (const design of powerDesigns) {
      const inputs = read(`design=${design}&effect=0.3&icc=0.01&iccTop=0.005&effectVariance=0.1`)
      const where = { ...at, sites: 12 }
      const { needed } = powerOfStudy(inputs, where)
      expect(needed).not.toBeNull()
      const reached = powerOfStudy(inputs, { ...where, enrolled: needed ?? 0 }).now.power ?? 0
      expect(reached).toBeGreaterThan(0.795)
    }
    const few = powerOfStudy(read('design=clustered_three&iccTop=0.1'), { ...at, sites: 4 })
    expect(few.needed).toBeNull()
  })

  test('of three levels splits its people into sites, classes and those within', () => {
    const inputs = read(
      'design=clustered_three&clusterSize=20&icc=0.1&iccTop=0.05&r2=0.5&r2Cluster=0.5&r2Top=0.5&response=1',
    )
    expect(designAt(inputs, 20, 20 * 4 * 20)).toMatchObject({
      topUnits: 20,
      clustersPerTop: 4,
      peoplePerCluster: 20,
      iccTop: 0.05,
      r2Top: 0.5,
    })
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
    ['outcomes=0', 'outcomes'],
    ['outcomes=1.5', 'outcomes'],
    ['design=clustered_three&icc=0.6&iccTop=0.5', 'iccTop'],
  ])('refuses %s at its field', (query, field) => {
    const result = readPower(typed(query))
    expect(result.ok ? [] : Object.keys(result.problems)).toEqual([field])
  })
})
