import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { AwardFrame } from '#app/components/award_life.tsx'
import { ButtonLink } from '#app/components/buttons.tsx'
import { CorrectionTag, VisitTag } from '#app/components/oversight.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Section } from '#app/components/page.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { may } from '#app/domain/access.ts'
import { awardName } from '#app/domain/award.ts'
import { formatShortDate } from '#app/domain/calendar.ts'
import { today } from '#app/domain/clock.ts'
import { formatMoney } from '#app/domain/money.ts'
import { visitKindLabels } from '#app/domain/oversight/visits.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { type Oversight, findOversight } from '#db/oversight/visits.ts'

export const handle = {
  title: ({ award }: { award: Oversight }) => `Visits – ${awardName(award)}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'visit.read')
  const award = found(await findOversight(actor, params['number'] ?? ''))
  return { award, day: today(), plans: may(actor.role, 'visit.plan') && award.isOwnCase }
}

export default function OversightPage() {
  const { award, day, plans } = useLoaderData<typeof loader>()
  return (
    <AwardFrame
      award={award}
      title="Visits and corrective actions"
      lead="When the agency looks at the award, what it found, and what is done about each compliance finding."
      actions={plans && <ButtonLink href={paths.newVisit(award.number)}>Plan a visit</ButtonLink>}
    >
      <Section id="corrections" title="Corrective actions">
        {award.corrections.length === 0 ? (
          <EmptyState title="None was asked for">
            A compliance finding of a visit asks for one. The grantee answers with evidence, the
            program officer verifies it, and a grants officer closes it.
          </EmptyState>
        ) : (
          <Corrections award={award} day={day} />
        )}
      </Section>
      <Section id="visits" title="Visits">
        {award.visits.length === 0 ? (
          <EmptyState title="No visit is planned">
            The program officer plans a desk review or a visit. The grantee is told of the day, and
            reads the letter here afterwards.
          </EmptyState>
        ) : (
          <Visits award={award} />
        )}
      </Section>
      <p>
        What helps without a finding stands under{' '}
        <a href={paths.assistance(award.number)}>Technical assistance</a>.
      </p>
    </AwardFrame>
  )
}

function Corrections({ award, day }: { award: Oversight; day: string }) {
  return (
    <DataTable id="correction-list" caption="Corrective actions" captionHidden>
      <thead>
        <tr>
          <HeaderCell numeric>No.</HeaderCell>
          <HeaderCell>Finding</HeaderCell>
          <HeaderCell numeric>Questioned cost</HeaderCell>
          <HeaderCell>Answer due</HeaderCell>
          <HeaderCell>State</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {award.corrections.map((one) => (
          <tr key={one.no}>
            <td className="number">{one.no}</td>
            <th scope="row" className="wrap">
              <a href={paths.correction(award.number, one.no)}>{one.words}</a>
            </th>
            <td className="number">
              {one.questionedCost ? formatMoney(one.questionedCost) : 'none'}
            </td>
            <td className="nowrap">{formatShortDate(one.dueOn)}</td>
            <td>
              <CorrectionTag state={one.state} isLate={one.state === 'asked' && one.dueOn < day} />
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

function Visits({ award }: { award: Oversight }) {
  return (
    <DataTable id="visit-list" caption="Visits, the latest first" captionHidden>
      <thead>
        <tr>
          <HeaderCell numeric>No.</HeaderCell>
          <HeaderCell>Visit</HeaderCell>
          <HeaderCell>Day</HeaderCell>
          <HeaderCell>By</HeaderCell>
          <HeaderCell>State</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {award.visits.map((visit) => (
          <tr key={visit.no}>
            <td className="number">{visit.no}</td>
            <th scope="row" className="wrap">
              <a href={paths.visit(award.number, visit.no)}>{visitKindLabels[visit.kind]}</a>
              <span className="sub">{visit.scope}</span>
            </th>
            <td className="nowrap">{formatShortDate(visit.doneOn ?? visit.plannedOn)}</td>
            <td>{visit.by}</td>
            <td>
              <VisitTag state={visit.state} />
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
