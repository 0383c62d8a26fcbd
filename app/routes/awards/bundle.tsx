import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink, ButtonRow, ClosedButton } from '#app/components/buttons.tsx'
import { KeyValues } from '#app/components/figures.tsx'
import { NextStep } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { awardName } from '#app/domain/award.ts'
import { formatNumber } from '#app/domain/share.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findBundle } from '#db/awards/bundle.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = { title: ({ name }: Loaded) => `Records of ${name}` }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.read')
  const bundle = found(await findBundle(actor, params['number'] ?? ''))
  const { number, name, organization, sample, versions, events } = bundle
  return {
    number,
    name: awardName({ name, leadOrganization: organization }),
    sample,
    versions,
    events,
    reports: bundle.reports.filter(({ isOpen, versionNo }) => isOpen && versionNo > 0).length,
    isAgency: actor.organizationKind === 'agency',
  }
}

/** What the bundle holds, before anybody takes it away. */
export default function RecordsBundle() {
  const { number, name, sample, reports, versions, events, isAgency } =
    useLoaderData<typeof loader>()
  return (
    <Page
      title="Records in one file"
      kicker={
        <>
          <span>{name}</span> {sample && <SampleBadge />}
        </>
      }
      lead="Everything you may read of this award and its reports, as a zip file that anybody can check without this tracker."
      breadcrumb={[
        { label: 'Awards', href: paths.awards() },
        { label: number, href: paths.award(number) },
      ]}
    >
      <KeyValues
        facts={[
          { label: 'Submitted reports', value: formatNumber(String(reports)) },
          { label: 'Sealed versions', value: formatNumber(String(versions)) },
          { label: 'Events in the award’s chain', value: formatNumber(String(events)) },
        ]}
      />
      <Section id="inside" title="What is inside">
        <ul>
          <li>every sealed version as it was signed, byte for byte, and as a PDF</li>
          <li>the supporting files that a version names</li>
          <li>what was returned and why, questions and answers, and who was told what, by role</li>
          <li>extensions, waivers and modifications: asked, recommended, decided</li>
          {isAgency && <li>checklists and second looks, which only the agency reads</li>}
          <li>every event with its hash, one a line, and the words of those you may read</li>
          <li>
            a manifest with the SHA-256 of each file, and a README.txt that says how to check it
          </li>
        </ul>
        <p className="section__note">
          Drafts are not in it. The same record gives the same file, byte for byte, but for the
          download itself, which the next bundle lists.
        </p>
      </Section>
      {versions === 0 ? (
        <ClosedButton
          id="bundle"
          reason="No report of this award was submitted that you may read, so there is nothing to put in it."
        >
          Download the bundle
        </ClosedButton>
      ) : (
        <ButtonRow>
          <ButtonLink href={paths.awardBundleZip(number)}>Download the bundle</ButtonLink>
          <a href={paths.award(number)}>Back to the award</a>
        </ButtonRow>
      )}
      <NextStep>
        <p>
          The download is kept in the award’s history, where everybody who reads the award sees who
          took it and when. The file is made while it is sent: a large one takes a while to arrive.
        </p>
      </NextStep>
    </Page>
  )
}
