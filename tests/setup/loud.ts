import { afterEach, beforeEach, expect, vi } from 'vitest'

/** Whatever is written to console.error fails the test that caused it. */
beforeEach(() => {
  vi.spyOn(console, 'error')
})

afterEach(() => {
  const said = vi.mocked(console.error).mock.calls.map((call) => call.join(' '))
  vi.restoreAllMocks()
  expect(said).toEqual([])
})
