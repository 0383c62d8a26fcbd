import { describe, expect, test } from 'vitest'
import { evidenceDecisionForm, evidenceForm, forecastForm } from '#app/domain/study/forms.ts'
import { gateRefusal, stageAfter } from '#app/domain/study/gates.ts'
import { forecastRefusal, milestoneStates } from '#app/domain/study/milestones.ts'

const date = (name: string, [month, day, year]: [string, string, string]) => ({
  [`${name}.month`]: month,
  [`${name}.day`]: day,
  [`${name}.year`]: year,
})

const evidence = { description: 'Minutes.', ...date('completedOn', ['4', '28', '2026']) }

describe('the forms of a study', () => {
  test('gather a date from its three fields, and name the field that is wrong', () => {
    const good = forecastForm.safeParse({ reason: 'x', ...date('forecastOn', ['2', '3', '2027']) })
    expect(good.data).toMatchObject({ forecastOn: '2027-02-03' })
    const bad = forecastForm.safeParse({ reason: 'x', ...date('forecastOn', ['2', '30', '2027']) })
    expect(bad.error?.issues.map(({ path }) => path.join('.'))).toEqual(['forecastOn.day'])
  })

  test('refuse a field that does not belong to them', () => {
    expect(evidenceForm.safeParse({ ...evidence, state: 'accepted' }).success).toBe(false)
    expect(
      evidenceForm.safeParse({ ...evidence, ...date('__proto__', ['1', '1', '2026']) }).success,
    ).toBe(false)
  })

  test.each(['http://example.org', 'javascript:alert(1)', 'https://', 'https://a b.org', 'x'])(
    'take no link such as %s',
    (url) => expect(evidenceForm.safeParse({ ...evidence, url }).success).toBe(false),
  )

  test('take an https link or none', () => {
    for (const url of ['', 'https://example.org/a?b=c']) {
      expect(evidenceForm.safeParse({ ...evidence, url }).success).toBe(true)
    }
  })

  test('ask for words with evidence sent back, not with evidence accepted', () => {
    expect(evidenceDecisionForm.safeParse({ decision: 'accepted' }).success).toBe(true)
    const bare = evidenceDecisionForm.safeParse({ decision: 'sent_back' })
    expect(bare.error?.issues.map(({ path }) => path.join('.'))).toEqual(['words'])
  })
})

test('only a planned milestone or one in progress has a forecast to move', () => {
  const movable = milestoneStates.filter((state) => forecastRefusal(state) === null)
  expect(movable).toEqual(['planned', 'in_progress'])
})

describe('a gate', () => {
  const gate = { side: 'entry', stageState: 'planned', isProposed: false, hasTeam: true } as const

  test('is proposed at the entry of a planned stage and the exit of an open one', () => {
    expect(gateRefusal(gate)).toBeNull()
    expect(gateRefusal({ ...gate, side: 'exit', stageState: 'open' })).toBeNull()
    expect(gateRefusal({ ...gate, stageState: 'open' })).toMatch(/already open/)
    expect(gateRefusal({ ...gate, side: 'exit' })).toMatch(/only an open stage/)
    expect(gateRefusal({ ...gate, isProposed: true })).toMatch(/waits for the director/)
    expect(gateRefusal({ ...gate, hasTeam: false })).toMatch(/public sources/)
  })

  test('only go moves the stage', () => {
    expect(stageAfter('entry', 'go', 'planned')).toBe('open')
    expect(stageAfter('exit', 'go', 'open')).toBe('closed')
    for (const decision of ['redesign', 'no_go'] as const) {
      expect(stageAfter('exit', decision, 'open')).toBe('open')
    }
  })
})
