import type { ServerBuild } from '@remix-run/node'

/** Which routes are possible is decided by the words of an address, so there are few sets of them; somebody
 *  who tries every combination starts the keeping anew. */
const mostKept = 1000

/** What answers an address (its path and query), made for the few routes that it could mean.
 *
 *  Remix flattens, ranks and compiles all routes of its build several times for each request, which cost more
 *  than the page. Left out here is only what cannot match; which of the others does, and what the page is told
 *  of them, is still Remix's to say. */
export function narrowed<Answer>(
  build: ServerBuild,
  make: (build: ServerBuild) => Answer,
): (url: string) => Answer {
  const routes = Object.values(build.routes).map(({ id, path }) => ({
    id,
    segments: segmentsOf(path),
  }))
  const kept = new Map<string, Answer>()
  return (url) => {
    const asked = askedBy(new URL(`http://localhost${url}`))
    const ids = routes
      .filter(({ segments }) => !segments || asked.some((path) => couldMean(segments, path)))
      .map(({ id }) => id)
    const key = ids.join()
    const known = kept.get(key)
    if (known) return known
    const made = make(withRoutes(build, ids))
    if (kept.size === mostKept) kept.clear()
    kept.set(key, made)
    return made
  }
}

/** Nothing where no address tells a route apart: the frame and the first page, or an optional part. */
function segmentsOf(path: string | undefined): string[] | null {
  if (!path || path === '/' || path.includes('?')) return null
  return path.toLowerCase().split('/').filter(Boolean)
}

/** The paths whose routes an address needs: its own and those above it, which the page is told of, or those
 *  that a page asks about before it goes there. */
function askedBy(url: URL): string[][] {
  const own = url.pathname.replace(/\.data$/, '')
  const paths = own === '/__manifest' ? url.searchParams.getAll('p') : [own]
  return paths.flatMap((path) => {
    const words = path.split('/').filter(Boolean).map(readable)
    return words.map((_, index) => words.slice(0, index + 1))
  })
}

function readable(word: string): string {
  try {
    return decodeURIComponent(word).toLowerCase()
  } catch {
    return word.toLowerCase()
  }
}

function couldMean(segments: readonly string[], path: readonly string[]): boolean {
  const isOpen = segments.at(-1) === '*'
  if (isOpen ? path.length < segments.length - 1 : path.length !== segments.length) return false
  return segments.every(
    (segment, index) => segment === '*' || segment.includes(':') || segment === path[index],
  )
}

function withRoutes(build: ServerBuild, ids: readonly string[]): ServerBuild {
  return {
    ...build,
    routes: picked(build.routes, ids),
    assets: { ...build.assets, routes: picked(build.assets.routes, ids) },
  }
}

function picked<T>(from: Record<string, T>, ids: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(from).filter(([id]) => ids.includes(id)))
}
