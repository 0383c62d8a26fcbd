import { randomBytes, randomUUID } from 'node:crypto'
import path from 'node:path'
import { createRequestHandler } from '@remix-run/express'
import compression from 'compression'
import express from 'express'
import helmet from 'helmet'
import { readEnvironment } from './app/env.server.ts'
import { guard } from './app/guard.ts'
import { buildOnce } from './app/commands/build.ts'
import { prepareDatabase } from './app/commands/prepare.ts'
import type * as Entry from './app/entry.server.tsx'

const drainSeconds = 25

try {
  await start()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}

async function start(): Promise<void> {
  const env = readEnvironment()
  await buildOnce()
  const prepared = await prepareDatabase(env)
  // React reads it when the build loads it; unset, it would render several times slower.
  process.env['NODE_ENV'] ??= 'production'
  const build = await import(path.resolve('build/server/index.js'))
  const entry = build.entry.module as typeof Entry
  const running = await entry.boot()

  const app = express()
  app.disable('x-powered-by')
  app.use((request, response, next) => {
    const nonce = randomBytes(16).toString('base64')
    const scope = { id: randomUUID(), address: request.socket.remoteAddress ?? 'unknown', nonce }
    const startedAt = performance.now()
    response.locals['nonce'] = nonce
    response.on('finish', () =>
      entry.logRequest({
        reference: scope.id,
        method: request.method,
        section: request.path.split('/')[1] ?? '',
        status: response.statusCode,
        ms: Math.round(performance.now() - startedAt),
      }),
    )
    entry.withRequest(scope, () => next())
  })
  app.use(securityHeaders(env.isSecure))
  app.use(guard(env.origin))
  app.use(compression())
  app.use('/assets', express.static('build/client/assets', { immutable: true, maxAge: '1y' }))
  app.use(express.static('build/client', { index: false, maxAge: '1h' }))
  app.use((_request, response, next) => {
    response.setHeader('cache-control', 'no-store')
    next()
  })
  const answer = createRequestHandler({ build })
  app.use((request, response, next) => void answer(request, response, next))

  const server = app.listen(env.port)
  server.on('error', (error: NodeJS.ErrnoException) => {
    const says =
      error.code === 'EADDRINUSE'
        ? `Port ${env.port} is taken. Stop what listens there, or set PORT to another one.`
        : error.message
    process.stderr.write(`${says}\n`)
    void running
      .stop()
      .then(prepared.stop)
      .then(() => process.exit(1))
  })
  server.on('listening', () => {
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : env.port
    process.stdout.write(
      `SETI Tracker: ${process.env['APP_ORIGIN'] ?? `http://localhost:${port}`}\n`,
    )
    if (env.isDemo) {
      process.stdout.write('Sample accounts: on the sign-in page, or npm run accounts:json\n')
    }
  })

  let isStopping = false
  const stop = async () => {
    if (isStopping) return
    isStopping = true
    running.stopTakingWork()
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeIdleConnections()
    const limit = setTimeout(() => server.closeAllConnections(), drainSeconds * 1000)
    await closed
    clearTimeout(limit)
    await running.stop()
    await prepared.stop()
    process.exit(0)
  }
  process.on('SIGINT', () => void stop())
  process.on('SIGTERM', () => void stop())
}

function securityHeaders(isSecure: boolean): express.RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: [
          (_request, response) =>
            `'nonce-${(response as express.Response).locals['nonce'] as string}'`,
          "'strict-dynamic'",
        ],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    // no-referrer would make browsers send "Origin: null" with plain form posts.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: isSecure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    frameguard: { action: 'deny' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
  })
}
