/** A text as a pattern of `like` that finds it anywhere, whatever signs it holds. */
export function anywhere(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
}
