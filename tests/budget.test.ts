import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'

/** What a page's first load may weigh, in bytes of gzip. */
const budget = { scripts: 110_000, styles: 30_000 }

const assets = 'build/client/assets'

interface Manifest {
  entry: { module: string; imports: string[] }
  routes: Record<
    string,
    {
      parentId?: string
      path?: string
      hasLoader: boolean
      module: string
      imports?: string[]
      css?: string[]
    }
  >
}

const manifest = readManifest()

describe('a first load', () => {
  test.each(Object.keys(manifest.routes).map((id) => [id]))('of %s keeps its budget', (id) => {
    const scripts = scriptsOf(id)
    const total = [...scripts].reduce((sum, file) => sum + weight(file), 0)
    const heaviest = [...scripts]
      .map((file) => `${weight(file)} ${file}`)
      .sort((one, other) => parseInt(other) - parseInt(one))
      .slice(0, 8)
    expect(total, heaviest.join('\n')).toBeLessThanOrEqual(budget.scripts)
  })

  test('brings one sheet of styles within its budget', () => {
    const sheets = readdirSync(assets).filter((file) => file.endsWith('.css'))
    expect(sheets).toHaveLength(1)
    expect(weight(sheets[0] ?? '')).toBeLessThanOrEqual(budget.styles)
  })
})

test('no server code reaches the browser', () => {
  const leaked = readdirSync(assets)
    .filter((file) => file.endsWith('.js'))
    .filter((file) =>
      /CamelCasePlugin|selectFrom|insertInto|node:crypto|postgres:\/\/|argon2|graphile|lucia|nodemailer/.test(
        readFileSync(path.join(assets, file), 'utf8'),
      ),
    )
  expect(leaked).toEqual([])
})

/** Every file the document asks for before anybody does anything: static imports, all the way down. */
function scriptsOf(id: string): Set<string> {
  const files = new Set<string>()
  const take = (file: string) => {
    if (files.has(file)) return
    files.add(file)
    for (const imported of staticImports(file)) take(imported)
  }
  take(nameOf(manifest.entry.module))
  manifest.entry.imports.map(nameOf).forEach(take)
  for (let at: string | undefined = id; at !== undefined; at = manifest.routes[at]?.parentId) {
    const route = manifest.routes[at]
    if (!route) break
    take(nameOf(route.module))
    route.imports?.map(nameOf).forEach(take)
  }
  return files
}

function staticImports(file: string): string[] {
  const text = readFileSync(path.join(assets, file), 'utf8')
  return [...text.matchAll(/(?:\bfrom|\bimport)\s*"\.\/([\w.-]+\.js)"/g)].map(
    ([, name]) => name ?? '',
  )
}

function weight(file: string): number {
  return gzipSync(readFileSync(path.join(assets, file))).length
}

function nameOf(address: string): string {
  return path.posix.basename(address)
}

function readManifest(): Manifest {
  const [file, ...more] = readdirSync(assets).filter((name) => /^manifest-.*\.js$/.test(name))
  if (!file || more.length > 0) throw new Error('One build is needed: npm test -- build')
  const text = readFileSync(path.join(assets, file), 'utf8')
  return JSON.parse(text.replace(/^window\.__remixManifest=/, '').replace(/;$/, '')) as Manifest
}

test('the licenses of what reaches the browser stand in one file', () => {
  const licenses = readFileSync('build/client/licenses.txt', 'utf8')
  for (const name of ['react-dom', '@remix-run/react', 'react-hook-form', 'zod']) {
    expect(licenses).toMatch(new RegExp(`^${name} [\\d.]+ \\(MIT\\)$`, 'm'))
  }
  expect(licenses).toContain('Permission is hereby granted')
})
