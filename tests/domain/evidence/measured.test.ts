import { describe, expect, test } from 'vitest'
import type { Judged } from '#app/domain/evidence/finding.ts'
import type { FollowUpWindow } from '#app/domain/evidence/library.ts'
import { measuredBy, measuredWords, studyKey } from '#app/domain/evidence/measured.ts'

const finding = (changes: Partial<Judged & { followUpWindow: FollowUpWindow | null }> = {}) => ({
  kind: 'effect' as const,
  outcomeDomain: 'earnings',
  impact: '100',
  standardError: null,
  errorOrigin: null,
  pRelation: null,
  pValue: null,
  notes: null,
  followUpWindow: 'year1' as FollowUpWindow | null,
  ...changes,
})

test('a study is named in its address by the words of its name', () => {
  expect(studyKey('Fein & Hamadyk 2018')).toBe('fein-hamadyk-2018')
  expect(studyKey('Roder & Elliott 2019 (Nine Year Gains)')).toBe(
    'roder-elliott-2019-nine-year-gains',
  )
})

describe('what a study measured', () => {
  const early = finding()
  const total = finding({ followUpWindow: null })
  const work = finding({ outcomeDomain: 'employment', followUpWindow: 'years6plus' })
  const table = measuredBy([early, total, work], ['credential', 'earnings', 'employment'])
  const cell = (outcome: string, window: string) =>
    table.find((row) => row.outcome === outcome)?.cells.find((one) => one.window === window)
      ?.findings

  test('stands once each, in the row of its outcome and the column of its time', () => {
    expect(cell('earnings', 'year1')).toEqual([early])
    expect(cell('earnings', 'other')).toEqual([total])
    expect(cell('employment', 'years6plus')).toEqual([work])
    expect(table.flatMap(({ cells }) => cells.flatMap((one) => one.findings))).toHaveLength(3)
  })

  test('leaves a cell empty where nothing was measured', () => {
    expect(cell('credential', 'year1')).toEqual([])
    expect(cell('employment', 'year1')).toEqual([])
  })

  test('says whether a difference is significant, and when nobody says so', () => {
    expect(measuredWords(finding({ pRelation: '=', pValue: '0.01' }))).toBe('significant')
    expect(measuredWords(finding({ pRelation: '=', pValue: '0.4' }))).toBe('not significant')
    expect(measuredWords(finding())).toBe('significance not in the sources')
    expect(measuredWords(finding({ kind: 'before_after' }))).toContain('not causal')
  })
})
