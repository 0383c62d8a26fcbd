import { spawn } from 'node:child_process'
import { once } from 'node:events'

export interface Ended {
  status: number | null
  stdout: string
  stderr: string
}

/** Runs one of our own commands to its end, with nothing in its environment but what is given. */
export function runToEnd(
  words: readonly string[],
  environment: Record<string, string>,
): Promise<Ended> {
  return nodeToEnd(['--import', 'tsx', ...words], environment)
}

/** Runs Node to its end, in the same way. */
export async function nodeToEnd(
  words: readonly string[],
  environment: Record<string, string>,
): Promise<Ended> {
  const child = spawn(process.execPath, words, {
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()))
  const [status] = (await once(child, 'close')) as [number | null]
  return { status, ...said }
}
