/** What a table says under a name that came from an address; null under any other, such as `__proto__`,
 *  which every object answers to. */
export function wordsFor<Words>(
  table: Readonly<Record<string, Words>>,
  name: string | null,
): Words | null {
  return name !== null && Object.hasOwn(table, name) ? (table[name] ?? null) : null
}

/** Names as a sentence lists them: 'A, B, or C'. */
export function listed(names: readonly string[]): string {
  return new Intl.ListFormat('en-US', { type: 'disjunction' }).format(names)
}

/** The same words, as a sentence or a cell begins. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
