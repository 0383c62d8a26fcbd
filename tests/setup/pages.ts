import path from 'node:path'
import { type ServerBuild, createRequestHandler } from '@remix-run/node'
import pg from 'pg'
import * as entry from '#app/entry.server.tsx'
import { narrowed } from '#app/narrowed.server.ts'
import { withRequest } from '#app/request.server.ts'
import routes from '#app/routes.ts'

/** Every route's address with the file that answers it, in reading order. */
export const listedRoutes = routes.map(({ path: address = '/', file }) => ({
  address: path.posix.join('/', address),
  file,
}))

const modules = import.meta.glob<ServerBuild['routes'][string]['module']>(
  ['../../app/root.tsx', '../../app/routes/**/*.{ts,tsx}'],
  { eager: true },
)

function build(): ServerBuild {
  const root = modules['../../app/root.tsx']
  if (!root) throw new Error('There is no root')
  const found: ServerBuild['routes'] = {
    root: { id: 'root', path: '', module: root },
  }
  const assets: ServerBuild['assets']['routes'] = { root: asset('root', undefined, '', root) }
  for (const { path: address, file, index } of routes) {
    const module = modules[`../../app/${file}`]
    if (!module) throw new Error(`${file} is not there`)
    found[file] = {
      id: file,
      parentId: 'root',
      path: index ? undefined : address,
      index,
      module,
    }
    assets[file] = asset(file, 'root', address, module)
  }
  return {
    mode: 'production',
    entry: { module: entry },
    routes: found,
    assets: {
      version: 'test',
      url: '/assets/manifest.js',
      entry: { module: '', imports: [] },
      routes: assets,
    },
    publicPath: '/',
    assetsBuildDirectory: 'build/client',
    isSpaMode: false,
    future: {
      v3_fetcherPersist: true,
      v3_relativeSplatPath: true,
      v3_throwAbortReason: true,
      v3_singleFetch: true,
      v3_lazyRouteDiscovery: true,
      v3_routeConfig: true,
      unstable_optimizeDeps: false,
    } as ServerBuild['future'],
  }
}

function asset(
  id: string,
  parentId: string | undefined,
  address: string | undefined,
  module: ServerBuild['routes'][string]['module'],
) {
  return {
    id,
    parentId,
    path: address,
    module: `/assets/${id}.js`,
    imports: [],
    hasAction: 'action' in module,
    hasLoader: 'loader' in module,
    hasClientAction: false,
    hasClientLoader: false,
    hasErrorBoundary: 'ErrorBoundary' in module,
  } as ServerBuild['assets']['routes'][string]
}

export interface Answer {
  status: number
  headers: string
  body: string
  /** Statements the answer took. */
  queries: number
}

let answerFor: ((url: string) => ReturnType<typeof createRequestHandler>) | undefined

/** The whole document that the app answers, made in this process, with reference and nonce held still. */
export async function answerTo(request: Request): Promise<Answer> {
  answerFor ??= narrowed(build(), (few) => createRequestHandler(few, 'production'))
  const { pathname, search } = new URL(request.url)
  const answer = answerFor(pathname + search)
  const before = asked
  const scope = { id: 'one-and-the-same', address: 'test', nonce: 'nonce' }
  const response = await withRequest(scope, () => answer(request))
  if (!response) throw new Error('No answer')
  return {
    status: response.status,
    headers: JSON.stringify([...response.headers].sort(([a], [b]) => (a < b ? -1 : 1))),
    body: await response.text(),
    queries: asked - before,
  }
}

let asked = 0
const query = pg.Client.prototype.query as (...args: unknown[]) => unknown
pg.Client.prototype.query = function counted(this: pg.Client, ...args: unknown[]) {
  asked += 1
  return query.apply(this, args)
} as typeof pg.Client.prototype.query
