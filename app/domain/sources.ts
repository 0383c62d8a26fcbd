/** What a page says where the sources read give nothing. It is never 0: absent is not zero. */
export const notInSources = 'not in the sources'

/** The line under a total of listed awards: what is summed is rarely the whole program. */
export function coverage(listed: number, official: number | null): string {
  const awards = listed === 1 && official === null ? 'award' : 'awards'
  return official === null
    ? `${listed} ${awards} in the sources; the official number is ${notInSources}`
    : `${listed} of official ${official} ${official === 1 ? 'award' : 'awards'} in the sources`
}
