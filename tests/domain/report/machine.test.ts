import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { may, roles } from '#app/domain/access.ts'
import {
  applyEvent,
  editableSections,
  foldReport,
  mayEditSection,
  unstarted,
  type ReportEvent,
} from '#app/domain/report/fold.ts'
import {
  fits,
  openMoves,
  refusalOf,
  reportMoves,
  type ReportFacts,
  type ReportMove,
} from '#app/domain/report/machine.ts'
import {
  agencyStates,
  authorStates,
  reportEnds,
  reportStatus,
  reportStatusLabels,
  type ReportState,
} from '#app/domain/report/states.ts'
import { turnOf, whatHappensNext, whoseTurn } from '#app/domain/report/turn.ts'
import { figure, size } from '#tests/setup/size.ts'

const [pat, cam, olga, otto, gil] = [1, 2, 3, 4, 5]

const at = (actorId: number) => (kind: ReportEvent['kind'], sections?: number[]) =>
  sections ? { kind, actorId, sections } : { kind, actorId }
const [byPat, byCam, byOlga, byGil] = [at(pat), at(cam), at(olga), at(gil)]

const submitted = [
  byPat('report.started'),
  byPat('report.saved'),
  byPat('report.handed_over'),
  byCam('report.submitted'),
]
const returned = [...submitted, byOlga('report.picked_up'), byOlga('report.returned', [3, 2, 3])]
const accepted = [...submitted, byOlga('report.picked_up'), byOlga('report.accepted')]

const facts = (report: ReportState, more: Partial<ReportFacts> = {}): ReportFacts => ({
  ...report,
  missing: 0,
  activePeople: 2,
  ...more,
})

/** Every state that moves can reach, by what decides which moves are open. */
function reachable() {
  const key = ({ author, agency, endedAs, returnedSections }: ReportState) =>
    [author, agency, endedAs ?? '-', returnedSections.length > 0].join(' ')
  const found = new Map([[key(unstarted), unstarted]])
  for (const report of found.values()) {
    for (const move of reportMoves) {
      if (!fits(move, report)) continue
      const next = applyEvent(report, { kind: move.event, actorId: pat, sections: [1] })
      if (!found.has(key(next))) found.set(key(next), next)
    }
  }
  return [...found.values()]
}

describe('the machine as a whole', () => {
  test('every author state, agency state and end is entered', () => {
    const states = reachable()
    expect(new Set(states.map(({ author }) => author))).toEqual(new Set(authorStates))
    expect(new Set(states.map(({ agency }) => agency))).toEqual(new Set(agencyStates))
    expect(new Set(states.map(({ endedAs }) => endedAs))).toEqual(new Set([null, ...reportEnds]))
    expect(new Set(states.map(reportStatus))).toEqual(new Set(Object.keys(reportStatusLabels)))
  })

  test('every report that somebody has to act on can be moved by a person in that role', () => {
    const rightOf = {
      preparer: 'report.write',
      certifier: 'report.certify',
      officer: 'report.review',
    }
    for (const report of reachable()) {
      const turn = turnOf(report)
      if (turn === 'nobody') continue
      const open = reportMoves.filter((move) => fits(move, report)).map(({ right }) => right)
      expect(open, reportStatus(report)).toContain(rightOf[turn])
    }
  })

  test('a report that nobody has to act on has ended or been accepted', () => {
    const ends = reachable()
      .filter((report) => turnOf(report) === 'nobody')
      .map(reportStatus)
    expect(new Set(ends)).toEqual(new Set([...reportEnds, 'accepted']))
  })

  test('who may move it, state by state', () => {
    const lines = reachable().map((report) => {
      const moves = reportMoves
        .filter((move) => fits(move, report))
        .map(({ name, right }: ReportMove) => {
          const who = roles.filter((role) => may(role, right)).join(', ')
          return `${name} (${who})`
        })
      const end = report.endedAs ? ` ${report.endedAs}` : ''
      return `${report.author}, ${report.agency}${end}: ${moves.join(' · ') || 'no move'}`
    })
    expect([...new Set(lines)].sort().join('\n')).toMatchInlineSnapshot(`
      "awaiting_certification, none lapsed: no move
      awaiting_certification, none not_required: no move
      awaiting_certification, none: decline (certifier) · certify (certifier) · certify_nothing (certifier) · excuse (grants_officer) · lapse (grants_officer)
      awaiting_certification, reopened: decline (certifier) · certify (certifier)
      awaiting_certification, returned: decline (certifier) · certify (certifier)
      draft, none lapsed: no move
      draft, none not_required: no move
      draft, none: hand_over (certifier, preparer) · certify_nothing (certifier) · excuse (grants_officer) · lapse (grants_officer)
      draft, reopened: hand_over (certifier, preparer)
      draft, returned: hand_over (certifier, preparer)
      not_started, none lapsed: no move
      not_started, none not_required: no move
      not_started, none: start (certifier, preparer) · certify_nothing (certifier) · excuse (grants_officer) · lapse (grants_officer)
      submitted, accepted: reopen (grants_officer)
      submitted, in_review: hand_back (officer) · take_over (officer) · return (officer) · accept (officer)
      submitted, none nothing_to_report: withdraw (certifier)
      submitted, none: withdraw (certifier) · pick_up (officer)
      submitted, resubmitted: withdraw (certifier) · pick_up (officer)"
    `)
  })

  test('every status says whose turn it is and what happens next', () => {
    for (const report of reachable()) {
      expect(whoseTurn(report)).toMatch(/^It is .+\.$/)
      expect(whatHappensNext(report)).toMatch(/^[A-Z].+\.$/)
    }
  })
})

describe('the fold', () => {
  test('a submission seals version 1 and remembers who prepared it', () => {
    expect(foldReport(submitted)).toEqual({
      ...unstarted,
      author: 'submitted',
      versionNo: 1,
      preparerIds: [pat],
    })
  })

  test('a return names sections, and coming back makes it resubmitted', () => {
    const report = foldReport(returned)
    expect(report).toMatchObject({ author: 'draft', agency: 'returned', returnedSections: [2, 3] })
    expect(report.preparerIds).toEqual([])
    const again = foldReport([...returned, byPat('report.handed_over'), byCam('report.submitted')])
    expect(again).toMatchObject({ author: 'submitted', agency: 'resubmitted', versionNo: 2 })
  })

  test('handing back unreviewed gives the report the state it was picked up in', () => {
    const first = foldReport([
      ...submitted,
      byOlga('report.picked_up'),
      byOlga('report.handed_back'),
    ])
    expect(first).toMatchObject({ author: 'submitted', agency: 'none', reviewerId: null })
    const second = foldReport([
      ...returned,
      byPat('report.handed_over'),
      byCam('report.submitted'),
      byOlga('report.picked_up'),
      byOlga('report.handed_back'),
    ])
    expect(second.agency).toBe('resubmitted')
  })

  test('the accepted version stays the one that counts while a reopened report is corrected', () => {
    const reopened = foldReport([...accepted, byGil('report.reopened', [1])])
    expect(reopened).toMatchObject({ author: 'draft', agency: 'reopened', acceptedVersionNo: 1 })
    const corrected = [
      ...accepted,
      byGil('report.reopened', [1]),
      byPat('report.handed_over'),
      byCam('report.submitted'),
      byOlga('report.picked_up'),
    ]
    expect(foldReport(corrected)).toMatchObject({ versionNo: 2, acceptedVersionNo: 1 })
    expect(foldReport([...corrected, byOlga('report.accepted')]).acceptedVersionNo).toBe(2)
  })

  test('an event that could not have happened is refused', () => {
    expect(() => foldReport([byOlga('report.accepted')])).toThrow(RangeError)
    expect(() => foldReport([...submitted, byPat('report.saved')])).toThrow(RangeError)
    expect(() => foldReport([...submitted, byCam('report.submitted')])).toThrow(RangeError)
    expect(() =>
      foldReport([...submitted, byOlga('report.picked_up'), byOlga('report.returned', [])]),
    ).toThrow(RangeError)
  })
})

describe('what may be edited', () => {
  test('everything before the first submission and after a withdrawal', () => {
    expect(editableSections(foldReport([byPat('report.started')]))).toBe('all')
    expect(editableSections(foldReport([...submitted, byCam('report.withdrawn')]))).toBe('all')
  })

  test('only the named sections after a return or a reopening', () => {
    expect(editableSections(foldReport(returned))).toEqual([2, 3])
    expect(mayEditSection(foldReport(returned), 1)).toBe(false)
    expect(mayEditSection(foldReport(returned), 2)).toBe(true)
    expect(editableSections(foldReport([...accepted, byGil('report.reopened', [4])]))).toEqual([4])
  })

  test('nothing while others hold the report, or it has ended', () => {
    for (const report of reachable()) {
      if (report.author === 'draft' && !report.endedAs) continue
      expect(editableSections(report)).toEqual([])
    }
  })
})

describe('what stands in the way', () => {
  const awaiting = foldReport(submitted.slice(0, 3))
  const move = (
    report: ReportFacts,
    role: 'certifier' | 'officer' | 'preparer',
    personId: number,
  ) => Object.fromEntries(openMoves(report, { role, personId }).map((m) => [m.name, m.disabled]))

  test('a report with items missing is neither handed over nor certified', () => {
    const draft = facts(foldReport(submitted.slice(0, 2)), { missing: 3 })
    expect(move(draft, 'preparer', pat)).toEqual({
      hand_over: '3 required items need an answer before you can hand it over.',
    })
    expect(refusalOf('certify', facts(awaiting, { missing: 1 }), cam)).toEqual({
      kind: 'unready',
      sentence: '1 required item needs an answer before you can submit it.',
    })
  })

  test('who prepared a version cannot certify it while someone else could', () => {
    const sentence =
      'You prepared this version, so someone else in your organization must certify it.'
    expect(move(facts(awaiting), 'certifier', cam).certify).toBeNull()
    expect(move(facts(awaiting), 'certifier', pat).certify).toBe(sentence)
    expect(move(facts(awaiting, { activePeople: 1 }), 'certifier', pat).certify).toBeNull()
  })

  test('a certifier who corrects one answer after a return has prepared that version', () => {
    const report = foldReport([...returned, byCam('report.saved'), byPat('report.handed_over')])
    expect(refusalOf('certify', facts(report), cam)?.kind).toBe('unready')
  })

  test('only the officer who picked a report up decides on it, but a colleague may hand it back', () => {
    const inReview = facts(foldReport([...submitted, byOlga('report.picked_up')]))
    expect(move(inReview, 'officer', olga)).toMatchObject({
      hand_back: null,
      return: null,
      accept: null,
    })
    const colleague = move(inReview, 'officer', otto)
    expect(colleague.hand_back).toBeNull()
    expect(colleague.accept).toMatch(/^Someone else has picked this report up/)
    expect(colleague.take_over).toMatch(/^A review is taken over only while/)
  })

  test('a review goes on with a colleague while who began it is away', () => {
    const report = foldReport([...submitted, byOlga('report.picked_up')])
    const left = facts(report, { isReviewerGone: true })
    expect(move(left, 'officer', otto).take_over).toBeNull()
    expect(refusalOf('take_over', left, olga)?.kind).toBe('unready')
    const taken = facts(applyEvent(report, { kind: 'report.taken_over', actorId: otto }))
    expect(taken).toMatchObject({ agency: 'in_review', reviewerId: otto })
    expect(move(taken, 'officer', otto).accept).toBeNull()
    expect(move(taken, 'officer', olga).accept).toMatch(/^Someone else has picked/)
  })

  test('a repeated move is overtaken, and says where the report is now', () => {
    expect(refusalOf('certify', facts(foldReport(accepted)), cam)).toEqual({
      kind: 'overtaken',
      sentence: 'This report is now accepted, so this could not be done. Nothing was changed.',
    })
  })

  test('readers are offered no move in any state', () => {
    for (const role of [
      'director',
      'auditor',
      'admin',
      'viewer',
      'analyst',
      'task_force',
    ] as const) {
      for (const report of reachable()) {
        expect(openMoves(facts(report), { role, personId: 9 })).toEqual([])
      }
    }
  })
})

/** The same rules told a second way, as a story with flags instead of a table of moves. */
class ReferenceReport {
  stage: 'new' | 'writing' | 'signing' | 'waiting' | 'reviewing' | 'done' | 'over' = 'new'
  end: string | null = null
  came: 'fresh' | 'returned' | 'reopened' = 'fresh'
  versions = 0
  counting: number | null = null

  take(event: ReportEvent['kind']): boolean {
    const before = this.stage
    const fresh = this.came === 'fresh'
    const unsent = before === 'new' || before === 'writing' || before === 'signing'
    const steps: Record<string, () => boolean> = {
      'report.saved': () => before === 'writing',
      'report.started': () => before === 'new' && this.go('writing'),
      'report.handed_over': () => before === 'writing' && this.go('signing'),
      'report.declined': () => before === 'signing' && this.go('writing'),
      'report.submitted': () => before === 'signing' && this.seal() && this.go('waiting'),
      'report.nothing_submitted': () =>
        unsent && fresh && this.seal() && this.close('nothing_to_report'),
      'report.withdrawn': () =>
        (before === 'waiting' || this.end === 'nothing_to_report') && this.putBack(),
      'report.picked_up': () => before === 'waiting' && this.go('reviewing'),
      'report.handed_back': () => before === 'reviewing' && this.go('waiting'),
      'report.taken_over': () => before === 'reviewing',
      'report.returned': () => before === 'reviewing' && this.goBack('returned'),
      'report.accepted': () => before === 'reviewing' && this.count() && this.go('done'),
      'report.reopened': () => before === 'done' && this.goBack('reopened'),
      'report.not_required': () => unsent && fresh && this.close('not_required'),
      'report.lapsed': () => unsent && fresh && this.close('lapsed'),
    }
    return steps[event]?.() ?? false
  }

  status() {
    if (this.end) return this.end
    if (this.stage === 'new') return 'not_started'
    if (this.stage === 'signing') return 'awaiting_certification'
    if (this.stage === 'reviewing') return 'in_review'
    if (this.stage === 'done') return 'accepted'
    if (this.stage === 'waiting') return this.came === 'fresh' ? 'submitted' : 'resubmitted'
    return this.came === 'fresh' ? 'draft' : this.came
  }

  private go(stage: typeof this.stage) {
    this.stage = stage
    return true
  }
  private goBack(came: 'returned' | 'reopened') {
    this.came = came
    return this.go('writing')
  }
  private putBack() {
    this.end = null
    this.came = 'fresh'
    return this.go('writing')
  }
  private close(end: string) {
    this.end = end
    return this.go('over')
  }
  private seal() {
    this.versions += 1
    return true
  }
  private count() {
    this.counting = this.versions
    this.came = 'fresh'
    return true
  }
}

test('random sequences of events leave the fold and the reference machine in the same state', () => {
  const kinds = [...reportMoves.map(({ event }) => event), 'report.saved'] as const
  const ends = ['report.not_required', 'report.lapsed', 'report.nothing_submitted']
  // Blind draws hardly ever get past the first submission, so most steps follow what is open.
  const follow = (report: ReportState, draw: number) => {
    const open = reportMoves.filter((move) => fits(move, report) && !ends.includes(move.event))
    return open[draw % Math.max(open.length, 1)]?.event ?? 'report.saved'
  }
  const steps = fc.array(
    fc.oneof(
      { weight: 5, arbitrary: fc.record({ draw: fc.nat({ max: 11 }) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom(...kinds) }) },
    ),
    { minLength: 1, maxLength: 60, size: 'max' },
  )
  const met = new Set<string>()
  fc.assert(
    fc.property(steps, (sequence) => {
      const reference = new ReferenceReport()
      let report: ReportState = unstarted
      for (const step of sequence) {
        const kind = 'kind' in step ? step.kind : follow(report, step.draw)
        const event = { kind, actorId: pat, sections: [1] }
        if (reference.take(kind)) report = applyEvent(report, event)
        else expect(() => applyEvent(report, event)).toThrow(RangeError)
        expect(reportStatus(report)).toBe(reference.status())
        expect(report.versionNo).toBe(reference.versions)
        expect(report.acceptedVersionNo).toBe(reference.counting)
        met.add(reportStatus(report))
      }
    }),
    { numRuns: size(10_000) },
  )
  figure('moves', `${size(10_000)} random sequences, 0 divergences from the reference machine`)
  expect(met).toEqual(new Set(Object.keys(reportStatusLabels)))
})
