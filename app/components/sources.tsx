import type { ReactNode } from 'react'

/** Stands where a value would: the sources do not give it, which is not the same as zero. */
export function NotInSources() {
  return <span className="absent">not in the sources</span>
}

/** The value, or the words for its absence. */
export function Sourced({ children }: { children: ReactNode }) {
  return children === null || children === undefined ? <NotInSources /> : <>{children}</>
}

/** Where a fact was read: by its title, or else by the name of its site. Without an address the title alone. */
export function SourceLink(props: { url: string; title?: string } | { url: null; title: string }) {
  const { url, title } = props
  if (url === null) return <cite className="source">{title}</cite>
  return (
    <cite className="source">
      <a href={url} rel="noreferrer">
        {title ?? new URL(url).hostname.replace(/^www\./, '')}
      </a>
    </cite>
  )
}
