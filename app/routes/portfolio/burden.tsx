import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { EmptyState } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { NotInSources, SourceLink } from '#app/components/sources.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { may } from '#app/domain/access.ts'
import { formatDate, formatShortDate, periodLabel } from '#app/domain/calendar.ts'
import { today } from '#app/domain/clock.ts'
import { quarterEnd as quarterEndOf } from '#app/domain/dates.ts'
import { burdenByQuarter, collisionDays, collisionsOf } from '#app/domain/report/burden.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { type Burden, findBurden } from '#db/burden.ts'

export const handle = {
  title: ({ burden }: { burden: Burden }) => `Reporting burden – ${burden.grantee.name}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.read')
  const day = today()
  return {
    burden: found(await findBurden(actor, params['slug'] ?? '', day)),
    day,
    seesGrantees: may(actor.role, 'portfolio.read'),
  }
}

export default function BurdenPage() {
  const { burden, day, seesGrantees } = useLoaderData<typeof loader>()
  const { grantee, responses } = burden
  return (
    <Page
      title="Reporting burden"
      kicker={
        <>
          {grantee.name} {grantee.sample && <SampleBadge />}
        </>
      }
      lead="What its awards ask for a year back and a year ahead: forms, responses, and the hours that their public notices estimate."
      breadcrumb={
        seesGrantees
          ? [
              { label: 'Grantees', href: paths.grantees() },
              { label: grantee.name, href: paths.grantee(grantee.slug) },
            ]
          : [{ label: 'Reports', href: paths.reports() }]
      }
    >
      {responses.length === 0 ? (
        <EmptyState title="No report is scheduled">
          The sources do not give when the awards of this grantee report.
        </EmptyState>
      ) : (
        <>
          <Quarters responses={responses} day={day} />
          <Collisions responses={responses} day={day} />
          <Forms burden={burden} />
        </>
      )}
    </Page>
  )
}

function Quarters({ responses, day }: { responses: Burden['responses']; day: string }) {
  const calendar = { frequency: 'quarterly', calendarType: 'calendar_year' } as const
  const quarters = burdenByQuarter(responses)
  return (
    <Section id="quarters" title="By the quarter it is due in">
      <DataTable id="by-quarter" caption="Responses and hours by quarter" captionHidden>
        <thead>
          <tr>
            <HeaderCell>Quarter</HeaderCell>
            <HeaderCell numeric>Responses</HeaderCell>
            <HeaderCell numeric>Hours known</HeaderCell>
            <HeaderCell numeric>Hours unknown for</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {quarters.map(({ quarterEnd, responses: count, hours, unknown }) => (
            <tr key={quarterEnd}>
              <th scope="row">
                {periodLabel(quarterEnd, calendar)}
                {quarterEnd === quarterEndOf(day) && <span className="sub">Now</span>}
              </th>
              <td className="number">{count}</td>
              <td className="number">{unknown === count ? <NotInSources /> : hours}</td>
              <td className="number">{unknown}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Section>
  )
}

function Collisions({ responses, day }: { responses: Burden['responses']; day: string }) {
  const collisions = collisionsOf(responses, day)
  return (
    <Section id="collisions" title="Due dates that collide">
      {collisions.length === 0 ? (
        <p>No two reports are due within {collisionDays} days of each other in the coming year.</p>
      ) : (
        <DataTable id="colliding" caption="Reports due within a week of each other" captionHidden>
          <thead>
            <tr>
              <HeaderCell>Due</HeaderCell>
              <HeaderCell>Reports</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {collisions.map(({ from, to, reports }) => (
              <tr key={from}>
                <th scope="row" className="wrap">
                  {from === to ? formatDate(from) : `${formatDate(from)} to ${formatDate(to)}`}
                </th>
                <td>
                  <ul className="plain-list">
                    {reports.map(({ reportKey, awardNumber, period, dueOn }) => (
                      <li key={reportKey}>
                        <a href={paths.awardSchedule(awardNumber)}>{awardNumber}</a>, {period}, due{' '}
                        {formatShortDate(dueOn)}
                      </li>
                    ))}
                  </ul>
                </td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
    </Section>
  )
}

function Forms({ burden: { forms, responses } }: { burden: Burden }) {
  return (
    <Section id="forms" title="Forms">
      <DataTable id="burden-forms" caption="Forms with their control numbers" captionHidden>
        <thead>
          <tr>
            <HeaderCell>Form</HeaderCell>
            <HeaderCell>OMB control number</HeaderCell>
            <HeaderCell numeric>Hours a response</HeaderCell>
            <HeaderCell numeric>Responses</HeaderCell>
            <HeaderCell>Basis</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {forms.map((form) => (
            <tr key={form.form}>
              <th scope="row" className="wrap">
                {form.form}
                <span className="sub">{form.title}</span>
              </th>
              <td>{form.ombControlNumber}</td>
              <td className="number">
                {form.hoursPerResponse === null ? <NotInSources /> : Number(form.hoursPerResponse)}
              </td>
              <td className="number">
                {responses.filter((response) => response.form === form.form).length}
              </td>
              <td className="wrap">
                {form.basis ?? <NotInSources />}{' '}
                {form.sourceUrl && <SourceLink url={form.sourceUrl} title="Source" />}
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Section>
  )
}
