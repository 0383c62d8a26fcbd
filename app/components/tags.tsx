import type { ReactNode } from 'react'

/**
 * The state of a thing, in words. `plain` unless somebody must act: color marks what needs action,
 * and never carries the meaning alone.
 */
const tagTones = ['plain', 'action', 'good', 'warn', 'bad'] as const
export type TagTone = (typeof tagTones)[number]

export function StatusTag({ tone, children }: { tone: TagTone; children: ReactNode }) {
  return <span className={`tag tag--${tone}`}>{children}</span>
}

/** Marks an invented record. */
export function SampleBadge() {
  return <span className="tag tag--sample">Sample</span>
}
