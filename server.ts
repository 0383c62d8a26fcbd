import { randomBytes, randomUUID } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createRequestHandler } from '@remix-run/express'
import compression from 'compression'
import express from 'express'
import helmet from 'helmet'
import { readEnvironment } from './app/env.server.ts'
import { guard } from './app/guard.ts'
import { narrowed } from './app/narrowed.server.ts'
import type { RequestScope } from './app/request.server.ts'
import { tellUnavailable } from './app/unavailable.ts'
import { fillDatabase, openDatabase } from './app/commands/prepare.ts'
import { assertDurable } from './db/durability.ts'
import type * as Entry from './app/entry.server.tsx'

const hangUpSeconds = 25

/** What there is to close, once whatever is just opening is open. */
let opened: Promise<(drainSeconds: number) => Promise<void>> = Promise.resolve(
  async () => undefined,
)
let isStopping = false

try {
  await start()
} catch (error) {
  if (!isStopping) await giveUp(error)
}

async function giveUp(error: unknown): Promise<never> {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  isStopping = true
  await close(0)
  process.exit(1)
}

async function stop(drainSeconds: number): Promise<void> {
  if (isStopping) return
  isStopping = true
  await close(drainSeconds)
  process.exit(0)
}

async function close(drainSeconds: number): Promise<void> {
  // What could not be opened needs no closing.
  const closing = await opened.catch(() => async () => undefined)
  await closing(drainSeconds)
}

async function start(): Promise<void> {
  const env = readEnvironment()
  await assertFree(env.port)
  // Ctrl-C is somebody waiting; SIGTERM may be a balancer's turn.
  process.on('SIGINT', () => void stop(0))
  process.on('SIGTERM', () => void stop(env.drainSeconds))
  const opening = openDatabase(env)
  opened = opening
  const closeDatabase = await opening
  await fillDatabase(env)
  await assertDurable()
  // React reads it when the build loads it; unset, it would render several times slower.
  process.env['NODE_ENV'] ??= 'production'
  const build = await import(builtPages())
  const entry = build.entry.module as typeof Entry
  const running = await entry.boot()
  const closeRooms = async () => {
    await running.stop()
    await closeDatabase()
  }
  opened = Promise.resolve(closeRooms)

  const app = express()
  app.disable('x-powered-by')
  app.use((request, response, next) => {
    const nonce = randomBytes(16).toString('base64')
    const scope: RequestScope = {
      id: randomUUID(),
      address: request.socket.remoteAddress ?? 'unknown',
      nonce,
      taken: () => takenFrom(response),
    }
    const startedAt = performance.now()
    response.locals['nonce'] = nonce
    tellUnavailable(response, () => scope.isUnavailable === true)
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
  // Named one by one: a page would otherwise ask the disk whether it is a file.
  const files = readdirSync('build/client').filter((name) => name !== 'assets')
  app.get(
    files.map((name) => `/${name}`),
    express.static('build/client', { index: false, maxAge: '1h' }),
  )
  app.use((_request, response, next) => {
    response.setHeader('cache-control', 'no-store')
    next()
  })
  const answerFor = narrowed(build, (few) => createRequestHandler({ build: few }))
  app.use((request, response, next) => {
    void answerFor(request.originalUrl)(request, response, next)
  })

  const server = app.listen(env.port)
  await once(server, 'listening').catch((error: unknown) => refusePort(env.port, error))
  server.on('error', (error) => void giveUp(error))
  process.stdout.write(`SETI Tracker: ${env.origin}\n`)
  if (env.isDemo) {
    process.stdout.write('Sample accounts: on the sign-in page, or npm run accounts:json\n')
  }
  opened = Promise.resolve(async (drainSeconds) => {
    running.stopTakingWork()
    await pause(drainSeconds * 1000)
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeIdleConnections()
    const limit = setTimeout(() => server.closeAllConnections(), hangUpSeconds * 1000)
    await closed
    clearTimeout(limit)
    await closeRooms()
  })
}

function builtPages(): string {
  const file = path.resolve('build/server/index.js')
  if (!existsSync(file)) throw new Error('The pages are not built: run npm run build.')
  return file
}

/** Remix writes a stream as fast as it comes; whoever makes one asks here before the next piece. */
async function takenFrom(response: express.Response): Promise<void> {
  if (!response.writableNeedDrain || response.destroyed) return
  await new Promise<void>((resolve) => {
    const heard = () => {
      response.off('drain', heard).off('close', heard)
      resolve()
    }
    // Not `response.on`, which is compression's and speaks of its own buffer.
    EventEmitter.prototype.on.call(response, 'drain', heard)
    EventEmitter.prototype.on.call(response, 'close', heard)
  })
}

/** Asked before anything is started. */
async function assertFree(port: number): Promise<void> {
  const probe = createServer().listen(port)
  await once(probe, 'listening').catch((error: unknown) => refusePort(port, error))
  probe.close()
  await once(probe, 'close')
}

function refusePort(port: number, error: unknown): never {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'EADDRINUSE') {
    throw new Error(`Port ${port} is taken. Stop what listens there, or set PORT to another one.`)
  }
  if (code === 'EACCES') {
    throw new Error(`Port ${port} needs more rights than this process has. Set PORT above 1023.`)
  }
  throw error
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
