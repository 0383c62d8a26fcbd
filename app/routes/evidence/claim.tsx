import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Citation, StandingTag } from '#app/components/claim_cells.tsx'
import { KeyValues } from '#app/components/figures.tsx'
import { FindingTable } from '#app/components/finding_cells.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { NotInSources, SourceLink, Sourced } from '#app/components/sources.tsx'
import { standingRules, standings } from '#app/domain/evidence/claims.ts'
import { claimKindLabels, scaleLabels } from '#app/domain/evidence/library.ts'
import { formatNumber } from '#app/domain/share.ts'
import { withoutMarks } from '#app/domain/sources.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { findClaim } from '#db/evidence/claims.ts'

export const handle = { title: ({ claim }: { claim: { code: string } }) => `Claim ${claim.code}` }

export async function loader({ params }: LoaderFunctionArgs) {
  return { claim: found(await findClaim(params['key'] ?? '')) }
}

export default function ClaimPage() {
  const { claim } = useLoaderData<typeof loader>()
  const { checks, answers, figureOf } = claim
  return (
    <Page
      title={claim.claim}
      kicker={`Claim ${claim.code} · ${claimKindLabels[claim.kind]}`}
      breadcrumb={[
        { label: 'Evidence', href: paths.evidence() },
        { label: 'Claims', href: paths.claims() },
      ]}
    >
      <Section id="said" title="Who said it">
        <KeyValues
          facts={[
            { label: 'Text', value: <Citation {...claim} /> },
            {
              label: 'Address it gives',
              value: claim.url ? (
                <SourceLink url={claim.url} title={claim.url} />
              ) : (
                <NotInSources />
              ),
            },
            { label: 'Figure', value: <Sourced>{figureWords(claim)}</Sourced> },
            { label: 'Caveat', value: claim.caveat ?? 'none noted' },
            ...(figureOf.length > 0
              ? [
                  {
                    label: 'The figure in the library',
                    value: (
                      <ul className="plain-list">
                        {figureOf.map(({ code, sourceDetail, url }) => (
                          <li key={code}>
                            <a href={paths.finding(code)}>{code}</a>
                            <span className="sub">
                              {sourceDetail} {url && <SourceLink url={url} />}
                            </span>
                          </li>
                        ))}
                      </ul>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </Section>
      <Section id="findings" title="What our findings say">
        {checks.length === 0 ? (
          <p>
            Not tested: {untestedWords[claim.kind]} <a href={paths.findings()}>All findings</a>
          </p>
        ) : (
          <>
            <p>Findings count here that are about:</p>
            <ul>
              {checks.map((check) => (
                <li key={check.outcomeDomain}>
                  {check.outcomeDomain}
                  {check.scale && `, in ${scaleLabels[check.scale]}`}:{' '}
                  {withoutMarks(check.basis).replace(/^\[D\]\s*/, '')}
                </li>
              ))}
            </ul>
            {answers.length === 0 && <p>No finding of the library speaks to it.</p>}
          </>
        )}
        {standings.map((standing) => {
          const held = answers.filter((one) => one.standing === standing)
          if (held.length === 0) return null
          return (
            <div key={standing} className="standing">
              <h3>
                <StandingTag standing={standing} /> {held.length}{' '}
                {held.length === 1 ? 'finding' : 'findings'}
              </h3>
              <p>That is, {standingRules[standing]}.</p>
              <FindingTable
                id={`findings-${standing}`}
                caption={`Findings: ${standing}`}
                captionHidden
                findings={held.map(({ finding }) => finding)}
              />
            </div>
          )
        })}
      </Section>
    </Page>
  )
}

const untestedWords = {
  finding: 'it names no effect on an outcome that a rule could hold findings against.',
  rating: 'it is a judgement about a whole body of studies.',
  fact: 'it is a fact about programs or policy, not about an effect.',
  definition: 'it says what something is, not what it does.',
  question: 'it is an open question.',
} as const

function figureWords(claim: {
  qualifier: string | null
  value: string | null
  valueTo: string | null
  unit: string | null
}): string | null {
  if (claim.value === null) return null
  const number = (text: string) => (/^-?\d+(\.\d+)?$/.test(text) ? formatNumber(text) : text)
  const range = claim.valueTo ? ` to ${number(claim.valueTo)}` : ''
  return [claim.qualifier, `${number(claim.value)}${range}`, claim.unit].filter(Boolean).join(' ')
}
