import type { TestProject } from 'vitest/node'
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { newDataDir, removeDataDir, startServer } from './server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the production server of this test run answers. */
    origin: string
    /** Where that server leaves the letters it sends. */
    letters: string
    /** A data folder with the sample cast, at rest: copy it before using it. */
    played: string
  }
}

/** One production server with the sample cast for the whole run. A test that stops, floods or
 *  kills a server starts its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = newDataDir()
  const played = newDataDir()
  await (await startServer({ dataDir })).stop()
  spawnSync('cp', ['-a', dataDir, played])
  const server = await startServer({ dataDir })
  project.provide('origin', server.origin)
  project.provide('letters', path.join(dataDir, 'mail'))
  project.provide('played', played)
  return async () => {
    await server.stop()
    removeDataDir(dataDir)
    removeDataDir(played)
  }
}
