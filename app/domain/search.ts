/** What somebody typed into a search field, ready to be looked for: null when it is nothing. */
export function searchText(typed: string | null): string | null {
  const clean = (typed ?? '').replaceAll(/[\p{Cc}\p{Surrogate}]/gu, ' ').normalize('NFC')
  return [...clean.trim()].slice(0, 200).join('').trim() || null
}

/** Words that stand in every name or question and tell no record apart. */
const idle = new Set(
  'a an and at by for in of on or the to who with whose else what where which train trains money'.split(
    ' ',
  ),
)

const mostWords = 6

/** The words of a text that are looked for, each once and the first six: none where it holds only words
 *  that every name holds. */
export function searchWords(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}'’.&-]*/gu) ?? []
  const telling = words
    .map((word) => word.replace(/[.’'-]+$/, ''))
    .filter((word) => !idle.has(word))
  return [...new Set(telling)].slice(0, mostWords)
}
