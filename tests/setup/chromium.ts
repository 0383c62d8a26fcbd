import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { type Browser, chromium } from 'playwright-core'

/** The browser that comes with the packages; CHROMIUM_PATH names another one. */
export async function launchChromium(): Promise<Browser> {
  const named = process.env['CHROMIUM_PATH']
  if (named) return chromium.launch({ executablePath: named })
  const home = unpackChromium()
  return chromium.launch({
    executablePath: path.join(home, 'chromium'),
    env: environmentFor(home),
  })
}

/** Unpacks the packaged browser once, with the libraries and fonts a bare machine lacks. */
function unpackChromium(): string {
  const cache = path.resolve('node_modules/.cache')
  const home = path.join(cache, `chromium-${packagedVersion()}`)
  if (existsSync(home)) return home
  mkdirSync(cache, { recursive: true })
  const fresh = mkdtempSync(path.join(cache, 'chromium-'))
  const unpacked = spawnSync(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `const { default: chromium } = await import('@sparticuz/chromium'); await chromium.executablePath()`,
    ],
    {
      // The package unpacks into the temporary folder, and its libraries only where it is told
      // that the system has none.
      env: { ...process.env, TMPDIR: fresh, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
      encoding: 'utf8',
    },
  )
  if (unpacked.status !== 0) throw new Error(`Chromium did not unpack:\n${unpacked.stderr}`)
  try {
    renameSync(fresh, home)
  } catch (error) {
    // Another process unpacked it meanwhile.
    if (!existsSync(home)) throw error
    rmSync(fresh, { recursive: true })
  }
  return home
}

function packagedVersion(): string {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const manifest = path.join(entry.slice(0, entry.lastIndexOf('/build/')), 'package.json')
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version
}

/** The system's libraries and fonts where it has them, else the packaged ones. */
function environmentFor(home: string): Record<string, string> {
  const environment = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  )
  const starts = spawnSync(path.join(home, 'chromium'), ['--version'], { stdio: 'ignore' })
  if (starts.status !== 0) environment['LD_LIBRARY_PATH'] = path.join(home, 'al2023', 'lib')
  if (!existsSync('/etc/fonts/fonts.conf'))
    environment['FONTCONFIG_PATH'] = path.join(home, 'fonts')
  return environment
}
