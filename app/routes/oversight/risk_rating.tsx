import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { AwardFrame } from '#app/components/award_life.tsx'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Radios } from '#app/components/choices.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { RiskTag } from '#app/components/risk.tsx'
import { judgeRisk, riskActions } from '#app/domain/oversight/risk.ts'
import { riskTierLabels, riskTiers } from '#app/domain/oversight/risk_tiers.ts'
import { riskRatingForm } from '#app/domain/oversight/risk_forms.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findRisk, rateRisk } from '#db/oversight/risk.ts'

export const handle = { title: 'Rate the risk' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'risk.rate')
  const actor = await requireActor(request, 'risk.read')
  const award = found(await findRisk(actor, params['number'] ?? ''))
  found(award.isOwnCase ? award : null)
  const { number, name, leadOrganization, sample } = award
  return {
    award: { number, name, leadOrganization, sample },
    tier: judgeRisk(award.facts).tier,
    ratings: award.ratings.length,
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'risk.rate')
  const form = await readForm(request, riskRatingForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    rateRisk(actor, form.key, params['number'] ?? '', form.version, form.data),
  )
  if (!done.ok) return done.reply
  throw redirect(paths.risk(found(done.result), { done: 'rated' }))
}

export default function RateRisk() {
  const { award, tier, ratings } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <AwardFrame
      award={award}
      title="Rate the risk"
      above={[{ label: 'Risk', href: paths.risk(award.number) }]}
    >
      <p>
        By the record: <RiskTag tier={tier} />
      </p>
      <SchemaForm
        schema={async () => (await import('#app/domain/oversight/risk_forms.ts')).riskRatingForm}
        reply={reply}
        version={ratings}
      >
        {(field) => (
          <>
            <Radios
              {...field('tier')}
              legend="Your rating"
              choices={riskTiers.map((value) => ({
                value,
                label: riskTierLabels[value],
                hint: riskActions[value],
              }))}
            />
            <TextArea
              {...field('reason')}
              label="Why"
              hint="What you know that the record does not hold. The grantee does not read it; auditors do."
              rows={4}
            />
            <SubmitRow
              label="Rate the risk"
              instead="Back to the risk"
              href={paths.risk(award.number)}
            />
          </>
        )}
      </SchemaForm>
    </AwardFrame>
  )
}
