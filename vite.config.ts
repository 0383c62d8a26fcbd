import { vitePlugin as remix } from '@remix-run/dev'
import { defineConfig } from 'vitest/config'
import { licenses } from './app/commands/licenses.ts'

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true
  }
}

const isTest = process.env['VITEST'] !== undefined

/** Tests of full size may take their time; those who wait for one see it hang all the same. */
const patience = process.env['PROVE'] === '1' ? 45 * 60_000 : null

/** Tests that ask a running production server rather than its modules. */
const outside = ['browser', 'server', 'startup'].map((room) => `tests/${room}/**/*.test.ts`)

const longestFirst = isTest
  ? (await import('./tests/setup/longest_first.ts')).LongestFirst
  : undefined

/** What nearly every page shows comes in one file: the smallest files gain nothing from being packed apart. */
const common =
  /\/app\/(paths\/(address|frame)\.ts|request\.tsx|components\/(page|buttons|figures|tags|tables|notices)\.tsx|domain\/(calendar|money|share|dates|clock|count)\.ts)$/

export default defineConfig(({ isSsrBuild }) => ({
  // Remix's plugin builds pages; tests load modules as they are.
  plugins: isTest
    ? []
    : [
        licenses(),
        remix({
          future: {
            v3_fetcherPersist: true,
            v3_relativeSplatPath: true,
            v3_throwAbortReason: true,
            v3_singleFetch: true,
            v3_lazyRouteDiscovery: true,
            v3_routeConfig: true,
          },
        }),
      ],
  define: {
    // Only a test build lets the environment move the clock.
    __TEST_BUILD__: JSON.stringify(isTest || process.env['TEST_BUILD'] === '1'),
  },
  // Terser takes 4 kB more off every first load than the default. The server stays readable: so are its errors.
  build: {
    assetsInlineLimit: 0,
    minify: isSsrBuild ? false : 'terser',
    terserOptions: {
      ecma: 2020,
      module: true,
      compress: { passes: 3 },
      format: { comments: false },
    },
    rollupOptions: { output: { manualChunks: (id) => (common.test(id) ? 'common' : undefined) } },
  },
  test: {
    testTimeout: patience ?? 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    env: { APP_ORIGIN: 'http://localhost:3000', LOG_LEVEL: 'silent' },
    setupFiles: ['tests/setup/loud.ts'],
    ...(longestFirst ? { sequence: { sequencer: longestFirst } } : {}),
    projects: [
      {
        extends: true,
        test: {
          name: 'inside',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: [...outside, 'node_modules/**'],
          globalSetup: ['tests/setup/global.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'outside',
          include: outside,
          globalSetup: ['tests/setup/served.ts'],
          testTimeout: patience ?? 240_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
}))
