import type { TestProject } from 'vitest/node'
import { newDataDir, removeDataDir, startServer } from './server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the production server of this test run answers. */
    origin: string
  }
}

/** One production server with the sample cast for the whole run. A test that stops, floods or
 *  kills a server starts its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = newDataDir()
  const server = await startServer({ dataDir })
  project.provide('origin', server.origin)
  return async () => {
    await server.stop()
    removeDataDir(dataDir)
  }
}
