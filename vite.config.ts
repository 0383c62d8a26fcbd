import { vitePlugin as remix } from '@remix-run/dev'
import { defineConfig } from 'vitest/config'

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true
  }
}

const isTest = process.env['VITEST'] !== undefined

export default defineConfig({
  // Remix's plugin builds pages; tests load modules as they are.
  plugins: isTest
    ? []
    : [
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
  build: { assetsInlineLimit: 0 },
  test: {
    globalSetup: ['tests/setup/global.ts'],
    setupFiles: ['tests/setup/loud.ts'],
    include: ['tests/**/*.test.{ts,tsx}'],
    exclude: ['tests/browser/**', 'node_modules/**'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    env: { APP_ORIGIN: 'http://localhost:3000', LOG_LEVEL: 'silent' },
  },
})
