import { expect, test } from 'vitest'
import { awardName, isFain, isUei, normalizeIdentifier } from '#app/domain/award.ts'
import { coverage } from '#app/domain/sources.ts'

test('an award without a name goes by its lead organization', () => {
  expect(awardName({ name: 'CareerLink', leadOrganization: 'City' })).toBe('CareerLink')
  expect(awardName({ name: null, leadOrganization: 'City of Birmingham' })).toBe(
    'City of Birmingham',
  )
})

test('a UEI has twelve characters, no O or I, no leading zero and no nine-digit run', () => {
  expect(isUei('J7M9HPTGJ1S9')).toBe(true)
  for (const text of [
    'J7M9HPTGJ1S',
    'O7M9HPTGJ1S9',
    'JIM9HPTGJ1S9',
    '07M9HPTGJ1S9',
    'AB123456789C',
    'j7m9hptgj1s9',
    'J7M9HPTGJ1S9X',
  ]) {
    expect(isUei(text)).toBe(false)
  }
  expect(isUei(normalizeIdentifier(' j7m9hptgj1s9 '))).toBe(true)
})

test('a FAIN has a shape seen at ETA or EDA', () => {
  for (const text of [
    '23A60HG000028',
    'AA-12345-22-55-A-6',
    'ED22HDQ3070099',
    'ED25HDQ0G0038',
    'ED25OIE0G0108',
    'ED24OIE0G0019',
  ]) {
    expect(isFain(text)).toBe(true)
  }
  for (const text of [
    'gjc-al-city-of-birmingham',
    '23A60HG00002',
    'ED22HD3070099',
    '',
    'ED22HDQ30700999',
  ]) {
    expect(isFain(text)).toBe(false)
  }
})

test('a total of listed awards says how many there officially are', () => {
  expect(coverage(28, 32)).toBe('28 of official 32 awards in the sources')
  expect(coverage(3, null)).toBe(
    '3 awards in the sources; the official number is not in the sources',
  )
})
