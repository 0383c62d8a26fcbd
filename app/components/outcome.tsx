import { formatDateTime } from '#app/domain/calendar.ts'
import type { Outcome } from '#app/responses.ts'
import * as paths from '#app/paths.ts'
import { Page } from './page.tsx'

/** What is shown when a request ends as 404, 403, 409 or in the error boundary. */
export function OutcomePage(props: { status: number; outcome: Outcome | null; reference: string }) {
  const { status, outcome, reference } = props
  if (status === 404) {
    return (
      <Page title="Page not found">
        <p>
          There is nothing here, or nothing that you can see in the organization you act for. If the
          address came from a colleague, check that you are signed in for the right organization.
        </p>
        <Onward />
      </Page>
    )
  }
  if (status === 403) {
    return (
      <Page title="Not for your role">
        <p>
          Your role does not include this. An administrator can tell you who does it, or change your
          role.
        </p>
        <Onward />
      </Page>
    )
  }
  if (status === 409 && outcome?.outcome === 'conflict') return <Overtaken {...outcome} />
  if (status === 405) {
    return (
      <Page title="That cannot be done here">
        <p>This address does not take what was sent to it. Nothing was changed.</p>
        <Onward />
      </Page>
    )
  }
  if (status === 503) {
    return (
      <Page title="Not available at this moment">
        <p>
          The tracker cannot reach its records right now. What was acknowledged is stored. Wait a
          few seconds, then load this page again; if you sent a form, send it again, and it will be
          stored once.
        </p>
        <Onward />
      </Page>
    )
  }
  return (
    <Page title="Something went wrong">
      <p>
        The tracker could not answer. What was acknowledged is stored; what was not may have to be
        entered again.
      </p>
      {reference && (
        <p>
          If you report this, give the reference <code>{reference}</code>.
        </p>
      )}
      <Onward />
    </Page>
  )
}

function Overtaken({ what, who, at, typed }: Extract<Outcome, { outcome: 'conflict' }>) {
  const entries = Object.entries(typed).filter(([, value]) => value.length > 0)
  return (
    <Page title="Somebody was faster">
      <p>{what}</p>
      {who && (
        <p>
          By {who}
          {at && `, ${formatDateTime(new Date(at))}`}.
        </p>
      )}
      <p>Nothing of yours was stored. Open the page again to see how it stands now.</p>
      {entries.length > 0 && (
        <>
          <h2>What you had entered</h2>
          <dl className="key-values">
            {entries.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{Array.isArray(value) ? value.join(', ') : value}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      <Onward />
    </Page>
  )
}

function Onward() {
  return (
    <p>
      <a className="usa-button usa-button--outline" href={paths.home()}>
        Go to your start page
      </a>
    </p>
  )
}
