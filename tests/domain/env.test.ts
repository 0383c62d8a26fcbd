import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readEnvironment } from '#app/env.server.ts'

const names =
  'PORT APP_ORIGIN DATABASE_URL DATA_DIR MAIL_DIR SMTP_URL DEMO DRAIN_SECONDS LOG_LEVEL APP_CLOCK_OFFSET'.split(
    ' ',
  )

const plausible = fc.constantFrom(
  '3000',
  '0',
  '65536',
  '1',
  'info',
  'https://tracker.example.gov',
  'http://tracker.example.gov',
  'http://localhost:3000/',
  'http://[::1]',
  'https://user@tracker.example.gov',
  'postgres://a@b/c',
  'smtp://mail.example.org',
  '-5',
  '.data',
)

const environments = fc.dictionary(
  fc.constantFrom(...names),
  fc.oneof(plausible, fc.string({ unit: 'binary' }), fc.string()),
)

test('any environment is a whole configuration or one line that names what is wrong', () => {
  fc.assert(
    fc.property(environments, (source) => {
      try {
        const { port, origin, isSecure, isDemo, clockOffset } = readEnvironment({
          NODE_ENV: 'test',
          ...source,
        })
        expect(port).toBeGreaterThanOrEqual(1)
        expect(port).toBeLessThanOrEqual(65535)
        expect(new URL(origin).origin).toBe(origin)
        expect(isSecure || /^http:\/\/(localhost|127\.|\[::1\])/.test(origin)).toBe(true)
        expect([typeof isDemo, Number.isSafeInteger(clockOffset)]).toEqual(['boolean', true])
      } catch (error) {
        if (!(error instanceof Error) || error.name === 'AssertionError') throw error
        expect(error.message).toMatch(new RegExp(`^(${names.join('|')}) must [^\\n]*\\.$`))
      }
    }),
    { numRuns: 2000 },
  )
})
