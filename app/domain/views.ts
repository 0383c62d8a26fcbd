/** How many lists one person keeps. */
export const mostViews = 50

/** A list that somebody keeps under a name. */
export interface SavedView {
  id: number
  name: string
  /** The query of its address, without '?'. */
  query: string
  shared: boolean
  /** Null where it is the reader's own. */
  owner: string | null
}
