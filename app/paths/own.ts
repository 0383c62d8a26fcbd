/** A path of ours to go back to, or null: never another site, never a loop through signing in. */
export function ownPath(to: string | null | undefined): string | null {
  if (!to || !/^\/(?![/\\])[^\\\s]*$/.test(to) || to.length > 2000) return null
  if (/^\/(sign-in|sign-out|organization)(?:[/?#]|$)/.test(to)) return null
  return to
}
