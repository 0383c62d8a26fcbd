import { matchRoutes } from '@remix-run/react'
import type { ServerBuild } from '@remix-run/node'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { narrowed } from '#app/narrowed.server.ts'
import routes from '#app/routes.ts'
import { size } from '#tests/setup/size.ts'

/** The routes as Remix gets them, without their modules. */
const build = {
  routes: Object.fromEntries([
    ['root', { id: 'root', path: '' }],
    ...routes.map(({ path, file, index }) => [file, { id: file, parentId: 'root', path, index }]),
  ]),
  assets: {
    version: '1',
    routes: Object.fromEntries(
      ['root', ...routes.map(({ file }) => file)].map((id) => [id, { id }]),
    ),
  },
} as unknown as ServerBuild

const fewFor = narrowed(build, (few) => few)

/** What a router takes an address for. */
function meant(of: ServerBuild, path: string): unknown {
  const tree = Object.values(of.routes)
    .filter(({ parentId }) => parentId === 'root')
    .map(({ id, path, index }) => (index ? { id, path, index: true } : { id, path }) as object)
  return matchRoutes([{ id: 'root', path: '', children: tree }], path)?.map(
    ({ route, params, pathname }) => ({ id: route.id, params, pathname }),
  )
}

/** The address and those above it, whose routes a page is told of. */
function withAbove(path: string): string[] {
  const words = path.split('/').filter(Boolean)
  return ['/', path, ...words.map((_, index) => `/${words.slice(0, index + 1).join('/')}`)]
}

const words = [...new Set(routes.flatMap(({ path = '' }) => path.split('/')))].filter(
  (word) => word && !word.startsWith(':') && word !== '*',
)

const word = fc.oneof(
  fc.constantFrom(...words),
  fc.constantFrom('SSEEP', 'HC-2024-01', '12', 'AWARDS', 'caf%C3%A9', 'a%2Fb', '%61wards', '', '.'),
  fc.string({ maxLength: 8 }).map(encodeURIComponent),
)
const address = fc
  .tuple(
    fc.array(word, { minLength: 1, maxLength: 6 }),
    fc.constantFrom('', '/', '?q=%41', '.data', '.data?_routes=root'),
  )
  .map(([parts, end]) => new URL(`http://localhost/${parts.join('/')}${end}`))

describe('an address', () => {
  test('means the same among the routes it is given as among all', () => {
    const asExpected = (url: URL) => {
      const own = url.pathname.replace(/\.data$/, '')
      const few = fewFor(url.pathname + url.search)
      for (const path of withAbove(own)) expect(meant(few, path), path).toEqual(meant(build, path))
    }
    for (const { path = '' } of routes) {
      const filled = path.replaceAll(/:\w+/g, 'x-1').replace('*', 'no/such/page')
      asExpected(new URL(`http://localhost/${filled.replace(/^\//, '')}`))
    }
    fc.assert(fc.property(address, asExpected), { numRuns: size(2000) })
  })

  test('is given few of them, and of their files', () => {
    for (const path of ['/', '/streams', '/awards/HC-2024-01/modifications', '/no/such/page']) {
      const few = fewFor(path)
      expect(Object.keys(few.routes).length, path).toBeLessThan(16)
      expect(Object.keys(few.assets.routes)).toEqual(Object.keys(few.routes))
    }
  })

  test('of the same form is answered by the same', () => {
    expect(fewFor('/awards/HC-2024-01')).toBe(fewFor('/awards/HC-2024-02?from=list'))
    expect(fewFor('/awards/HC-2024-01')).not.toBe(fewFor('/streams/SSEEP'))
  })
})

describe('the routes a page asks about', () => {
  test('are found for each path that it names', () => {
    const paths = ['/awards/HC-2024-01', '/streams', '/people/3/role', '/no/such/page', '%E0%A4%A']
    const search = new URLSearchParams([['version', '1'], ...paths.map((path) => ['p', path])])
    const few = fewFor(`/__manifest?${search.toString()}`)
    for (const path of paths.slice(0, 4).flatMap(withAbove)) {
      expect(meant(few, path), path).toEqual(meant(build, path))
    }
  })
})

test('trying every combination of words makes few sets of routes', () => {
  let made = 0
  const count = narrowed(build, () => (made += 1))
  for (const one of words) for (const other of words) count(`/${one}/${other}`)
  expect(made).toBeLessThan(words.length * 3)
})
