import type { LinksFunction, LoaderFunctionArgs } from '@remix-run/node'
import {
  Links,
  Outlet,
  Scripts,
  ScrollRestoration,
  isRouteErrorResponse,
  useLocation,
  useNavigationType,
  useMatches,
  useRouteError,
  useRouteLoaderData,
} from '@remix-run/react'
import { type ReactNode, useEffect, useRef } from 'react'
import { Frame, demonstrationBanner } from './components/frame.tsx'
import { OutcomePage } from './components/outcome.tsx'
import { SessionWarning } from './components/session-warning.tsx'
import { roleLabels } from './domain/access.ts'
import { now } from './domain/clock.ts'
import { env } from './env.server.ts'
import { inboxLink } from './inbox.server.ts'
import { navigationFor, publicNavigation } from './navigation.ts'
import * as paths from './paths.ts'
import { requestMetaName, useDocumentRequest } from './request.tsx'
import type { Outcome } from './responses.ts'
import { readSession } from './session.server.ts'
import styles from './styles/compiled.css?url'

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: styles },
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
]

/** Who is looking, for the frame only: it guards nothing, each page asks for itself. */
export async function loader({ request }: LoaderFunctionArgs) {
  const session = await readSession(request)
  const { isDemo } = env()
  if (!session) {
    return { viewer: null, nav: publicNavigation(false), isDemo, endsInSeconds: null }
  }
  const { membership } = session
  return {
    isDemo,
    // Whole tens: the page a stranger gets is the same to the byte each time.
    endsInSeconds: Math.round((session.expiresAt.getTime() - now().getTime()) / 10_000) * 10,
    viewer: {
      name: session.name,
      organization: membership?.organizationName ?? 'No organization chosen',
      role: membership ? roleLabels[membership.role] : '',
      signOutAction: paths.signOut(),
      accountHref: paths.account(),
      switchHref: session.membershipCount > 1 ? paths.organization() : null,
      inbox: await inboxLink(session),
    },
    nav: membership ? navigationFor(membership.role) : publicNavigation(true),
  }
}

export default function App() {
  return <Outlet />
}

export function Layout({ children }: { children: ReactNode }) {
  const root = useRouteLoaderData<typeof loader>('root')
  const { pathname } = useLocation()
  const { reference, isRefused, isUnavailable, nonce } = useDocumentRequest()
  const marks = `${isRefused ? ' refused' : ''}${isUnavailable ? ' unavailable' : ''}`
  useFocusOnHeading()
  useSearchKey()
  const isCurrent = (href: string) => pathname === href || pathname.startsWith(`${href}/`)
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name={requestMetaName} content={`${reference}${marks}`} />
        <title>{useTitle(isRefused, isUnavailable)}</title>
        <Links />
      </head>
      <body>
        <Frame
          banner={demonstrationBanner}
          homeHref={root?.viewer ? paths.today() : paths.home()}
          viewer={root?.viewer ?? null}
          nav={(root?.nav ?? []).map((link) => ({ ...link, current: isCurrent(link.href) }))}
          searchHref={root?.viewer ? paths.search() : null}
          footerLinks={[{ label: 'About this tracker', href: paths.about() }]}
          sampleData={root?.isDemo ?? false}
        >
          {root?.endsInSeconds != null && (
            <SessionWarning
              endsInSeconds={root.endsInSeconds}
              asked={root}
              signInHref={paths.signIn({ to: pathname })}
            />
          )}
          {children}
        </Frame>
        {/* A plain link within a page keeps the page's key, and would be scrolled back to where that was left. */}
        <ScrollRestoration nonce={nonce} getKey={({ key, hash }) => key + hash} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  )
}

/** The outcomes that are not pages: 404, 403, 409, and the boundary for the rest. */
export function ErrorBoundary() {
  const error = useRouteError()
  const { reference, isUnavailable } = useDocumentRequest()
  if (isRouteErrorResponse(error)) {
    return (
      <OutcomePage status={error.status} outcome={error.data as Outcome} reference={reference} />
    )
  }
  const status = isUnavailable ? 503 : 500
  return <OutcomePage status={status} outcome={null} reference={reference} />
}

/** A route names its page by `handle.title`: a text, or a function of what its loader gave. */
export interface TitledHandle {
  title: string | ((loaded: never) => string)
}

function useTitle(isRefused: boolean, isUnavailable: boolean): string {
  const matches = useMatches()
  const error = useRouteError()
  const last = matches.at(-1)
  const title = (last?.handle as TitledHandle | undefined)?.title
  const name = typeof title === 'function' && last?.data ? title(last.data as never) : title
  const own = error ? outcomeTitle(error, isUnavailable) : typeof name === 'string' ? name : ''
  return `${isRefused ? 'Error: ' : ''}${own ? `${own} – ` : ''}SETI Tracker`
}

function outcomeTitle(error: unknown, isUnavailable: boolean): string {
  const status = isRouteErrorResponse(error) ? error.status : 500
  if (status === 500 && isUnavailable) return 'Not available at this moment'
  if (status === 404) return 'Page not found'
  if (status === 403) return 'Not for your role'
  if (status === 409) return 'Somebody was faster'
  return 'Something went wrong'
}

/** A page reached by script starts where one loaded whole does: at its heading. */
function useFocusOnHeading(): void {
  const { key, hash } = useLocation()
  const isPop = useNavigationType() === 'POP'
  const first = useRef(true)
  useEffect(() => {
    if (first.current) {
      first.current = false
      return
    }
    // A plain link within the page has the cursor where it leads; back leads to where one was.
    if ((isPop && hash) || document.getElementById('error-summary')) return
    document.getElementById('page-title')?.focus({ preventScroll: isPop || hash !== '' })
  }, [key, hash, isPop])
}

/** Ctrl K, or Command K, leads to the search from anywhere. */
function useSearchKey(): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const search = document.getElementById('site-search')
      if (!search || event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      search.closest('details')?.setAttribute('open', '')
      search.focus()
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])
}
