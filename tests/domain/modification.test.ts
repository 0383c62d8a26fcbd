import { describe, expect, test } from 'vitest'
import { addMoney } from '#app/domain/money.ts'
import {
  type Proposal,
  foldTerms,
  isMoveOpen,
  kindsFor,
  modificationKinds,
  modificationMoves,
  modificationStates,
  noParts,
  proposalRefusal,
  signed,
} from '#app/domain/modification.ts'
import {
  modificationDecisionRefusal,
  modificationNotes,
  modificationWithdrawalRefusal,
} from '#app/domain/modification_rules.ts'
import { proposalForms } from '#app/domain/modification_forms.ts'
import { randomFrom, seed } from '../setup/size.ts'

const nothing = { ...noParts, reason: 'Because.' }

const terms = { amount: '1000000.00', periodEnd: '2027-09-30' }
const extension = (newPeriodEnd: string): Proposal => ({
  ...nothing,
  kind: 'no_cost_extension',
  newPeriodEnd,
})
const budget = (lines: Proposal['lines']): Proposal => ({ ...nothing, kind: 'budget', lines })

describe('the terms of an award', () => {
  test('are a fold over its approved modifications', () => {
    const after = foldTerms(terms, [
      { amountChange: '250000.50', newPeriodEnd: null },
      { amountChange: null, newPeriodEnd: '2028-03-31' },
      { amountChange: '-0.50', newPeriodEnd: null },
    ])
    expect(after).toEqual([
      { amount: '1250000.50', periodEnd: '2027-09-30' },
      { amount: '1250000.50', periodEnd: '2028-03-31' },
      { amount: '1250000.00', periodEnd: '2028-03-31' },
    ])
  })

  test('stay unknown where no source gives them, until a modification says', () => {
    const unknown = { amount: null, periodEnd: null }
    expect(foldTerms(unknown, [{ amountChange: '5.00', newPeriodEnd: '2028-01-01' }])).toEqual([
      { amount: null, periodEnd: '2028-01-01' },
    ])
  })

  test(`end at the sum of the changes in whatever steps they came (seed ${seed})`, () => {
    const random = randomFrom(seed)
    for (let run = 0; run < 200; run += 1) {
      const changes = Array.from({ length: 1 + Math.floor(random() * 12) }, () => ({
        amountChange: `${Math.floor(random() * 1e9)}.${10 + Math.floor(random() * 90)}`,
        newPeriodEnd: null,
      }))
      const last = foldTerms({ amount: '0.00', periodEnd: null }, changes).at(-1)
      expect(last?.amount).toBe(addMoney(...changes.map(({ amountChange }) => amountChange)))
    }
  })
})

describe('a proposal', () => {
  test.each([
    [extension('2027-09-30'), 'newPeriodEnd.month', 'Enter a day after'],
    [
      { ...nothing, kind: 'deobligation', amountChange: '-1000000.01' } as const,
      'amountChange',
      'Enter at most $1,000,000',
    ],
    [budget([]), 'personnel', 'at least two categories'],
    [budget([{ category: 'travel', change: '5.00' }]), 'travel', 'add up to $5.'],
  ])('that does not fit is refused at its field: %#', (proposal, field, words) => {
    const refusal = proposalRefusal(proposal, terms)
    expect(refusal?.field).toBe(field)
    expect(refusal?.sentence).toContain(words)
  })

  test('that fits is not', () => {
    expect(proposalRefusal(extension('2027-10-01'), terms)).toBeNull()
    const moved = budget([
      { category: 'travel', change: '5.00' },
      { category: 'other', change: '-5.00' },
    ])
    expect(proposalRefusal(moved, terms)).toBeNull()
    const back = { ...nothing, kind: 'deobligation', amountChange: '-1000000.00' } as const
    expect(proposalRefusal(back, terms)).toBeNull()
  })

  test('to move an end that no source gives is refused', () => {
    expect(proposalRefusal(extension('2030-01-01'), { ...terms, periodEnd: null })).toMatchObject({
      field: 'newPeriodEnd.month',
    })
  })

  test('of money is read with the sign of its kind, and zero is refused', () => {
    const read = (kind: 'supplement' | 'deobligation', amountChange: string) =>
      proposalForms[kind].safeParse({ amountChange, reason: 'Why.' })
    expect(read('supplement', '1,250').data).toMatchObject({ amountChange: '1250.00' })
    expect(read('deobligation', '1,250').data).toMatchObject({ amountChange: '-1250.00' })
    expect(read('supplement', '0').error?.issues[0]?.path).toEqual(['amountChange'])
    expect(read('supplement', '-5').success).toBe(false)
  })

  test('of a budget keeps the lines that change something', () => {
    const read = proposalForms.budget.safeParse({
      travel: '5',
      other: '-5',
      fringe: '0',
      reason: 'W',
    })
    expect(read.data?.lines).toEqual([
      { category: 'travel', change: '5.00' },
      { category: 'other', change: '-5.00' },
    ])
  })
})

describe('what the rules say', () => {
  const at = { terms, askedOn: '2027-06-01', periodStart: '2024-10-01' }
  const says = (proposal: Proposal, given = at) =>
    modificationNotes(proposal, given).map((note) => note.says)

  test('of an extension asked for too late, and of one beyond a year', () => {
    expect(says(extension('2028-09-30'))).toEqual([])
    expect(says(extension('2028-10-01'))[0]).toContain('up to twelve months')
    expect(says(extension('2028-09-30'), { ...at, askedOn: '2027-09-20' })).toEqual([])
    expect(says(extension('2028-09-30'), { ...at, askedOn: '2027-09-21' })[0]).toContain(
      'fewer than ten calendar days',
    )
  })

  test('of money that leaves participant support, and of a tenth of the award', () => {
    const lines = (change: string): Proposal['lines'] => [
      { category: 'participant_support', change: `-${change}` },
      { category: 'equipment', change },
    ]
    expect(says(budget(lines('100000.00')))).toHaveLength(1)
    expect(says(budget(lines('100000.01')))).toHaveLength(2)
  })
})

describe('who decides', () => {
  const asked = { askedBy: 1, askedOn: '2026-11-02', recommendedBy: 2, studiesHeard: true }
  const decides = { personId: 3, hasOfficer: true, day: '2026-11-03' }

  test('is nobody who asked or recommended', () => {
    expect(modificationDecisionRefusal(asked, decides)).toBeNull()
    for (const personId of [1, 2]) {
      expect(modificationDecisionRefusal(asked, { ...decides, personId })).toContain(
        'Somebody else',
      )
    }
  })

  test('waits five working days for the officer, and not at all where there is none', () => {
    const waiting = { ...asked, recommendedBy: null }
    expect(modificationDecisionRefusal(waiting, decides)).toContain('recommendation')
    expect(modificationDecisionRefusal(waiting, { ...decides, hasOfficer: false })).toBeNull()
    expect(modificationDecisionRefusal(waiting, { ...decides, day: '2026-11-09' })).toBeNull()
  })

  test('waits ten working days for the study whose site the award is', () => {
    const unheard = { ...asked, studiesHeard: false }
    expect(modificationDecisionRefusal(unheard, decides)).toContain('site of a study')
    // Veterans Day is no working day.
    expect(modificationDecisionRefusal(unheard, { ...decides, day: '2026-11-16' })).not.toBeNull()
    expect(modificationDecisionRefusal(unheard, { ...decides, day: '2026-11-17' })).toBeNull()
  })
})

describe('taking one back', () => {
  const asked = { state: 'asked', askedBy: 1, recommendedBy: null } as const
  const proposed = { state: 'recommended', askedBy: 7, recommendedBy: 7 } as const

  test('is the certifying official’s for what the grantee asked, recommended or not', () => {
    expect(modificationWithdrawalRefusal(asked, { role: 'certifier', personId: 2 })).toBeNull()
    const recommended = { ...asked, state: 'recommended', recommendedBy: 7 } as const
    expect(
      modificationWithdrawalRefusal(recommended, { role: 'certifier', personId: 2 }),
    ).toBeNull()
    for (const role of ['preparer', 'officer'] as const) {
      expect(modificationWithdrawalRefusal(recommended, { role, personId: 7 })).toContain(
        'certifying official',
      )
    }
  })

  test('of what the agency proposed is the proposer’s alone', () => {
    expect(modificationWithdrawalRefusal(proposed, { role: 'officer', personId: 7 })).toBeNull()
    for (const role of ['officer', 'certifier'] as const) {
      expect(modificationWithdrawalRefusal(proposed, { role, personId: 8 })).toContain(
        'who proposed it',
      )
    }
  })

  test('of a draft is open to whoever drafts, and of a decided one to nobody', () => {
    const draft = { state: 'draft', askedBy: null, recommendedBy: null } as const
    expect(modificationWithdrawalRefusal(draft, { role: 'preparer', personId: 2 })).toBeNull()
    const approved = { ...asked, state: 'approved' } as const
    expect(modificationWithdrawalRefusal(approved, { role: 'certifier', personId: 2 })).toContain(
      'decided',
    )
  })
})

test('nothing moves once it is decided, and every kind has one side that begins it', () => {
  const ended = modificationStates.filter(
    (state) => !Object.keys(modificationMoves).some((move) => isMoveOpen(move as 'ask', state)),
  )
  expect(ended).toEqual(['approved', 'refused', 'withdrawn'])
  const begun = new Set([...kindsFor('grantee'), ...kindsFor('agency')])
  expect([...begun].sort()).toEqual([...modificationKinds].sort())
})

test('a change of money shows its sign', () => {
  expect([signed('5.00'), signed('-1250.50')]).toEqual(['+$5', '−$1,250.50'])
})
