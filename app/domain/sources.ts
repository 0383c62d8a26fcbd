/** What a page says where the sources read give nothing. It is never 0: absent is not zero. */
export const notInSources = 'not in the sources'

/** A note or description without the sentences that speak to whoever keeps the lists: of files, of columns,
 *  of what must be built. Null when nothing is left. */
export function forReaders(note: string | null): string | null {
  const sentences = (note ?? '').split(/(?<=[.;])\s+/).filter((part) => !forKeepers.test(part))
  return sentences.join(' ').replace(/[;:]$/, '.') || null
}

const forKeepers = /\w\.csv\b|\w_\w|\bmust be representable\b/i

/** A text without the marks that tell keepers of the lists where it comes from, such as [D]. */
export function withoutMarks(text: string): string {
  return text.replace(/\s*\[[VSDKP]\]/g, '')
}

/** The line under a total of listed awards: what is summed is rarely the whole program. */
export function coverage(listed: number, official: number | null): string {
  const awards = listed === 1 && official === null ? 'award' : 'awards'
  return official === null
    ? `${listed} ${awards} in the sources; the official number is ${notInSources}`
    : `${listed} of official ${official} ${official === 1 ? 'award' : 'awards'} in the sources`
}
