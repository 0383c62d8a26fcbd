import { appendFileSync, mkdirSync } from 'node:fs'

/** `npm run prove` runs the large tests at their full size, `npm test` at a fraction of it. */
export const isProof = process.env['PROVE'] === '1'

/** How often to repeat: `full` times in a proof, otherwise a twentieth or what is given. */
export function size(full: number, otherwise = Math.ceil(full / 20)): number {
  return isProof ? full : otherwise
}

/** The seed of this run's random choices: printed by what draws from it, given again by SEED. */
export const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))

/** Random numbers in [0, 1) that a seed repeats (mulberry32). */
export function randomFrom(start: number): () => number {
  let state = start >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Where a proof gathers its figures; the runner empties it first and prints it last. */
export const figuresFile = 'tests/.artifacts/figures.txt'

/** Writes down what a proof measured, in one line. */
export function figure(name: string, text: string): void {
  if (!isProof) return
  mkdirSync('tests/.artifacts', { recursive: true })
  appendFileSync(figuresFile, `${name}: ${text}\n`)
}
