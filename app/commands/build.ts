import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const stamp = 'build/stamp'
const sources = [
  'app',
  'db',
  'migrations',
  'public',
  'package-lock.json',
  'package.json',
  'server.ts',
  'vite.config.ts',
]

/** Builds the pages and the server unless the last build was made from exactly these sources. */
export async function buildOnce(): Promise<void> {
  const made = fingerprint()
  const last = existsSync(stamp) ? readFileSync(stamp, 'utf8') : ''
  if (last === made) return
  if (!existsSync('node_modules/vite')) {
    throw new Error(
      'The pages are not built and the build tools are missing: run npm ci --include=dev.',
    )
  }
  process.stdout.write('Building the pages (once; a minute at most)\n')
  const built = spawnSync(npm, ['run', '--silent', 'build'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  })
  if (built.status !== 0) throw new Error(`The build failed:\n${built.stderr}`)
  mkdirSync('build', { recursive: true })
  writeFileSync(stamp, made)
}

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'

function fingerprint(): string {
  const hash = createHash('sha256')
  hash.update(process.env['TEST_BUILD'] === '1' ? 'test' : 'production')
  for (const source of sources) {
    for (const file of filesOf(source)) {
      hash.update(file).update(readFileSync(file))
    }
  }
  return hash.digest('hex')
}

function filesOf(place: string): string[] {
  if (!existsSync(place)) return []
  if (path.extname(place) !== '') return [place]
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(tsx?|scss|svg|txt)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
}
