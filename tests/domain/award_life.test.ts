import { describe, expect, test } from 'vitest'
import { awardStatuses } from '#app/domain/award.ts'
import {
  type AwardLife,
  awardMoveNames,
  awardMoveRefusal,
  awardMoves,
  movesFrom,
  nextInLife,
  terminationDayRefusal,
  yearAfter,
} from '#app/domain/award_life.ts'
import {
  checklistRefusal,
  closeoutDueOn,
  closeoutItemCodes,
  doneRefusal,
} from '#app/domain/closeout.ts'
import { closeoutNeed } from '#app/domain/today.ts'

const day = '2026-06-15'
const life: AwardLife = {
  status: 'active',
  periodStart: '2024-01-01',
  periodEnd: '2026-12-31',
  endedOn: null,
  openItems: 9,
  openModifications: 0,
  openCorrections: 0,
}

describe('the life of an award', () => {
  test('leads where these lines say', () => {
    const lines = awardStatuses.map(
      (status) =>
        `${status}: ${movesFrom(status)
          .map((move) => `${move} → ${awardMoves[move].to}`)
          .join(', ')}`,
    )
    expect(`\n${lines.join('\n')}\n`).toMatchInlineSnapshot(`
      "
      announced: sign → awarded
      awarded: start → active
      active: suspend → suspended, end → ended, terminate → terminated
      suspended: resume → active, end → ended, terminate → terminated
      ended: begin_closeout → closeout
      closeout: close → closed
      closed: 
      terminated: begin_closeout → closeout
      "
    `)
  })

  test('enters every status but the first, and leaves all but closed', () => {
    const entered = new Set(awardMoveNames.map((move) => awardMoves[move].to))
    for (const status of awardStatuses) {
      if (status !== 'announced') expect(entered, status).toContain(status)
      expect(movesFrom(status).length > 0, status).toBe(status !== 'closed')
    }
  })

  test('refuses what does not begin where the award is', () => {
    expect(awardMoveRefusal('close', life, day)).toBe('This award is active.')
    expect(awardMoveRefusal('begin_closeout', life, day)).toBe('This award is active.')
  })

  test('ends by the calendar and not before', () => {
    expect(awardMoveRefusal('end', life, '2026-12-31')).toMatch(/runs until/)
    expect(awardMoveRefusal('end', life, '2027-01-01')).toBeNull()
    const suspended = { ...life, status: 'suspended' } as const
    expect(awardMoveRefusal('resume', suspended, day)).toBeNull()
    expect(awardMoveRefusal('resume', suspended, '2027-01-01')).toMatch(/has ended/)
  })

  test('closes when each item is settled and no modification is open', () => {
    const closing = { ...life, status: 'closeout', endedOn: '2026-01-31' } as const
    expect(awardMoveRefusal('close', { ...closing, openItems: 1 }, day)).toMatch(/^One item/)
    expect(
      awardMoveRefusal('close', { ...closing, openItems: 0, openModifications: 1 }, day),
    ).toMatch(/modification/)
    expect(
      awardMoveRefusal('close', { ...closing, openItems: 0, openCorrections: 2 }, day),
    ).toMatch(/^2 corrective actions/)
    expect(awardMoveRefusal('close', { ...closing, openItems: 0 }, day)).toBeNull()
  })

  test('is terminated on a day of its period that has come', () => {
    expect(terminationDayRefusal('2026-06-16', life, day)).toMatch(/today or an earlier/)
    expect(terminationDayRefusal('2023-12-31', life, day)).toMatch(/from Monday, January 1/)
    expect(terminationDayRefusal(day, life, day)).toBeNull()
  })

  test('always says what is next', () => {
    for (const status of awardStatuses) {
      expect(nextInLife({ ...life, status, periodEnd: null }, day).length, status).toBeGreaterThan(
        20,
      )
    }
    expect(yearAfter('2024-02-29')).toBe('2025-02-28')
  })
})

describe('the closeout', () => {
  test('counts its deadlines from the last day of the work', () => {
    const due = closeoutItemCodes.map((item) => `${item} ${closeoutDueOn(item, '2026-03-31')}`)
    expect(due).toEqual([
      'reminder 2025-12-31',
      'stop_obligating 2026-03-31',
      'subrecipients 2026-06-29',
      'performance_report 2026-07-29',
      'financial_report 2026-07-29',
      'liquidation 2026-07-29',
      'refund 2026-07-29',
      'property 2026-07-29',
      'indirect_rates null',
    ])
  })

  test('opens ninety days before the end and shuts with the award', () => {
    expect(checklistRefusal({ status: 'active', periodEnd: '2026-09-14' }, day)).toMatch(/opens/)
    expect(checklistRefusal({ status: 'active', periodEnd: '2026-09-13' }, day)).toBeNull()
    expect(checklistRefusal({ status: 'closed', periodEnd: '2026-01-31' }, day)).toMatch(/closed/)
  })

  test('takes a final report as done only when the record holds it', () => {
    const reports = { opened: 4, unfinished: 0, lastPeriodEnd: '2026-03-31' }
    expect(doneRefusal('performance_report', reports, '2026-03-31')).toBeNull()
    expect(doneRefusal('performance_report', reports, '2026-06-30')).toMatch(/final one/)
    expect(doneRefusal('financial_report', { ...reports, unfinished: 2 }, null)).toMatch(
      /^2 reports/,
    )
    expect(doneRefusal('refund', { ...reports, unfinished: 2 }, null)).toBeNull()
  })

  test('asks each side for what is its own', () => {
    const award = { status: 'closeout', lastDay: '2026-03-31', settled: ['reminder'] } as const
    expect(closeoutNeed('preparer', award, day)).toMatchObject({ what: 'Prepare the closeout' })
    expect(closeoutNeed('officer', award, day)).toMatchObject({ urgency: 'now' })
    expect(closeoutNeed('viewer', award, day)).toBeNull()
    const done = { ...award, settled: closeoutItemCodes }
    expect(closeoutNeed('grants_officer', done, day)).toMatchObject({ what: 'Close the award' })
    expect(closeoutNeed('officer', done, day)).toBeNull()
    const ended = { ...award, status: 'ended' } as const
    expect(closeoutNeed('grants_officer', ended, day)).toMatchObject({ what: 'Begin the closeout' })
  })
})
