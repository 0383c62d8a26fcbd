import type { ReactNode } from 'react'

export type NavLink = { label: string; href: string; current?: boolean }

export type Viewer = {
  name: string
  organization: string
  /** The role in words, e.g. "Program officer". */
  role: string
  accountHref: string
  signOutAction: string
  /** Null when the person acts for one organization only. */
  switchHref: string | null
  /** Null where no organization is chosen; `unread` as it is shown, null where everything is read. */
  inbox: { href: string; unread: string | null } | null
}

export type FrameProps = {
  /** What kind of site this is; `more` unfolds below it. */
  banner: { line: string; more?: { label: string; text: ReactNode } }
  homeHref: string
  /** Null before sign-in. */
  viewer: Viewer | null
  nav: NavLink[]
  /** Where the header's search leads; null for whoever has nothing to search. */
  searchHref: string | null
  footerLinks: NavLink[]
  /** True while invented records are on screen: a bar says so on every page. */
  sampleData: boolean
  children: ReactNode
}

export const demonstrationBanner: FrameProps['banner'] = {
  line: 'A demonstration of a federal grants tracker. Not an official website of the United States government.',
  more: {
    label: 'What this means',
    text: 'Facts about real awards come from public sources, each named on its page. People, reports and study activity marked “sample” are invented. No agency runs this site, and nothing entered here reaches one.',
  },
}

/** Everything around `<main>`. The page's own `Breadcrumb` and `Page` go inside. */
export function Frame(props: FrameProps) {
  const { banner, homeHref, viewer, nav, searchHref, footerLinks, sampleData, children } = props
  return (
    <div className="frame">
      <a className="usa-skipnav" href="#main">
        Skip to main content
      </a>
      <Banner {...banner} />
      <header className="site-header">
        <div className="bound site-header__bar">
          <p className="site-title">
            <a href={homeHref}>
              <Mark />
              <span className="site-title__name">SETI Tracker</span>
            </a>
            <span className="site-title__long">Sector-Focused Employment Training Initiative</span>
          </p>
          {viewer && (
            <div className="site-header__own">
              {viewer.inbox && <InboxLink {...viewer.inbox} />}
              <Account {...viewer} />
            </div>
          )}
        </div>
        {nav.length > 0 && <Navigation links={nav} searchHref={searchHref} />}
      </header>
      {sampleData && <SampleBar />}
      <main id="main" className="bound" tabIndex={-1}>
        {children}
      </main>
      <Footer links={footerLinks} />
    </div>
  )
}

function Banner({ line, more }: FrameProps['banner']) {
  return (
    <section className="banner" aria-label="About this website">
      <div className="bound">
        {more ? (
          <details>
            <summary>
              {line} <span className="banner__more">{more.label}</span>
            </summary>
            <p>{more.text}</p>
          </details>
        ) : (
          <p className="banner__line">{line}</p>
        )}
      </div>
    </section>
  )
}

function Navigation({ links, searchHref }: { links: NavLink[]; searchHref: string | null }) {
  return (
    <nav className="site-nav" aria-label="Main">
      <details className="bound">
        <summary>
          <svg width="18" height="14" viewBox="0 0 18 14" aria-hidden="true">
            <path d="M0 1h18M0 7h18M0 13h18" stroke="currentColor" strokeWidth="2" />
          </svg>
          Menu
        </summary>
        <ul className="site-nav__list">
          {links.map((link) => (
            <li key={link.href}>
              <a href={link.href} aria-current={link.current ? 'page' : undefined}>
                {link.label}
              </a>
            </li>
          ))}
        </ul>
        {searchHref && (
          <form action={searchHref} role="search" aria-label="Site" className="site-search">
            <label htmlFor="site-search" className="visually-hidden">
              Search
            </label>
            <input
              id="site-search"
              name="q"
              type="search"
              maxLength={200}
              aria-keyshortcuts="Control+K"
              placeholder="Search (Ctrl K)"
            />
          </form>
        )}
      </details>
    </nav>
  )
}

function InboxLink({ href, unread }: { href: string; unread: string | null }) {
  return (
    <a className="inbox-link" href={href}>
      Inbox
      {unread && (
        <span className="inbox-link__count">
          {unread}
          <span className="visually-hidden"> unread</span>
        </span>
      )}
    </a>
  )
}

function Account(viewer: Viewer) {
  const { name, organization, role, accountHref, signOutAction, switchHref } = viewer
  return (
    <details className="account">
      <summary>
        <span>
          <span className="account__name">{name}</span>{' '}
          <span className="account__role">
            {organization} · {role}
          </span>
        </span>
      </summary>
      <div className="account__panel">
        {switchHref && <a href={switchHref}>Switch organization</a>}
        <a href={accountHref}>Your account</a>
        <form method="post" action={signOutAction}>
          <button type="submit">Sign out</button>
        </form>
      </div>
    </details>
  )
}

function SampleBar() {
  return (
    <section className="sample-bar" aria-label="Sample data">
      <p className="bound">
        <strong>Sample data.</strong> Records marked <span className="tag tag--sample">Sample</span>{' '}
        are invented; totals keep them apart.
      </p>
    </section>
  )
}

function Footer({ links }: { links: NavLink[] }) {
  return (
    <footer>
      {links.length > 0 && (
        <nav className="site-footer" aria-label="Footer">
          <div className="bound">
            <ul className="site-footer__list">
              {links.map((link) => (
                <li key={link.href}>
                  <a href={link.href}>{link.label}</a>
                </li>
              ))}
            </ul>
          </div>
        </nav>
      )}
      <section className="identifier" aria-label="Identifier">
        <div className="bound">
          <p>
            <strong>SETI Tracker</strong>
          </p>
          <p>
            Portfolio, progress reports and evaluation studies of a Sector-Focused Employment
            Training Initiative, in one place.
          </p>
        </div>
      </section>
    </footer>
  )
}

/** Three rising steps and the path that joins them; the same drawing as the favicon. */
function Mark() {
  return (
    <svg width="32" height="32" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="4" fill="#fff" />
      <path d="M6 19h5v7H6zM13.5 14h5v12h-5zM21 9h5v17h-5z" fill="#005ea2" />
      <path d="M6 13 26 4" stroke="#ffbe2e" strokeWidth="3" strokeLinecap="round" />
    </svg>
  )
}
