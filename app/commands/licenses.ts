import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { Plugin } from 'vite'

/** Puts the licenses of every package that reaches the browser into one file beside the scripts, instead of
 *  a notice in each of them, which every reader would load on every page. */
export function licenses(): Plugin {
  return {
    name: 'licenses',
    applyToEnvironment: ({ name }) => name === 'client',
    generateBundle(_options, bundle) {
      const homes = new Set(
        Object.values(bundle).flatMap((file) =>
          file.type === 'chunk' ? Object.keys(file.modules).flatMap(packageHome) : [],
        ),
      )
      const source = [...homes].sort().map(licenseOf).join('\n\n')
      this.emitFile({ type: 'asset', fileName: 'licenses.txt', source })
    },
  }
}

/** The folder of the package that a module is from; nothing for our own. */
function packageHome(id: string): string[] {
  const home = /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1]
  return home && existsSync(path.join(home, 'package.json')) ? [home] : []
}

function licenseOf(home: string): string {
  const { name, version, license } = JSON.parse(
    readFileSync(path.join(home, 'package.json'), 'utf8'),
  ) as { name: string; version: string; license?: string }
  const file = readdirSync(home).find((one) => /^licen[cs]e/i.test(one))
  const text = file ? readFileSync(path.join(home, file), 'utf8').trim() : ''
  return `${name} ${version} (${license ?? 'no license named'})\n\n${text}`
}
