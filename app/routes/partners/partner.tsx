import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Page, Section } from '#app/components/page.tsx'
import { AlsoGrantee, PartTable } from '#app/components/partner_tables.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { awardName, awardStatusLabels } from '#app/domain/award.ts'
import * as paths from '#app/paths.ts'
import { found, foundId } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { type FoundPartner, findPartner } from '#db/partners/find.ts'
import { listGranteesNamed } from '#db/partners/subawards.ts'

export const handle = { title: ({ partner }: { partner: FoundPartner }) => partner.name }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'award.read')
  const partner = found(await findPartner(actor, foundId(params['id'])))
  return { partner, grantees: await listGranteesNamed(actor, partner) }
}

export default function PartnerPage() {
  const { partner, grantees } = useLoaderData<typeof loader>()
  return (
    <Page
      title={partner.name}
      kicker={
        <>
          <span>Partner</span> {partner.sample && <SampleBadge />}
        </>
      }
      lead={partner.uei ? `UEI ${partner.uei}` : 'Its UEI is not recorded.'}
      breadcrumb={[{ label: 'Partners', href: paths.partners() }]}
    >
      <AlsoGrantee grantees={grantees} />
      <Section id="awards" title="Awards it takes part in">
        <PartTable
          id="parts"
          caption="Awards it takes part in"
          head="Award"
          parts={partner.awards.map((part) => ({
            ...part,
            name: part.number,
            sub: `${awardName(part)}, ${awardStatusLabels[part.status].toLowerCase()}`,
            href: paths.award(part.number),
            figuresHref:
              part.role === 'employer' || part.role === 'subrecipient'
                ? paths.awardPartner(part.number, part.id)
                : null,
          }))}
        />
        <p className="section__note">
          Awards that you do not see are not listed. What an employer did for two awards may be the
          same people, so the lines are not added up. A subaward is part of the award it comes from.
        </p>
      </Section>
    </Page>
  )
}
