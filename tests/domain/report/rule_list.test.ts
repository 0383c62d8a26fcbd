import { describe, expect, test } from 'vitest'
import { withDerived } from '#app/domain/report/derived.ts'
import { checkRules, type RuleContext } from '#app/domain/report/rules.ts'
import { missingItems } from '#app/domain/report/template.ts'
import { spoken } from '#app/domain/report/warnings.ts'
import { listItems, listRules } from '../reference.ts'
import { arithmetic, ruleExamples } from './rule_examples.ts'

const forms = ['GJC-Q', 'SSEEP-Q', 'WIOA-Q', 'FIN-Q']
const rules = forms.flatMap((form) => listRules(form).map((rule) => ({ form, rule })))
const lists = new Map(forms.map((form) => [form, listItems(form)]))
const itemsOf = (form: string) => lists.get(form) ?? []
const named = new Map(rules.map((one) => [one.rule.code, one]))

function find(
  code: string,
  more: Partial<RuleContext>,
  as = (items: RuleContext['items']) => items,
) {
  const { form, rule } = named.get(code) ?? { form: '', rule: null }
  if (!rule) throw new Error(`No rule ${code}`)
  return checkRules([rule], {
    items: as(itemsOf(form)),
    answers: {},
    previous: [],
    award: { obligated: null, periodStart: null, periodEnd: null, targets: {} },
    periodEnd: '2026-06-30',
    ...more,
  })
}

test('every rule of the list has an example either way', () => {
  const asking = rules.filter(({ rule }) => rule.op === 'present').map(({ rule }) => rule.code)
  expect([...Object.keys(ruleExamples), ...Object.keys(arithmetic), ...asking].sort()).toEqual(
    [...named.keys()].sort(),
  )
})

test.each(Object.entries(ruleExamples))('%s finds what it is for, and no more', (code, example) => {
  expect(find(code, example.fails).map((finding) => finding.code)).toEqual([code])
  expect(find(code, example.passes)).toEqual([])
})

test.each(Object.entries(arithmetic))('%s holds to the cent', (code, [line, parts]) => {
  const asTyped = (items: RuleContext['items']) =>
    items.map((item) => ({ ...item, entry: 'entered' as const }))
  expect(find(code, { answers: { ...parts, [line]: '0.11' } }, asTyped)).toHaveLength(1)
  expect(find(code, { answers: { ...parts, [line]: '0.10' } }, asTyped)).toEqual([])
  // What a report computes by itself obeys it.
  const items = itemsOf('FIN-Q')
  expect(find(code, { answers: withDerived(items, parts) })).toEqual([])
})

test.each(
  rules.filter(({ rule }) => rule.op === 'present').map(({ rule, form }) => [rule.code, form]),
)('%s asks for each required item, one by one', (code, form) => {
  const required = missingItems(itemsOf(form), {})
  expect(find(code, {}).map(({ items }) => items[0])).toEqual(
    required.map(({ itemCode }) => itemCode),
  )
  const all = Object.fromEntries(required.map(({ itemCode }) => [itemCode, '1']))
  expect(find(code, { answers: all })).toEqual([])
})

describe('what a person reads of the financial rules', () => {
  const labels = new Map(itemsOf('FIN-Q').map(({ itemCode, label }) => [itemCode, label]))

  test.each(
    listRules('FIN-Q').filter(({ severity, op }) => severity === 'error' && op !== 'present'),
  )('$code names its lines and no codes', ({ code, message, leftSide, rightSide }) => {
    if (leftSide.startsWith('each')) return
    const words = spoken(message).toLowerCase()
    expect(words).not.toMatch(/fin_/)
    const lines =
      code === 'FIN-08' ? ['FIN_OBLIGATIONS', 'FIN_AUTHORIZED'] : codes(leftSide, rightSide)
    for (const line of lines) expect(words).toContain(labels.get(line)?.toLowerCase())
  })

  const codes = (...sides: (string | null)[]) =>
    sides.flatMap((side) => side?.match(/FIN_[A-Z_]+/g) ?? [])
})

test('a warning is another one when it fails on the other side', () => {
  const award = { obligated: '100.00', periodStart: null, periodEnd: null, targets: {} }
  const key = (FIN_AUTHORIZED: string) =>
    find('FIN-09', { answers: { FIN_AUTHORIZED }, award }).map((finding) => finding.key)
  expect(key('99.00')).toEqual(['FIN-09-under'])
  expect(key('98.00')).toEqual(['FIN-09-under'])
  expect(key('101.00')).toEqual(['FIN-09-over'])
})
