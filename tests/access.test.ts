import { expect, test } from 'vitest'
import { castPeople } from '#db/cast/people.ts'
import { claimAccess, principals, table } from './setup/access.ts'
import { listedRoutes } from './setup/pages.ts'

test('the table lists exactly the routes there are', () => {
  expect(Object.keys(table).sort()).toEqual(listedRoutes.map(({ address }) => address).sort())
})

test('the cast has somebody for each role', () => {
  const cast = new Set(castPeople.flatMap((person) => person.memberships.map(([, role]) => role)))
  expect([...cast].sort()).toEqual(Object.keys(principals).sort())
})

claimAccess(0)
