/**
 * Numbers in [0, 1) that a seed, a whole number, repeats on any machine: mulberry32. For redrawing
 * estimates, never for secrets.
 */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A standard normal number from two even ones (Box & Muller 1958). */
export function normalFrom(random: () => number): number {
  const [distance, turn] = [1 - random(), random()]
  return Math.sqrt(-2 * Math.log(distance)) * Math.cos(2 * Math.PI * turn)
}
