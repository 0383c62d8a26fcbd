/** What somebody typed into a search field, ready to be looked for: null when it is nothing. */
export function searchText(typed: string | null): string | null {
  const clean = (typed ?? '').replaceAll(/[\p{Cc}\p{Surrogate}]/gu, ' ').normalize('NFC')
  return [...clean.trim()].slice(0, 200).join('').trim() || null
}
