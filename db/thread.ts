import path from 'node:path'
import { pathToFileURL } from 'node:url'

/** What a thread runs, given as text, to start with a TypeScript file of this folder: a thread does not inherit
 *  the loader of its process, so it sets up its own. */
export function threadOf(file: string): string {
  return `
    import('tsx/esm/api').then(({ register }) => {
      register()
      return import(${JSON.stringify(pathToFileURL(path.resolve(file)).href)})
    })
  `
}
