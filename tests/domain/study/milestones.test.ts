import { describe, expect, test } from 'vitest'
import { may, roles } from '#app/domain/access.ts'
import { mayDecideGate } from '#app/domain/study/gates.ts'
import {
  foldMilestone,
  isFinal,
  milestoneMoves,
  milestoneRefusal,
  milestoneStates,
  openMilestoneMoves,
  type MilestoneFacts,
} from '#app/domain/study/milestones.ts'
import { listRows } from '../reference.ts'
import { gateSides } from '#app/domain/study/gates.ts'
import { stages } from '#app/domain/study/stages.ts'

const [lee, eva, erin, dir] = [1, 2, 3, 4]

const milestone = (more: Partial<MilestoneFacts> = {}): MilestoneFacts => ({
  state: 'planned',
  role: 'lead',
  submittedBy: null,
  submittedRole: null,
  prerequisites: [],
  ...more,
})
const submitted = milestone({
  state: 'evidence_submitted',
  submittedBy: lee,
  submittedRole: 'lead',
})
const byOfficer = milestone({
  state: 'evidence_submitted',
  role: 'evaluation_officer',
  submittedBy: eva,
  submittedRole: 'evaluation_officer',
})

const offered = (
  facts: MilestoneFacts,
  role: Parameters<typeof openMilestoneMoves>[1]['role'],
  personId: number,
) =>
  Object.fromEntries(openMilestoneMoves(facts, { role, personId }).map((m) => [m.name, m.disabled]))

test('every milestone state is entered and every open one can be left', () => {
  const entered = new Set(['planned', ...milestoneMoves.map(({ to }) => to)])
  expect(entered).toEqual(new Set(milestoneStates))
  for (const state of milestoneStates) {
    const leaving = milestoneMoves.filter(({ from }) => from.some((start) => start === state))
    expect(leaving.length > 0).toBe(!isFinal(state))
  }
})

test('who may move a milestone, state by state', () => {
  const lines = milestoneStates.map((state) => {
    const moves = milestoneMoves
      .filter(({ from }) => from.some((start) => start === state))
      .map(({ name, right }) => `${name} (${roles.filter((role) => may(role, right)).join(', ')})`)
    return `${state}: ${moves.join(' · ') || 'no move'}`
  })
  expect(lines.join('\n')).toMatchInlineSnapshot(`
    "planned: start (evaluation_officer, lead, analyst) · waive (evaluation_officer, director) · supersede (evaluation_officer, director)
    in_progress: submit (evaluation_officer, lead, analyst) · waive (evaluation_officer, director) · supersede (evaluation_officer, director)
    evidence_submitted: accept (evaluation_officer, director) · send_back (evaluation_officer, director) · waive (evaluation_officer, director) · supersede (evaluation_officer, director)
    accepted: no move
    waived: no move
    superseded: no move"
  `)
})

describe('separation of duties', () => {
  test('who submits evidence does not decide on it', () => {
    expect(offered(byOfficer, 'evaluation_officer', eva).accept).toBe(
      'You submitted this evidence, so someone else must decide on it.',
    )
    expect(offered(byOfficer, 'evaluation_officer', erin).accept).toBeNull()
  })

  test('the director accepts what an evaluation officer submitted, and nothing else', () => {
    expect(offered(byOfficer, 'director', dir).accept).toBeNull()
    expect(offered(submitted, 'director', dir).accept).toBe(
      'An evaluation officer decides on evidence from the evaluators.',
    )
    expect(offered(submitted, 'evaluation_officer', eva).accept).toBeNull()
  })

  test('who proposes a gate does not decide it', () => {
    expect(mayDecideGate({ proposedBy: eva, decider: eva })).toMatch(/^You proposed this gate/)
    expect(mayDecideGate({ proposedBy: eva, decider: dir })).toBeNull()
  })
})

test('the agency records its own milestones, the evaluators the others', () => {
  expect(offered(milestone({ role: 'evaluation_officer' }), 'lead', lee).start).toBe(
    'An evaluation officer records this milestone.',
  )
  expect(
    offered(milestone({ role: 'evaluation_officer' }), 'evaluation_officer', eva).start,
  ).toBeNull()
  expect(offered(milestone({ role: 'preparer' }), 'analyst', lee).start).toBeNull()
  expect(offered(milestone(), 'evaluation_officer', eva).start).toBe(
    'The study’s evaluators record this milestone.',
  )
})

test('a milestone is accepted only after everything it rests on', () => {
  const waiting = {
    ...submitted,
    prerequisites: [
      { code: 'KICK', state: 'accepted' },
      { code: 'WKPL', state: 'in_progress' },
      { code: 'COIC', state: 'waived' },
    ] as const,
  }
  expect(
    milestoneRefusal('accept', waiting, { role: 'evaluation_officer', personId: eva }),
  ).toEqual({
    kind: 'unready',
    sentence: 'Accept, waive or supersede WKPL first: this milestone rests on it.',
  })
})

test('a repeated move is overtaken', () => {
  const accepted = milestone({ state: 'accepted' })
  expect(
    milestoneRefusal('accept', accepted, { role: 'evaluation_officer', personId: eva }),
  ).toEqual({
    kind: 'overtaken',
    sentence: 'This milestone is now accepted, so this could not be done. Nothing was changed.',
  })
})

test('readers are offered no move', () => {
  for (const state of milestoneStates) {
    for (const role of ['auditor', 'officer', 'admin', 'viewer', 'task_force'] as const) {
      expect(openMilestoneMoves(milestone({ state }), { role, personId: 9 })).toEqual([])
    }
  }
})

test('a milestone’s state is the fold of its events', () => {
  expect(foldMilestone([])).toBe('planned')
  expect(
    foldMilestone([
      'milestone.started',
      'milestone.submitted',
      'milestone.sent_back',
      'milestone.submitted',
      'milestone.accepted',
    ]),
  ).toBe('accepted')
  expect(() => foldMilestone(['milestone.accepted'])).toThrow(RangeError)
})

test('stages and gate sides are those of the gate list', () => {
  const gates = listRows('gates.csv')
  expect(new Set(gates.map(({ stage }) => stage))).toEqual(new Set(stages))
  expect(new Set(gates.map(({ side }) => side))).toEqual(new Set(gateSides))
})
