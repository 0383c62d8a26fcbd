import { expect, test } from 'vitest'
import { type Right, may, rights, roles } from '#app/domain/access.ts'
import { mayStandInFor, rolesWithDesk, spanRefusal, standInRoles } from '#app/domain/away.ts'

test('a colleague stands in who may do all that the absent role may', () => {
  expect(standInRoles('officer')).toEqual(['officer'])
  expect(standInRoles('preparer')).toEqual(['certifier', 'preparer'])
  expect(standInRoles('certifier')).toEqual(['certifier'])
  expect(standInRoles('analyst')).toEqual(['lead', 'analyst'])
  expect(standInRoles('lead')).toEqual(['lead'])
  expect(standInRoles('auditor')).toEqual([])
})

test('nobody gains a right by standing in', () => {
  for (const absent of roles) {
    for (const role of standInRoles(absent)) {
      const more = (Object.keys(rights) as Right[]).filter(
        (right) => may(absent, right) && !may(role, right),
      )
      expect(more, `${role} for ${absent}`).toEqual([])
    }
    if (rolesWithDesk.includes(absent)) expect(mayStandInFor(absent, absent)).toBe(true)
  }
})

test('an absence begins today or later and lasts a year at most', () => {
  const day = '2026-11-20'
  const refused = (beginsOn: string, endsOn: string) =>
    Object.keys(spanRefusal({ beginsOn, endsOn }, day) ?? {})
  expect(refused('2026-11-20', '2026-11-20')).toEqual([])
  expect(refused('2026-11-19', '2026-11-30')).toEqual(['beginsOn.month'])
  expect(refused('2026-12-02', '2026-12-01')).toEqual(['endsOn.month'])
  expect(refused('2026-12-01', '2027-12-01')).toEqual([])
  expect(refused('2026-12-01', '2027-12-02')).toEqual(['endsOn.month'])
})
