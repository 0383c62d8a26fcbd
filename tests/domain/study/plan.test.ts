import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, daysBetween } from '#app/domain/dates.ts'
import { conflicts, forecast, shift, variance, type Planned } from '#app/domain/study/forecast.ts'
import { parseOffsetRule } from '#app/domain/study/offset-rule.ts'
import { planMilestones } from '#app/domain/study/plan.ts'
import { stages, type Stage } from '#app/domain/study/stages.ts'
import { listMilestones } from '../reference.ts'

const templates = listMilestones()
const awardedOn = '2026-01-15'
const plan = (...held: Stage[]) => planMilestones(templates, held, awardedOn)
const whole = plan(...stages)

function daysTo(milestones: readonly Planned[], code: string) {
  const date = forecast(milestones).get(code)
  return date ? daysBetween(awardedOn, date) : null
}

function changed(milestones: readonly Planned[], code: string, change: Partial<Planned>) {
  return milestones.map((one) => (one.code === code ? { ...one, ...change } : one))
}

describe('the grammar of offset rules', () => {
  test.each([
    ['AWD+14', { kind: 'offset', code: 'AWD', days: 14 }],
    ['AD2X-5', { kind: 'offset', code: 'AD2X', days: -5 }],
    ['BASE same', { kind: 'offset', code: 'BASE', days: 0 }],
    ['monthly RAST..RAEN', { kind: 'monthly', code: 'RAST', until: 'RAEN' }],
    ['manual', { kind: 'manual' }],
  ])('%s', (text, rule) => expect(parseOffsetRule(text)).toEqual(rule))

  test('every rule of the milestone list reads, and nothing else does', () => {
    expect(templates).toHaveLength(84)
    for (const { offsetRule } of templates) expect(() => parseOffsetRule(offsetRule)).not.toThrow()
    for (const text of ['', 'AWD', 'AWD +14', 'AWD+', 'monthly RAST', 'awd+1', 'AWD+1.5']) {
      expect(() => parseOffsetRule(text)).toThrow(RangeError)
    }
  })
})

describe('the check values of the evaluation ladder', () => {
  test('a study with all ten stages reproduces every typical offset', () => {
    const typical = Object.fromEntries(templates.map((row) => [row.code, row.typicalOffsetDays]))
    const planned = Object.fromEntries(whole.map(({ code }) => [code, daysTo(whole, code)]))
    expect(planned).toEqual(typical)
  })

  test.each([
    ['knowledge', 425],
    ['formative', 530],
    ['implementation', 1080],
    ['evaluability', 605],
    ['outcomes', 1245],
    ['qed', 1475],
    ['pilot_rct', 740],
    ['rct', 2590],
    ['cost', 530],
    ['replication', 380],
  ] as const)('a study of %s alone releases its final report on day %i', (stage, days) => {
    expect(daysTo(plan(stage), 'FREL')).toBe(days)
  })

  test('the four stages of SSEEP together take 1080 days, a trial with cost 2590', () => {
    const sseep = plan('knowledge', 'formative', 'implementation', 'evaluability')
    expect(daysTo(sseep, 'FREL')).toBe(1080)
    expect(daysTo(plan('rct', 'cost'), 'FREL')).toBe(2590)
  })
})

describe('a plan', () => {
  test('rests only on milestones it holds', () => {
    for (const stage of stages) {
      const milestones = plan(stage)
      const codes = new Set(milestones.map(({ code }) => code))
      for (const { prerequisites } of milestones) {
        for (const code of prerequisites) expect(codes).toContain(code)
      }
    }
  })

  test('begins with the award, and its baseline is its first forecast', () => {
    const [award] = whole
    expect(award).toMatchObject({ code: 'AWD', state: 'accepted', actualOn: awardedOn })
    for (const { baselineOn, forecastOn } of whole) {
      expect(baselineOn).toBe(forecastOn)
      expect(baselineOn).not.toBeNull()
    }
  })

  test('replaces a prerequisite it leaves out by that one’s own', () => {
    const report = plan('knowledge').find(({ code }) => code === 'FDRF')
    expect(report?.prerequisites).toContain('LITS')
    expect(report?.prerequisites).not.toContain('BCAN')
    expect(report?.offsetRule).toBe('manual')
  })

  test('never forecasts a milestone before what it rests on, whatever the actual dates', () => {
    const someDates = fc.dictionary(
      fc.constantFrom(...whole.map(({ code }) => code)),
      fc.integer({ min: 0, max: 4_000 }),
      { maxKeys: 12 },
    )
    fc.assert(
      fc.property(someDates, (days) => {
        const milestones = whole.map((one) => {
          const day = days[one.code]
          return day === undefined ? one : { ...one, actualOn: addDays(awardedOn, day) }
        })
        const dates = forecast(milestones)
        const flagged = new Set(conflicts(milestones).map(({ code }) => code))
        for (const { code, prerequisites, actualOn } of milestones) {
          const late = prerequisites.some(
            (above) => (dates.get(above) ?? '') > (dates.get(code) ?? ''),
          )
          expect(late).toBe(flagged.has(code))
          if (actualOn) expect(dates.get(code)).toBe(actualOn)
        }
      }),
      { numRuns: 200 },
    )
  })
})

describe('a forecast', () => {
  test('moves with an actual date, which itself never moves', () => {
    const late = changed(whole, 'RAST', { actualOn: addDays(awardedOn, 550), state: 'accepted' })
    expect(daysTo(late, 'RAST')).toBe(550)
    expect(daysTo(late, 'RAEN')).toBe(1215)
  })

  test('keeps a pinned date and reports the conflict', () => {
    const pinned = changed(whole, 'RAST', { pinnedOn: addDays(awardedOn, 400) })
    expect(daysTo(pinned, 'RAST')).toBe(400)
    expect(conflicts(pinned).map(({ prerequisite }) => prerequisite)).toEqual(['BASE', 'REGI'])
    expect(conflicts(whole)).toEqual([])
  })

  test('passes through a waived milestone to what it rested on', () => {
    const without = changed(whole, 'KICK', { state: 'waived' })
    expect(forecast(without).get('KICK')).toBe(awardedOn)
    const late = changed(changed(whole, 'FR60', { state: 'superseded' }), 'SSAB', {
      actualOn: addDays(awardedOn, 300),
    })
    expect(daysTo(late, 'FR60')).toBe(300)
    expect(daysTo(late, 'FR6C')).toBe(365)
  })

  test('refuses milestones that wait for each other', () => {
    expect(() => forecast(changed(whole, 'WKPL', { prerequisites: ['FREL'] }))).toThrow(RangeError)
  })

  test('is empty where nothing above has a date', () => {
    const undated = changed(whole, 'AWD', { actualOn: null, state: 'planned' })
    expect(forecast(undated).get('FREL')).toBeNull()
  })
})

describe('a slip', () => {
  test('shows everything downstream that moves, and only that', () => {
    const moved = shift(whole, 'ENRT', addDays(awardedOn, 1_200))
    const codes = moved.map(({ code }) => code)
    expect(codes).toContain('RAEN')
    expect(codes).toContain('FREL')
    expect(codes).not.toContain('ENRT')
    expect(codes).not.toContain('OMBC')
    expect(moved.find(({ code }) => code === 'RAEN')).toEqual({
      code: 'RAEN',
      from: addDays(awardedOn, 1_115),
      to: addDays(awardedOn, 1_205),
    })
  })

  test('of a day without consequence moves nothing', () => {
    expect(shift(whole, 'FREL', addDays(awardedOn, 2_605))).toEqual([])
    expect(() => shift(whole, 'NONE', awardedOn)).toThrow(RangeError)
  })

  test('turns amber past 30 days and red past 90 or before a prerequisite', () => {
    const flag = (days: number, inConflict = false) =>
      variance({ baselineOn: awardedOn, forecastOn: addDays(awardedOn, days) }, inConflict)
    expect(flag(30)).toEqual({ days: 30, flag: 'none' })
    expect(flag(31)).toEqual({ days: 31, flag: 'amber' })
    expect(flag(90)).toEqual({ days: 90, flag: 'amber' })
    expect(flag(91)).toEqual({ days: 91, flag: 'red' })
    expect(flag(-40)).toEqual({ days: -40, flag: 'none' })
    expect(flag(0, true)).toEqual({ days: 0, flag: 'red' })
    expect(variance({ baselineOn: null, forecastOn: null }, false).days).toBeNull()
  })
})
