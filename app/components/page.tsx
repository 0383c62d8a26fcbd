import type { ReactNode } from 'react'

/**
 * One page: its only `h1`, what it shows, what can be done. The heading takes focus on navigation
 * (`#page-title`), so that a screen reader starts where the eye does.
 */
export function Page(props: {
  title: ReactNode
  /** A line above the title: what kind of record this is, its number, its tags. */
  kicker?: ReactNode
  lead?: ReactNode
  actions?: ReactNode
  breadcrumb?: Crumb[]
  children: ReactNode
}) {
  return (
    <div className="page">
      {props.breadcrumb && <Breadcrumb crumbs={props.breadcrumb} />}
      <div className="page__head">
        <div className="page__title">
          {props.kicker && <p className="page__kicker">{props.kicker}</p>}
          <h1 id="page-title" tabIndex={-1}>
            {props.title}
          </h1>
          {props.lead && <p className="lead">{props.lead}</p>}
        </div>
        {props.actions && <div className="button-row">{props.actions}</div>}
      </div>
      <div className="page__body">{props.children}</div>
    </div>
  )
}

export type Crumb = { label: string; href: string }

/** The way up; the page itself is not in it, its `h1` follows at once. */
export function Breadcrumb({ crumbs }: { crumbs: Crumb[] }) {
  return (
    <nav className="usa-breadcrumb" aria-label="Breadcrumb">
      <ol className="usa-breadcrumb__list">
        {crumbs.map((crumb) => (
          <li key={crumb.href} className="usa-breadcrumb__list-item">
            <a href={crumb.href} className="usa-breadcrumb__link">
              {crumb.label}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}

/** A titled part of a page, reachable as `#id`. `aside` sits at the right end of the heading line. */
export function Section(props: {
  id: string
  title: ReactNode
  aside?: ReactNode
  children: ReactNode
}) {
  return (
    <section className="section" id={props.id}>
      <div className="section__head">
        <h2>{props.title}</h2>
        {props.aside && <p>{props.aside}</p>}
      </div>
      {props.children}
    </section>
  )
}

/** Two thirds for the matter, one third for facts about it; one column on a narrow screen. */
export function Columns({ main, side }: { main: ReactNode; side: ReactNode }) {
  return (
    <div className="columns">
      <div>{main}</div>
      <div>{side}</div>
    </div>
  )
}
