import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink } from '#app/components/buttons.tsx'
import { Done, EmptyState } from '#app/components/notices.tsx'
import { Section } from '#app/components/page.tsx'
import { Outstanding, SiteReconciliation } from '#app/components/reconciliation.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { may } from '#app/domain/access.ts'
import { formatShortDate } from '#app/domain/calendar.ts'
import { dayIn } from '#app/domain/clock.ts'
import { countBasisLabels } from '#app/domain/study/reconciliation.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findReconciliation } from '#db/studies/reconciliation.ts'

export const handle = {
  title: ({ study }: { study: { title: string } }) => `Counts against reports of ${study.title}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'reconciliation.read')
  const { tolerance, ...loaded } = found(await findReconciliation(actor, params['slug'] ?? ''))
  return {
    ...loaded,
    tolerance: { ...tolerance, savedOn: tolerance.savedAt && dayIn(tolerance.savedAt) },
    isGrantee: actor.organizationKind === 'grantee',
    maySet: may(actor.role, 'reconciliation.set'),
    done: new URL(request.url).searchParams.get('done'),
  }
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>

export default function Reconciliation() {
  const { study, sites, tolerance, isHidden, isGrantee, maySet, done } =
    useLoaderData<typeof loader>()
  return (
    <StudyFrame
      study={study}
      part={isGrantee ? 'study' : 'reconciliation'}
      isBelow={isGrantee}
      title="Counts against reports"
      lead="What the study counted of each site beside what the site’s accepted reports say, period by period. A difference beyond the tolerance has an owner until it is explained."
      actions={
        maySet && (
          <ButtonLink look="outline" href={paths.countTolerance(study.slug)}>
            Set the tolerance
          </ButtonLink>
        )
      }
    >
      {done === 'set' && (
        <Done says="The tolerance is set, and every period is held against it.">
          <p>Differences that lie beyond it now wait for the study’s team, which is told.</p>
        </Done>
      )}
      <Outstanding slug={study.slug} sites={sites} />
      {sites.length === 0 ? (
        <EmptyState title="Nothing can be compared yet">
          {study.enrolmentOpenedOn
            ? 'The study has no site in your sight.'
            : 'Enrolment is not open, so nobody is counted. Once it is, each accepted report of a site shows here beside the counts of its months.'}
        </EmptyState>
      ) : (
        sites.map((site) => (
          <SiteReconciliation
            key={site.number}
            slug={study.slug}
            site={site}
            tolerance={tolerance}
            isHidden={isHidden}
            isGrantee={isGrantee}
          />
        ))
      )}
      <Section id="tolerance" title="Tolerance">
        <ToleranceLine tolerance={tolerance} />
      </Section>
    </StudyFrame>
  )
}

function ToleranceLine({ tolerance }: { tolerance: Loaded['tolerance'] }) {
  const { people, percent, basis, savedBy, savedOn, reason } = tolerance
  return (
    <>
      <p>
        A difference needs an owner when it is larger than {people} people and larger than {percent}{' '}
        percent of the accepted figure. Reports are held against:{' '}
        {countBasisLabels[basis].toLowerCase()}.
      </p>
      <p className="section__note">
        {savedBy && savedOn
          ? `Set by ${savedBy} on ${formatShortDate(savedOn)}: ${reason}`
          : 'The usual values; nobody has set others for this study.'}
      </p>
    </>
  )
}
