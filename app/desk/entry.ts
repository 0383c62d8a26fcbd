import type { Need } from '#app/domain/today.ts'

/** One thing that waits, for this person or for another. */
export interface Entry extends Need {
  key: string
  /** The colleague who is away and whose work it is. */
  standsInFor?: string | null
  about: string
  href: string | null
  sample: boolean
}
